// Receiving on a machine that is set up: what is typed is kept here first and sent then, under a number the machine already has.
// So an answer that is lost, a browser that is closed or a line that is cut loses nothing and makes nothing twice.
(() => {
  "use strict";
  const doc = document;
  const Quay = window.Quay;
  const form = doc.querySelector("form[data-queue]");
  const links = doc.querySelector("[data-counter]")?.dataset;
  if (!form || !Quay?.network) return;
  const kept = form.hasAttribute("data-kept"); // the page as the machine keeps it, not the server's
  const wait = location.hash.startsWith("#cho=") ? decodeURIComponent(location.hash.slice(5)) : "";
  const named = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
  const place = form.querySelector("[data-problem]");
  const problem = (sentence) => {
    place.querySelector("[data-says]").textContent = sentence;
    place.hidden = !sentence;
    if (sentence) place.scrollIntoView({ block: "center" });
    if (sentence) place.focus();
  };
  class Problem extends Error {}

  // The card as it is scanned, without the network: only what is plainly right is taken (kernel.identity_card reads more).
  const ofCard = (text) => {
    const parts = text.normalize("NFC").split("|").map((part) => part.trim().replace(/\s+/g, " "));
    const [number, , name, born, , address] = parts;
    if (parts.length < 6 || !/^\d{12}$/.test(number) || !name || /[?\ufffd\d]/.test(name)) return null;
    const day = /^(\d\d)(\d\d)(\d{4})$/.exec(born)?.slice(1) ?? ["", "", /^\d{4}$/.test(born) ? born : ""];
    const [d, m, y] = day.map((each) => each.replace(/^00+$/, ""));
    return { "v-identity_number": number, "v-full_name": name, "v-birth_date-day": d, "v-birth_date-month": m, "v-birth_date-year": y, "v-address": address };
  };
  const fill = (values) => {
    for (const [name, text] of Object.entries(values)) if (named(name)) named(name).value = text;
  };
  const firstOpen = () => (named(form.dataset.first ?? "") ?? form.querySelector("[data-receive]")).focus();
  const lookUpHere = (text) => {
    problem("");
    if (!text.includes("|")) return problem(Quay.say("no-look-up"));
    const card = ofCard(text);
    if (!card) return problem(Quay.say("card-unreadable"));
    fill(card);
    firstOpen();
  };

  const filesOf = () => {
    const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files].map((file) => ({ field: input.name, file })));
    const onTheWay = [...form.querySelectorAll(".sending li")].filter((row) => row.held && row.dataset.state !== "sent").map((row) => row.held);
    return [...chosen, ...onTheWay];
  };
  const NOT_KEPT = ["csrfmiddlewaretoken", "act", "r-number", "r-on-day", "r-on-month", "r-on-year", "r-time", "slip-papers"];
  // The papers as the slip names them; the server goes by the counts.
  const papersOf = () =>
    [...form.querySelectorAll("[name$='-originals']")].flatMap((box) => {
      const paper = box.name.replace(/-originals$/, "");
      const [originals, copies] = [Number(box.value), Number(named(`${paper}-copies`).value)];
      const title = doc.getElementById(`${paper}-title`);
      const name = (title.value ?? title.firstChild.textContent).trim().replace(/\s+/g, " ");
      return originals || copies ? [`${name} (${originals}/${copies})`] : [];
    });
  const fieldsOf = () => [...new FormData(form)].filter(([name, text]) => typeof text === "string" && !NOT_KEPT.includes(name));

  const keep = async () => {
    const kit = await Quay.kit();
    if (!kit || !(await Quay.keyOf(kit.officer.id))) throw new Problem(Quay.say("nobody"));
    const before = wait ? await Quay.entry(wait) : null;
    const id = before?.id ?? named("key").value;
    const at = before ? new Date(before.at) : Quay.now(kit);
    if (!at) throw new Problem(Quay.say("clock-back"));
    if (!named("v-full_name").value.trim()) throw new Problem(Quay.say("no-name"));
    const on = Quay.dayOf(at);
    const agency = named("unit").value;
    const number = before?.number || (await Quay.number(id, { on, agency, desk: named("desk")?.value ?? kit.desk.id }));
    const entry = {
      id, number, on, at: at.toISOString(), order: before?.order ?? Date.now(), to: form.dataset.queue, title: form.dataset.title,
      procedure: form.dataset.code, agency, agencyName: named("unit").selectedOptions[0]?.text ?? "",
      officer: kit.officer.id, officerName: kit.officer.name, says: [],
    };
    const [fields, files] = [[...fieldsOf(), ["slip-papers", papersOf().join("; ")]], [...filesOf(), ...(before ? ((await Quay.opened(before))?.files ?? []) : [])]];
    try {
      await Quay.put(entry, { fields, files });
    } catch (error) {
      throw new Problem(Quay.say(error.name === "QuotaExceededError" ? "full" : "cannot-keep"));
    }
    return entry;
  };

  const settle = async (entry, sent, by) => {
    if (sent?.outcome === "done") return location.assign(`${sent.answer.url}?in=1`);
    if (sent?.outcome === "conflict" && !wait) {
      const spoilt = sent.answer.errors.some(([name]) => name === "r-number" || name === "r-time");
      await Quay.drop(entry.id);
      if (spoilt && entry.number) {
        await Quay.spoilt(entry.number);
        return receive(by); // under the next number
      }
      if (!kept) return natively(by);
      return problem(sent.answer.errors.map(([, sentence]) => sentence).join(" "));
    }
    if (sent?.outcome === "conflict") return location.assign(links.queue);
    location.assign(entry.number ? `${links.queue}#phieu=${encodeURIComponent(entry.id)}` : links.queue);
  };
  const receive = async (by) => {
    problem("");
    const there = await Quay.network.isThere();
    const entry = await keep();
    if (there) return settle(entry, await Quay.network.sendNow(entry.id), by);
    if (!entry.number) {
      await Quay.drop(entry.id);
      throw new Problem(Quay.say("no-number"));
    }
    return settle(entry, { outcome: "away" }, by);
  };
  let own = false;
  const natively = (by) => {
    own = true;
    setTimeout(() => form.requestSubmit(by)); // not while the first submission is still being told of
  };

  let busy = false;
  const guarded = async (by, work) => {
    if (busy) return;
    busy = true;
    by?.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem) && !kept) return natively(by); // this machine cannot keep it: the server takes it
      problem(error instanceof Problem ? error.message : Quay.say("cannot-keep"));
    } finally {
      busy = false;
      by?.removeAttribute("aria-busy");
    }
  };
  const isSetUp = Quay.isSetUp().catch(() => false);
  doc.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || own) return;
      const by = event.submitter;
      if (!["receive", "lookup"].includes(by?.value)) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // before ui.js and upload.js hold the form
      guarded(by, async () => {
        if (!(await isSetUp)) return natively(by);
        if (by.value === "receive") return receive(by);
        const text = named("v-identity_number").value;
        if (!kept && (await Quay.network.isThere())) return natively(by);
        lookUpHere(text);
      });
    },
    true,
  );

  // What waits in the queue and has to be mended stands in its form again.
  const bringBack = async () => {
    const entry = await Quay.entry(wait);
    const opened = entry && (await Quay.opened(entry));
    if (!opened) return problem(Quay.say("not-yours"));
    for (const [name, text] of opened.fields) {
      if (["version", "key", "known", "shown"].includes(name)) continue;
      const boxes = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      for (const box of boxes) ["radio", "checkbox"].includes(box.type) ? (box.checked ||= box.value === text) : (box.value = text);
    }
    named("key").value = entry.id;
    if (entry.says?.length) problem(entry.says.join(" "));
  };
  const CARD = "quay-card";
  const begin = async () => {
    const card = sessionStorage.getItem(CARD);
    if (kept) named("key").value = crypto.randomUUID();
    if (wait) await bringBack();
    else if (kept && card) lookUpHere(card);
    sessionStorage.removeItem(CARD);
  };
  begin();
})();
