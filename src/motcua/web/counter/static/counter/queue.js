// The queue of a counter machine: the kit is fetched, what waits is sent in order, one tab at a time.
(() => {
  "use strict";
  const Quay = window.Quay;
  const links = document.querySelector("[data-counter]")?.dataset;
  if (!Quay || !links || !window.indexedDB || !window.crypto?.subtle) return;
  const PATIENCE = 8000;
  const PART = 1024 * 1024;
  const AGAIN = 20000;

  class Away extends Error {}
  class SignedOut extends Error {}

  const ask = async (url, options = {}) => {
    const headers = { "X-Autosave": "1", ...options.headers }; // answered with 401, not led to a page, when signed out
    let answer;
    try {
      answer = await fetch(url, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(options.patience ?? PATIENCE), ...options, headers });
    } catch {
      throw new Away();
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") throw new SignedOut();
    if (answer.status >= 500 || answer.status === 429) throw new Away();
    return answer;
  };

  const fill = async (kit, before) => {
    const name = `quay-desk-${kit.desk.id}`;
    if (before?.desk.id !== kit.desk.id || before?.version !== kit.version || before?.today !== kit.today || before?.pages.join() !== kit.pages.join()) {
      const fresh = await caches.open(name);
      const missed = [];
      for (const page of kit.pages) {
        const answer = await ask(page).catch(() => null);
        if (answer?.ok) await fresh.put(page, answer);
        else missed.push(page);
      }
      for (const each of await caches.keys()) if (each.startsWith("quay-desk-") && each !== name) await caches.delete(each);
      if (missed.length) await Quay.write("kept", { ...(await Quay.kit()), pages: [] }, "kit"); // tried again next time
    }
  };
  const withBlocks = async (parts) => {
    const asked = new URLSearchParams(parts);
    for (const block of (await Quay.read("kept", "blocks")) ?? []) asked.append("block", block);
    return asked;
  };
  const takeIn = async (answer) => {
    const kit = await answer.json();
    await fill(kit, await Quay.takeIn(kit));
    Quay.tell();
    return kit;
  };
  const refresh = async () => takeIn(await ask(`${links.kit}?${await withBlocks()}`));
  const changeBlocks = async (parts) => {
    const token = (await Quay.kit())?.token ?? (await refresh()).token;
    const answer = await ask(links.kit, { method: "POST", body: await withBlocks(parts), headers: { "X-CSRFToken": token } });
    if (answer.ok) return takeIn(answer);
    const said = await answer.json().catch(() => ({ errors: [["", Quay.say("refused")]] }));
    throw new Error(said.errors.map(([, sentence]) => sentence).join(" "));
  };
  // The machine remembers the block before it asks: an answer that is lost loses no numbers.
  const reserve = async (device) => {
    const key = crypto.randomUUID();
    await Quay.write("kept", [...((await Quay.read("kept", "blocks")) ?? []), key], "blocks");
    await Quay.write("kept", { name: device }, "device");
    await navigator.storage?.persist?.();
    await changeBlocks({ act: "reserve", key, device });
    await navigator.serviceWorker.register(links.worker);
    await navigator.serviceWorker.ready; // only now does the machine go on without the network
  };
  const release = async (key) => {
    await changeBlocks({ act: "release", key });
    const others = ((await Quay.read("kept", "blocks")) ?? []).filter((each) => each !== key);
    await Quay.write("kept", others, "blocks");
  };
  // The day is over and nothing of it waits: its numbers are closed.
  const releaseOld = async (kit) => {
    const waiting = (await Quay.entries()).filter((each) => each.state !== "done").map((each) => each.on);
    for (const block of kit.blocks) if (block.on < kit.today && !waiting.includes(block.on)) await release(block.id);
  };

  const sendFile = async (entry, number, { file }, token) => {
    const tus = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token };
    const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
    const words = `filename ${encoded(file.name)},fingerprint ${encoded(`${entry.id}|${number}`)}`;
    const begun = await ask(links.uploads, { method: "POST", headers: { ...tus, "Upload-Length": String(file.size), "Upload-Metadata": words } });
    if (!begun.ok) return begun;
    const url = begun.headers.get("Location");
    for (let at = Number(begun.headers.get("Upload-Offset")); at < file.size; ) {
      const headers = { ...tus, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(at) };
      const part = await ask(url, { method: "PATCH", headers, body: file.slice(at, at + PART), patience: 60000 });
      if (!part.ok) return part;
      at = Number(part.headers.get("Upload-Offset"));
    }
    return url.split("/").filter(Boolean).pop();
  };
  const dated = (entry) => {
    const at = Quay.local(new Date(entry.at));
    const [year, month, day] = at.slice(0, 10).split("-");
    return { "r-on-day": day, "r-on-month": month, "r-on-year": year, "r-time": at.slice(11, 19) };
  };
  const bodyOf = async (entry, live, token) => {
    const { fields, files } = await Quay.opened(entry);
    const body = new FormData();
    for (const [name, text] of fields) body.append(name, text);
    for (const [number, each] of files.entries()) {
      const sent = await sendFile(entry, number, each, token);
      if (typeof sent !== "string") return sent;
      body.append(`${each.field}-up`, sent);
    }
    body.set("act", "receive");
    if (!entry.number) return body;
    const when = live ? { "r-now": "yes" } : dated(entry);
    for (const [name, text] of Object.entries({ "r-number": entry.number, ...when })) body.set(name, text);
    return body;
  };
  const refusal = async (answer) => {
    const said = await answer.json().catch(() => null);
    if (said?.errors) return { errors: said.errors, earlier: said.earlier ?? "" };
    const sentence = said?.detail ?? Quay.say(answer.status === 404 ? "gone" : "refused");
    return { errors: [["", sentence]], earlier: "" };
  };
  // done, conflict, away or signedOut; the entry says so too. live: it is received in this very moment.
  const sendOne = async (id, { live = false } = {}) => {
    const entry = await Quay.entry(id);
    if (!entry || entry.state === "done") return { outcome: entry ? "done" : "gone", answer: entry };
    try {
      let kit = await Quay.kit();
      for (let again = true; ; again = false) {
        const body = await bodyOf(entry, live, kit.token);
        if (!(body instanceof FormData)) return await conflict(id, body);
        const answer = await ask(entry.to, { method: "POST", body, headers: { "X-CSRFToken": kit.token }, patience: 20000 });
        if (answer.ok) {
          const said = await answer.json();
          await Quay.done(id, said);
          return { outcome: "done", answer: said };
        }
        const tokenIsOld = answer.status === 403 && again;
        if (!tokenIsOld) return await conflict(id, answer);
        kit = await refresh();
      }
    } catch (error) {
      if (error instanceof SignedOut) return { outcome: "signedOut" };
      if (error instanceof Away) return { outcome: "away" };
      throw error;
    }
  };
  const conflict = async (id, answer) => {
    const said = await refusal(answer);
    await Quay.mark(id, { state: "conflict", says: said.errors.map(([, sentence]) => sentence), earlier: said.earlier });
    return { outcome: "conflict", answer: said };
  };
  // A tab that is just sending an entry holds its lock; one that was closed has let go of it.
  const locked = (id, work) => navigator.locks.request(`quay-${id}`, { ifAvailable: true }, (lock) => lock && work());
  const sendNow = (id) => locked(id, () => sendOne(id, { live: true }));

  let outcome = "";
  const sendAll = () =>
    navigator.locks.request("quay-send", { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      outcome = "";
      try {
        const kit = await refresh();
        for (const entry of await Quay.entries()) {
          if (entry.state !== "waiting" || entry.officer !== kit.officer.id) continue;
          const sent = await locked(entry.id, () => sendOne(entry.id));
          if (["away", "signedOut"].includes(sent?.outcome)) {
            outcome = sent.outcome;
            break;
          }
        }
        await Quay.tidy();
        if (!outcome) await releaseOld(await Quay.kit());
      } catch (error) {
        outcome = error instanceof SignedOut ? "signedOut" : "away";
      }
      Quay.tell();
    });
  const isThere = () => ask(links.kit, { method: "HEAD", patience: 3000 }).then(() => true, (error) => error instanceof SignedOut);

  const go = async () => {
    if (!(await Quay.isSetUp().catch(() => false))) return;
    navigator.serviceWorker?.register(links.worker).catch(() => {});
    const kit = await Quay.kit();
    const waits = (await Quay.entries()).some((each) => each.state === "waiting");
    if (waits || !kit || Date.now() - kit.met > 60000) await sendAll();
  };
  // Signing out takes the key along; what waits is sent when its officer is back.
  document.addEventListener("submit", (event) => {
    if (event.target.action?.endsWith(links.signOut)) Quay.forget();
  });
  window.addEventListener("online", () => go());
  setInterval(go, AGAIN);
  Quay.network = { refresh, reserve, sendNow, sendAll, isThere, outcome: () => outcome };
  go();
})();
