// Two pages that the machine keeps: where receiving begins without the network, and what it has still to send.
(() => {
  "use strict";
  const doc = document;
  const Quay = window.Quay;
  const say = Quay?.say;
  const links = doc.querySelector("[data-counter]")?.dataset;
  const find = (name) => doc.querySelector(`[data-${name}]`);
  if (!links || !Quay) return;
  const cannot = () => {
    const place = find("cannot");
    if (place) place.hidden = false;
  };
  if (!Quay.network) return cannot();
  const clone = (name) => find(name).content.cloneNode(true).firstElementChild;
  const put = (root, name, text) => {
    const place = root.querySelector(`[data-in="${name}"]`);
    if (place) place.textContent = text;
    return place;
  };
  const time = (iso) => {
    const at = Quay.local(new Date(iso));
    const [year, month, day] = at.slice(0, 10).split("-");
    return `${at.slice(11, 16)}, ${day}/${month}/${year}`;
  };

  // On every page of the counter: how much waits.
  const line = async () => {
    const place = find("waiting-line");
    if (!place || !(await Quay.isSetUp())) return;
    const waiting = (await Quay.entries()).filter((each) => each.state !== "done").length;
    place.hidden = !waiting;
    put(place, "count", String(waiting));
  };

  const status = async () => {
    const place = find("machine");
    if (!place) return;
    const kit = await Quay.kit();
    const there = await Quay.network.isThere();
    const at = kit && Quay.now(kit);
    const wrong = kit ? Quay.clockIsWrong(kit) : 0;
    const lines = [say(there ? "line-there" : "line-away")];
    if (kit) lines.push(say("at-desk", { name: kit.officer.name, desk: kit.desk.name }));
    if (kit && !(await Quay.keyOf(kit.officer.id))) lines.push(say("nobody"));
    if (kit && at) lines.push(say("left", { n: await Quay.left(kit, Quay.dayOf(at)), day: Quay.dayOf(at).split("-").reverse().join("/") }));
    if (kit) lines.push(say("met", { time: time(new Date(kit.met - kit.ahead).toISOString()) }));
    if (kit && !at) lines.push(say("clock-back"));
    if (wrong) lines.push(say("clock-wrong", { n: Math.abs(wrong) }));
    if (!(await Quay.isSetUp())) lines.splice(1, lines.length, say("not-set-up"));
    place.replaceChildren(...lines.map((text) => Object.assign(doc.createElement("li"), { textContent: text })));
    const device = await Quay.read("kept", "device");
    const name = find("device");
    if (name && device && !name.value) name.value = device.name;
  };
  find("reserve")?.closest("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = find("reserve-said");
    try {
      const there = await Quay.network.isThere();
      if (there) await Quay.network.reserve(find("device").value.trim());
      said.textContent = say(there ? "ready" : "line-away");
    } catch (error) {
      said.textContent = error.message || say("line-away");
    }
    event.target.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    delete event.target.dataset.sent;
    await status();
  });

  const dueOf = (kit, entry) => {
    const parts = kit?.due[`${entry.procedure}/${entry.agency}/${entry.on}`];
    if (!parts) return say("due-later");
    if (!parts.length) return say("no-term");
    const at = Date.parse(entry.at);
    return parts.find(([from, to]) => Date.parse(from) <= at && at < Date.parse(to))?.[2] || say("due-later");
  };
  const slip = async () => {
    const place = find("slip");
    const id = decodeURIComponent(/^#phieu=(.+)/.exec(location.hash)?.[1] ?? "");
    if (!place) return;
    const entry = id && (await Quay.entry(id));
    const opened = entry?.fields && (await Quay.opened(entry));
    if (!opened) return void (place.hidden = true);
    const first = (name) => opened.fields.find(([field]) => field === name)?.[1] ?? "";
    const told = {
      number: entry.number, title: entry.title, name: first("v-full_name"), identity: first("v-identity_number"), phone: first("v-phone"),
      at: time(entry.at), due: dueOf(await Quay.kit(), entry), officer: entry.officerName, agency: entry.agencyName,
      desk: (await Quay.kit())?.desk.name ?? "", papers: first("slip-papers") || say("no-papers"),
    };
    for (const [name, text] of Object.entries(told)) put(place, name, text || "…");
    place.hidden = false;
    place.querySelector("[data-print]").focus();
  };
  find("slip")?.querySelector("[data-print]").addEventListener("click", () => window.print());
  window.addEventListener("hashchange", slip);

  const acts = {
    open: (entry) => location.assign(`${entry.to}#cho=${encodeURIComponent(entry.id)}`),
    slip: (entry) => location.assign(`#phieu=${encodeURIComponent(entry.id)}`),
    again: async (entry) => {
      await Quay.mark(entry.id, { state: "waiting", says: [] });
      await Quay.network.sendAll();
    },
    renumber: async (entry) => {
      if (entry.number) await Quay.spoilt(entry.number);
      const kit = await Quay.kit();
      const number = await Quay.number(entry.id, { on: entry.on, agency: entry.agency, desk: kit.desk.id });
      await Quay.mark(entry.id, { number, state: "waiting", says: [say(number ? "new-number" : "number-of-server", { number })] });
      await Quay.network.sendAll();
    },
    drop: (entry) => confirm(say("drop-sure")) && Quay.drop(entry.id),
  };
  const row = async (entry, kit) => {
    const item = clone("queue-item");
    const mine = entry.officer === kit?.officer.id && Boolean(await Quay.keyOf(entry.officer));
    put(item, "number", entry.code ?? entry.number ?? "");
    put(item, "title", entry.title);
    put(item, "at", time(entry.at));
    put(item, "state", mine || entry.state === "done" ? say(`state-${entry.state}`) : say("of-another", { name: entry.officerName }));
    put(item, "says", [entry.says ?? [], entry.earlier ? say("earlier", { code: entry.earlier }) : ""].flat().join(" "));
    const link = item.querySelector("[data-in=number]");
    if (entry.state === "done") link.href = entry.url;
    const may = { open: mine && entry.state === "conflict", slip: mine && entry.number && entry.state !== "done", again: mine && entry.state === "conflict", renumber: mine && entry.state === "conflict", drop: mine && entry.state !== "done" };
    for (const button of item.querySelectorAll("[data-do]")) {
      button.hidden = !may[button.dataset.do];
      button.addEventListener("click", () => acts[button.dataset.do](entry));
    }
    item.dataset.state = entry.state;
    return item;
  };
  const list = async () => {
    const place = find("queue-list");
    if (!place) return;
    const [kit, entries] = [await Quay.kit(), await Quay.entries()];
    const rows = await Promise.all(entries.map((entry) => row(entry, kit)));
    place.replaceChildren(...rows);
    find("queue-empty").hidden = entries.length > 0;
    find("queue-signed-out").hidden = Quay.network.outcome() !== "signedOut";
  };
  find("send-all")?.addEventListener("click", () => Quay.network.sendAll());

  let due;
  const show = () => {
    clearTimeout(due);
    due = setTimeout(() => Promise.all([line(), status(), list()]).catch(cannot), 30);
  };
  Quay.changed(show);
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
  slip();
})();
