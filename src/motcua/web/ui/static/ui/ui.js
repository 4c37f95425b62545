// Progressive enhancement only: every page works without this file.
(() => {
  "use strict";
  const doc = document;
  const all = (selector, root = doc) => [...root.querySelectorAll(selector)];
  const closest = (event, selector) => event.target.closest?.(selector);

  // A form waits for its own saves that are still on their way: the server would take them for another window's.
  const underway = new WeakMap();
  const waiting = new WeakMap();
  const begins = (form) => underway.set(form, (underway.get(form) ?? 0) + 1);
  const ends = (form) => {
    underway.set(form, underway.get(form) - 1);
    if (underway.get(form) || !waiting.has(form)) return;
    const submitter = waiting.get(form);
    waiting.delete(form);
    form.requestSubmit(submitter);
  };
  const formOf = new WeakMap();
  doc.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => {
    const form = elt.closest("form");
    if (!form) return;
    formOf.set(xhr, form);
    begins(form);
  });

  // Double-submit guard: a second press does nothing, unless the page stays: the answer is a file or another tab.
  const stays = (form, by) => "download" in form.dataset || (by?.formTarget || form.target) === "_blank";
  doc.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    if (stays(form, event.submitter)) return;
    event.submitter?.setAttribute("aria-busy", "true");
    if (underway.get(form)) {
      event.preventDefault();
      waiting.set(form, event.submitter);
      return;
    }
    form.dataset.sent = "1";
  });
  const release = () => {
    all("form[data-sent]").forEach((form) => delete form.dataset.sent);
    all("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  window.addEventListener("pageshow", release);
  doc.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    release();
    const form = formOf.get(xhr);
    if (form) ends(form);
  });

  // Copy a code.
  const offerCopy = (root) => {
    if (navigator.clipboard) all("[data-copy]", root).forEach((button) => (button.hidden = false));
  };
  doc.addEventListener("click", async (event) => {
    const button = closest(event, "[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("[data-label]").textContent = button.dataset.done;
  });

  // Files: say which ones were chosen, with their size (upload.js says it of those it sends).
  doc.addEventListener("change", (event) => {
    const input = closest(event, "input[type=file][aria-describedby]:not([data-upload])");
    const output = input && doc.getElementById(input.id + "-chosen");
    if (!output) return;
    const size = (bytes) => (bytes / 1048576).toFixed(1).replace(".", ",") + " MB";
    output.textContent = [...input.files].map((f) => `${f.name} (${size(f.size)})`).join("; ");
  });

  // Autosave: <form data-autosave="address"> posts itself there a moment after each change.
  const timers = new WeakMap();
  const say = (form, key) => {
    const place = form.querySelector("[data-autosave-status]");
    const time = new Date().toTimeString().slice(0, 5);
    if (place) place.textContent = place.dataset[key].replace("{time}", time);
  };
  // What to say by the status of the answer; 0: none came. Only what may heal by itself is tried again.
  const outcome = (status) => {
    if (status >= 200 && status < 300) return "saved";
    if (status >= 500) return "broken";
    return { 0: "failed", 401: "signedOut", 409: "conflict" }[status] ?? "refused";
  };
  const save = async (form) => {
    if (form.dataset.sent) return;
    if (underway.get(form)) return timers.set(form, setTimeout(save, 500, form));
    begins(form);
    const sending = { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" } };
    const status = await fetch(form.dataset.autosave, sending).then((answer) => answer.status, () => 0);
    const said = outcome(status);
    if (["failed", "broken"].includes(said)) form.dataset.unsaved = "1";
    else delete form.dataset.unsaved;
    if (said === "broken") timers.set(form, setTimeout(save, 30000, form));
    say(form, said);
    ends(form);
  };
  doc.addEventListener("input", (event) => {
    const form = closest(event, "form[data-autosave]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(save, 1500, form));
  });

  // What was typed while an answer was on its way is newer than that answer.
  let typed = [];
  doc.addEventListener("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
    if (requestConfig?.elt.matches("button")) return; // a row came or went: the boxes after it have other names
    const boxes = target.matches?.("[data-keep-typed]") ? all("input:not([type=hidden]), textarea, select", target) : [];
    typed = boxes.filter((box) => box.id).map((box) => [box.id, box.checked, box.value]);
  });
  const keepTyped = () => {
    for (const [id, checked, value] of typed) {
      const box = doc.getElementById(id);
      if (!box) continue;
      if (["radio", "checkbox"].includes(box.type)) box.checked = checked;
      else box.value = value;
    }
    typed = [];
  };
  doc.addEventListener("htmx:afterSwap", keepTyped);

  // Offline: say so, and send what is waiting when the network is back.
  const network = () => {
    all("[data-offline]").forEach((notice) => (notice.hidden = navigator.onLine));
    if (navigator.onLine) all("form[data-unsaved]").forEach(save);
  };
  window.addEventListener("online", network);
  window.addEventListener("offline", network);

  network();
  offerCopy(doc);
  doc.addEventListener("htmx:load", (event) => offerCopy(event.target));
  doc.querySelector("[data-focus]")?.focus();
})();
