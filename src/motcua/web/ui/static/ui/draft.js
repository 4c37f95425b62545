// What is typed in a draft is kept on this machine until the server has acknowledged it, answer by answer.
// Every page works without this file: then a section is saved as a whole when it is sent.
(() => {
  "use strict";
  const doc = document;
  const PREFIX = "mc-nhap:";
  const LASTS = 3 * 86400000; // what was not sent in three days does not stay on a machine that may be shared
  const PAUSE = 600; // after the last key
  const person = doc.querySelector("[data-person]")?.dataset.person;
  const tab = Math.random().toString(36).slice(2, 10);
  const form = doc.querySelector("form[data-draft]");
  const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, "0")).join("");

  // Where storage is refused (private windows), the page itself remembers as long as it lives.
  const memory = new Map();
  const store = {
    keys: () => {
      try { return [...new Set([...Object.keys(localStorage), ...memory.keys()])].filter((key) => key.startsWith(PREFIX)); }
      catch { return [...memory.keys()]; }
    },
    get: (key) => {
      try { return JSON.parse(localStorage.getItem(key)) ?? memory.get(key); } catch { return memory.get(key); }
    },
    set: (key, entry) => {
      try { localStorage.setItem(key, JSON.stringify(entry)); } catch { memory.set(key, entry); }
    },
    drop: (key) => {
      memory.delete(key);
      try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
    },
  };
  const forget = (which) => store.keys().filter(which).forEach(store.drop);
  const entries = () => store.keys().map((at) => [at, store.get(at)]).filter(([, entry]) => entry);

  if (doc.querySelector("[data-forget-typed]")) forget(() => true);
  if (!person) return;
  forget((key) => !key.startsWith(`${PREFIX}${person}:`) || Date.now() - (store.get(key)?.at ?? 0) > LASTS);

  // What this page has saved itself: the server tells its writing by these ids from another window's.
  const own = [];
  const named = (name) => form?.querySelector(`input[type=hidden][name=${name}]`);
  const owned = (id) => {
    own.push(id);
    own.splice(0, own.length - 60);
    if (named("own")) named("own").value = own.join(" ");
  };
  const status = doc.querySelector("[data-draft-status]");
  const say = (key, time = "") => {
    if (!status) return;
    status.textContent = status.dataset[key].replace("{time}", time);
    status.parentElement.classList.toggle("near", !["saving", "saved"].includes(key));
    doc.querySelector("[data-draft-sign-in]").hidden = key !== "signedOut";
  };

  const itemOf = (name) => name.split("-")[0];
  const seenOf = (item) => {
    try { return JSON.parse(named("seen").value)[item]?.[0] ?? ""; } catch { return ""; }
  };
  const put = (item) => {
    const belongs = (name) => itemOf(name) === item;
    const names = (named("shown")?.value ?? "").split(" ").filter((word) => belongs(word.split("=")[0]));
    if (!names.length) return;
    const boxes = [...new FormData(form)].filter(([name, value]) => belongs(name) && typeof value === "string");
    const save = newId();
    const seen = [seenOf(item), ...own];
    owned(save);
    const at = `${PREFIX}${person}:${tab}:${form.dataset.draft}:${item}`;
    store.set(at, { save, key: item, names: names.join(" "), boxes, seen, url: form.dataset.draft, tab, at: Date.now() });
    say("saving");
  };

  let timer = 0;
  let underway = null;
  let failures = 0;
  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };
  // One request at a time, for one draft, with one change of each answer; the oldest first.
  const batch = () => {
    const waiting = entries().filter(([, e]) => !e.clash && (e.tab === tab || Date.now() - e.at > 4000 || !form));
    waiting.sort(([, a], [, b]) => a.at - b.at);
    const taken = new Map();
    for (const [at, entry] of waiting) {
      if (entry.url === waiting[0][1].url && !taken.has(entry.key)) taken.set(entry.key, [at, entry]);
    }
    return [...taken.values()].slice(0, 50);
  };
  const token = () => JSON.parse(doc.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const post = (url, sent) => {
    const changes = sent.map(([, e]) => ({ ...e, seen: e.tab === tab ? [...new Set([...e.seen, ...own])] : e.seen }));
    const body = JSON.stringify({ changes });
    const headers = { "Content-Type": "application/json", "X-Autosave": "1", "X-CSRFToken": token() };
    return fetch(url, { method: "POST", body, headers, keepalive: body.length < 60000, redirect: "error" });
  };
  const send = () => (underway ??= sending().finally(() => (underway = null)));
  const sending = async () => {
    clearTimeout(timer);
    for (let sent = batch(); sent.length; sent = batch()) {
      const url = sent[0][1].url;
      const answer = await post(url, sent).catch(() => null);
      if (answer?.ok) {
        const said = await answer.json().catch(() => null);
        if (said) {
          failures = 0;
          acknowledged(sent, said);
          continue;
        }
      }
      return refused(answer?.status ?? 0, sent);
    }
    reloadIfRowsAreMissing();
  };
  const acknowledged = (sent, said) => {
    const kept = new Set(said.kept);
    said.known.forEach(owned);
    const clashing = new Map(said.conflicts.map((each) => [each.save, each]));
    for (const [at, entry] of sent) {
      const now = store.get(at);
      if (now?.save !== entry.save) continue; // typed on since: the newer one goes next
      const clash = clashing.get(entry.save);
      if (clash) store.set(at, { ...entry, clash });
      else store.drop(at);
      if (!clash && !kept.has(entry.save)) console.warn("not a question of this form", entry.key);
    }
    if (entries().some(([, e]) => e.clash && e.url === form?.dataset.draft)) showClashes();
    else if (!batch().length) say("saved", said.at);
  };
  const refused = (code, sent) => {
    if (code === 401) return say("signedOut");
    if (code === 403) return say("stale");
    if ([400, 404, 410, 413].includes(code)) {
      sent.forEach(([at]) => store.drop(at));
      return say(code === 404 || code === 410 ? "gone" : "stale");
    }
    say("failed");
    failures += 1;
    later(Math.min(30000, 1000 * 2 ** Math.min(failures, 5)) * (0.75 + Math.random() / 2));
  };

  // The same answer was changed elsewhere: both are shown, the person chooses.
  const showClashes = () => {
    const place = doc.querySelector("[data-draft-conflicts]");
    const shape = doc.querySelector("template[data-draft-conflict]");
    if (!place || !shape) return;
    place.replaceChildren();
    for (const [at, entry] of entries().filter(([, e]) => e.clash && e.url === form.dataset.draft)) {
      const notice = shape.content.cloneNode(true);
      notice.querySelector("[data-label]").textContent = entry.clash.label;
      notice.querySelector("[data-theirs]").textContent = entry.clash.theirs || status.dataset.empty;
      notice.querySelector("[data-mine]").addEventListener("click", () => {
        const { clash, ...mine } = store.get(at) ?? entry;
        const save = newId();
        owned(save);
        owned(clash.now);
        store.set(at, { ...mine, save, seen: [...mine.seen, clash.now], tab });
        showClashes();
        send();
      });
      notice.querySelector("[data-other]").addEventListener("click", () => {
        store.drop(at);
        location.reload();
      });
      place.append(notice);
    }
    say(place.childElementCount ? "clash" : "saving");
  };

  // After a crash, a reload or a new sign-in: what was typed and not acknowledged stands in its boxes again.
  let rowsMissing = false;
  const restore = () => {
    for (const [, entry] of entries().filter(([, e]) => e.url === form.dataset.draft && e.tab !== tab)) {
      const shown = (named("shown")?.value ?? "").split(" ");
      if (!shown.some((word) => itemOf(word.split("=")[0]) === entry.key)) continue;
      owned(entry.save);
      say("saving"); // the page says "saved" of what the server has; this it has not
      for (const box of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        if (itemOf(box.name) !== entry.key) continue;
        const values = entry.boxes.filter(([name]) => name === box.name).map(([, value]) => value);
        if (["radio", "checkbox"].includes(box.type)) box.checked = values.includes(box.value);
        else if (values.length) box.value = values[0];
      }
      rowsMissing ||= entry.boxes.some(([name]) => !form.elements.namedItem(name));
      const first = entry.boxes[0] && `[name="${CSS.escape(entry.boxes[0][0])}"]`;
      const box = first && (form.querySelector(`${first}:checked`) ?? form.querySelector(first));
      box?.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const reloadIfRowsAreMissing = () => {
    if (rowsMissing && !entries().some(([, e]) => e.url === form.dataset.draft)) location.reload();
  };

  doc.addEventListener("input", (event) => {
    if (!form || event.target.form !== form || !event.target.name) return;
    put(itemOf(event.target.name));
    later(PAUSE);
  });
  doc.addEventListener("change", (event) => {
    if (form && event.target.form === form && event.isTrusted) later(0);
  });
  // The whole section is saved too, by a button or by htmx: that is this page's own writing.
  const ownSave = () => {
    const save = newId();
    owned(save);
    for (const [at, entry] of entries()) if (entry.tab === tab) store.set(at, { ...entry, seen: [...entry.seen, save] });
    return save;
  };
  doc.addEventListener("htmx:configRequest", ({ detail }) => {
    if (form?.contains(detail.elt)) detail.parameters.save = ownSave();
  });
  doc.addEventListener("submit", async (event) => {
    if (event.target === form) return void (named("save").value = ownSave());
    const leaving = event.target.dataset.signOut;
    if (leaving === undefined) return;
    if (!store.keys().length) return;
    event.preventDefault();
    delete event.target.dataset.sent;
    await Promise.race([send(), new Promise((done) => setTimeout(done, 4000))]);
    if (store.keys().length && !confirm(leaving)) return event.submitter?.removeAttribute("aria-busy");
    forget(() => true);
    event.target.submit();
  }, true);
  const leave = () => {
    if (doc.visibilityState !== "hidden") return;
    const sent = batch();
    if (sent.length && !underway) send();
  };
  doc.addEventListener("visibilitychange", leave);
  window.addEventListener("pagehide", () => batch().length && !underway && send());
  window.addEventListener("online", () => later(0));
  window.addEventListener("pageshow", (event) => event.persisted && later(0));

  // A tab that is still open sends its own; what nobody sends is taken over.
  if (form) restore();
  if (form && entries().some(([, e]) => e.clash && e.url === form.dataset.draft)) showClashes();
  if (entries().length) later(0);
  setInterval(() => batch().length && !underway && !failures && later(0), 5000);
})();
