// What a counter machine keeps to go on without the network: the kit, the numbers it has given, and the queue, sealed.
// The key of a queue comes with its officer's sign-in, cannot be taken out of the browser, and goes when somebody else signs in.
window.Quay = (() => {
  "use strict";
  const STORES = { kept: {}, keys: {}, numbers: {}, queue: { keyPath: "id" } };
  const VIETNAM = 7 * 3600000;
  const DAY = 86400000;
  const WRONG_CLOCK = 120000;

  let opening;
  const open = () =>
    (opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("quay", 1);
      asked.onupgradeneeded = () => {
        const has = asked.result.objectStoreNames;
        for (const [name, options] of Object.entries(STORES))
          if (!has.contains(name)) asked.result.createObjectStore(name, options);
      };
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close(); // a newer page brings a newer store
        resolve(asked.result);
      };
    }));
  // One transaction, over when it is on the disk. work(store, done): done tells the result.
  const run = async (names, mode, work) => {
    const db = await open();
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(names, mode, { durability: "strict" });
      let result;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
      work((name) => transaction.objectStore(name), (value) => (result = value));
    });
  };
  const read = (store, key) =>
    run([store], "readonly", (at, done) => (at(store).get(key).onsuccess = (event) => done(event.target.result)));
  const all = (store) =>
    run([store], "readonly", (at, done) => (at(store).getAll().onsuccess = (event) => done(event.target.result)));
  const write = (store, value, key) => run([store], "readwrite", (at) => at(store).put(value, key));
  const remove = (store, key) => run([store], "readwrite", (at) => at(store).delete(key));

  const kit = () => read("kept", "kit");
  const isSetUp = async () => Boolean(await read("kept", "device"));
  const takeIn = async (found) => {
    const raw = Uint8Array.from(atob(found.seal), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const before = await kit();
    const { seal: _seal, ...rest } = found;
    await run(["kept", "keys"], "readwrite", (at) => {
      at("keys").clear();
      at("keys").put(key, found.officer.id);
      at("kept").put({ ...rest, met: Date.now(), ahead: Date.now() - Date.parse(found.now) }, "kit");
    });
    return before;
  };
  // Signed out: whoever comes next neither reads nor sends what waits here.
  const forget = () => run(["keys"], "readwrite", (at) => at("keys").clear());
  const keyOf = (officer) => read("keys", officer);

  // The time of the server, as far as this machine can tell; null when its clock went back since they last met.
  const now = (found) => {
    const at = Date.now() - found.ahead;
    return Date.now() < found.met - 1000 ? null : new Date(at);
  };
  const clockIsWrong = (found) => (Math.abs(found.ahead) > WRONG_CLOCK ? Math.round(found.ahead / 60000) : 0);
  const local = (at) => new Date(at.getTime() + VIETNAM).toISOString();
  const dayOf = (at) => local(at).slice(0, 10);

  const matches = (block, place) =>
    block.on === place.on && block.agency === place.agency && (!place.desk || block.desk === place.desk);
  // The next free number of this place for this entry; the one it has already; "" when none is left.
  const number = (entry, place) =>
    run(["kept", "numbers"], "readwrite", (at, done) => {
      done("");
      at("numbers").getAll().onsuccess = ({ target: { result: given } }) => {
        const mine = given.find((each) => each.entry === entry && !each.bad && each.on === place.on);
        if (mine) return done(mine.code);
        at("kept").get("kit").onsuccess = ({ target: { result: found } }) => {
          const used = new Set(given.map((each) => each.code));
          const free = (found?.blocks ?? []).filter((block) => matches(block, place)).flatMap((block) => block.codes);
          const code = free.find((each) => !used.has(each));
          if (!code) return;
          at("numbers").put({ code, entry, on: place.on }, code);
          done(code);
        };
      };
    });
  const spoilt = (code) => write("numbers", { code, entry: "", on: "", bad: true }, code);
  const left = async (found, on) => {
    const used = new Set((await all("numbers")).map((each) => each.code));
    const blocks = found.blocks.filter((block) => block.on === on);
    return blocks.flatMap((block) => block.codes).filter((code) => !used.has(code)).length;
  };

  const seal = async (key, id, bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = new TextEncoder().encode(id);
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes) };
  };
  const unseal = (key, id, { iv, data }) =>
    crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) }, key, data);
  const text = (value) => new TextEncoder().encode(JSON.stringify(value));
  const value = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

  // fields: pairs of names and texts; files: {field, file}. Only what tells nobody's data stays readable.
  const put = async (entry, { fields, files }) => {
    const key = await keyOf(entry.officer);
    if (!key) throw new Error("no key");
    const sealed = await Promise.all(
      files.map(async ({ field, file }) => ({
        about: await seal(key, entry.id, text({ field, name: file.name, type: file.type, at: file.lastModified })),
        body: await seal(key, entry.id, await file.arrayBuffer()),
      })),
    );
    await write("queue", { ...entry, state: "waiting", says: [], fields: await seal(key, entry.id, text(fields)), files: sealed });
  };
  const opened = async (entry) => {
    const key = await keyOf(entry.officer);
    if (!key) return null;
    const files = await Promise.all(
      entry.files.map(async (each) => {
        const about = value(await unseal(key, entry.id, each.about));
        const body = await unseal(key, entry.id, each.body);
        return { field: about.field, file: new File([body], about.name, { type: about.type, lastModified: about.at }) };
      }),
    );
    return { fields: value(await unseal(key, entry.id, entry.fields)), files };
  };
  const entry = (id) => read("queue", id);
  const entries = async () => (await all("queue")).sort((a, b) => a.order - b.order);
  const mark = async (id, change) => {
    await run(["queue"], "readwrite", (at) => {
      at("queue").get(id).onsuccess = ({ target: { result } }) => result && at("queue").put({ ...result, ...change });
    });
    tell();
  };
  // Sent: nothing of anybody stays but the code.
  const done = (id, answer) =>
    mark(id, { state: "done", code: answer.code, url: answer.url, says: answer.notes ? [answer.notes] : [], fields: null, files: [], doneAt: Date.now() });
  const drop = async (id) => {
    await remove("queue", id);
    tell();
  };
  const tidy = async () => {
    const old = Date.now() - DAY;
    for (const each of await entries()) if (each.state === "done" && each.doneAt < old) await remove("queue", each.id);
  };

  const channel = "BroadcastChannel" in window ? new BroadcastChannel("quay") : null;
  const listeners = [];
  const changed = (listener) => listeners.push(listener);
  const tell = () => {
    channel?.postMessage("changed");
    listeners.forEach((listener) => listener());
  };
  if (channel) channel.onmessage = () => listeners.forEach((listener) => listener());

  // The sentences stand in the page, in its language: counter/_words.html.
  const words = document.getElementById("counter-words");
  const say = (name, facts = {}) => {
    const found = words?.content.querySelector(`[data-word="${name}"]`)?.textContent.trim() ?? name;
    return found.replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);
  };

  return {
    kit, isSetUp, takeIn, forget, keyOf, now, clockIsWrong, local, dayOf, number, spoilt, left,
    put, opened, entry, entries, mark, done, drop, tidy, changed, tell, say, read, write,
  };
})();
