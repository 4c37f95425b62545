// Files go up in parts while the form is filled in (tus 1.0): a lost network or a reload costs one part, not the file.
// Without this file, or when it cannot begin, the form sends its files itself.
(() => {
  "use strict";
  const doc = document;
  const PART = 1024 * 1024;
  const LONGEST_WAIT = 15000;
  const coming = new WeakMap(); // form → how many files are on their way
  const asked = new WeakMap(); // form → the button that was pressed meanwhile

  class Refused extends Error {}
  class Unable extends Error {}

  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const token = (input) => input.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const ask = (job, method, url, headers, body) =>
    fetch(url, {
      method,
      body,
      signal: job.stop.signal,
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(job.input), ...headers },
    });
  const checksum = async (part) => {
    if (!crypto.subtle) return {};
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
    return { "Upload-Checksum": "sha256 " + btoa(String.fromCharCode(...digest)) };
  };
  // Waiting may heal 5xx and a lost network; what is refused stays refused.
  const judge = async (job, answer) => {
    if (answer.ok) return answer;
    if (answer.status === 401) throw new Refused(job.input.dataset.signedOut);
    if (answer.status >= 500) throw new Error(answer.status);
    const said = await answer.json().catch(() => ({}));
    if (said.detail) throw new Refused(said.detail);
    throw new Unable(answer.status);
  };

  const begin = async (job) => {
    const { file, input } = job;
    const print = [location.pathname, input.name, file.name, file.size, file.lastModified].join("|");
    const answer = await judge(job, await ask(job, "POST", input.dataset.upload, {
      "Upload-Length": String(file.size),
      "Upload-Metadata": `filename ${encoded(file.name)},fingerprint ${encoded(print)}`,
    }));
    job.url = answer.headers.get("Location");
    return Number(answer.headers.get("Upload-Offset"));
  };
  const offset = async (job) => {
    if (!job.url) return begin(job);
    const answer = await ask(job, "HEAD", job.url, {});
    if (answer.status === 404) {
      job.url = "";
      return begin(job);
    }
    return Number((await judge(job, answer)).headers.get("Upload-Offset"));
  };
  const parts = async (job) => {
    for (let at = await offset(job); at < job.file.size; ) {
      job.bar.value = at;
      const part = job.file.slice(at, at + PART);
      const headers = {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": String(at),
        ...(await checksum(part)),
      };
      const answer = await ask(job, "PATCH", job.url, headers, part);
      if ([404, 409, 460].includes(answer.status)) at = await offset(job);
      else at = Number((await judge(job, answer)).headers.get("Upload-Offset"));
      job.tries = 0;
      say(job, "sending");
    }
    job.bar.value = job.file.size;
  };
  const pause = (tries) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(1000 * 2 ** tries, LONGEST_WAIT));
      window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
    });
  const send = async (job) => {
    for (job.tries = 0; ; job.tries += 1) {
      try {
        return await parts(job);
      } catch (error) {
        if (error instanceof Refused || error instanceof Unable || job.stop.signal.aborted) throw error;
        say(job, "waiting");
        await pause(job.tries);
      }
    }
  };

  // Said once for each state, not for each part: it is read aloud.
  const say = (job, key, text) => {
    if (job.said === key) return;
    job.said = key;
    job.words.textContent = text ?? job.input.dataset[key];
    job.row.dataset.state = key;
  };
  const element = (name, attributes, ...inside) => {
    const made = Object.assign(doc.createElement(name), attributes);
    made.append(...inside);
    return made;
  };
  const list = (input) => {
    const place = input.closest(".upload") ?? input.parentElement;
    return place.querySelector(".sending") ?? place.appendChild(element("ul", { className: "sending" }));
  };
  const show = (job) => {
    const { file, input } = job;
    job.bar = element("progress", { max: file.size, value: 0, ariaLabel: file.name });
    job.words = element("span", { className: "small", role: "status" });
    const drop = element("button", { type: "button", className: "quiet", textContent: input.dataset.drop });
    drop.ariaLabel = `${input.dataset.drop}: ${file.name}`;
    drop.addEventListener("click", () => forget(job));
    job.row = element("li", {}, element("span", { textContent: file.name }), job.bar, job.words, drop);
    job.row.held = { field: input.name, file }; // a counter machine keeps it when the network is away
    list(input).append(job.row);
  };
  const forget = (job) => {
    job.stop.abort();
    const was = job.row.contains(doc.activeElement);
    job.row.remove();
    job.field?.remove();
    if (was) job.input.focus();
    if (job.url) ask({ ...job, stop: new AbortController() }, "DELETE", job.url, {}).catch(() => {});
  };

  const arrived = (job) => {
    const id = job.url.split("/").filter(Boolean).pop();
    job.field = element("input", { type: "hidden", name: job.input.name + "-up", value: id });
    job.row.append(job.field);
    say(job, "sent");
  };
  // What could not begin is left to the form: the file goes back into the input.
  const giveBack = (job) => {
    const kept = new DataTransfer();
    [...job.input.files, job.file].forEach((file) => kept.items.add(file));
    job.input.files = kept.files;
    job.row.remove();
  };
  const run = async (job) => {
    const form = job.input.form;
    let refused = false;
    try {
      job.stop.signal.throwIfAborted();
      say(job, "sending");
      await send(job);
      arrived(job);
    } catch (error) {
      refused = error instanceof Refused;
      if (refused) say(job, "failed", error.message);
      else if (!job.stop.signal.aborted) giveBack(job);
    }
    coming.set(form, coming.get(form) - 1);
    if (refused) asked.delete(form);
    if (coming.get(form) || !asked.has(form)) return;
    const button = asked.get(form);
    asked.delete(form);
    form.requestSubmit(button);
  };

  let queue = Promise.resolve();
  doc.addEventListener("change", (event) => {
    const input = event.target.closest?.("input[type=file][data-upload]");
    if (!input?.form || !input.files.length) return;
    if (!input.multiple) list(input).replaceChildren();
    const jobs = [...input.files].map((file) => ({ file, input, url: "", stop: new AbortController() }));
    input.value = "";
    jobs.forEach(show);
    coming.set(input.form, (coming.get(input.form) ?? 0) + jobs.length);
    jobs.forEach((job) => (queue = queue.then(() => run(job))));
  });
  doc.addEventListener(
    "submit",
    (event) => {
      if (!coming.get(event.target)) return;
      event.preventDefault();
      event.submitter?.setAttribute("aria-busy", "true");
      asked.set(event.target, event.submitter);
    },
    true,
  );
})();
