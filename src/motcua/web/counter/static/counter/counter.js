// A scanner types like a keyboard. A card scanned on any page of the counter is read; figures choose what stands numbered.
// Every page works without this file.
(() => {
  "use strict";
  const doc = document;
  const scan = doc.querySelector("[data-scan]");
  if (!scan) return;
  const box = scan.elements.code;
  const LONE = 180; // milliseconds: a figure that nothing follows was pressed by hand; a scanner is faster

  // The number, then at least five bars; another keyboard has another sign for the bar (kernel.identity_card).
  const isCard = (text) => {
    if (text.split("|").length >= 6) return true;
    const bar = /^\s*\d{12}([^\w\s]|\t)/.exec(text)?.[1];
    return Boolean(bar) && text.split(bar).length >= 6;
  };

  if (!doc.querySelector("[data-card-stays]")) sessionStorage.removeItem("quay-card");
  const fold = () => {
    box.value = "";
    scan.hidden = true;
  };
  const take = (text) => {
    sessionStorage.setItem("quay-card", text); // read by a page that opens without the network (receive.js)
    const number = doc.querySelector("[name='v-identity_number']");
    const lookUp = doc.querySelector("[data-look-up]");
    if (number && lookUp) {
      number.value = text;
      return lookUp.click();
    }
    box.value = text;
    scan.requestSubmit();
  };

  const chosen = (key) => doc.querySelector(`[data-key="${CSS.escape(key)}"]`);
  let alone;
  const figure = () => {
    const key = box.value;
    if (!/^[1-9]$/.test(key) || doc.activeElement !== box) return;
    fold();
    chosen(key)?.click();
  };

  const writes = (element) => element?.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  doc.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const here = event.target;
    if (event.key === "Escape" && here === box) return fold();
    if (/^[0-9]$/.test(event.key) && !writes(here)) {
      scan.hidden = false;
      box.focus(); // what is typed goes there, this figure first
      clearTimeout(alone);
      alone = setTimeout(figure, LONE);
      return;
    }
    if (!["Enter", "Tab"].includes(event.key) || here.tagName !== "INPUT") return;
    if (isCard(here.value)) {
      event.preventDefault();
      const text = here.value;
      if (here !== box && here.name !== "v-identity_number") here.value = here.defaultValue;
      take(text);
    } else if (here === box && event.key === "Tab" && /^\d{12}/.test(box.value)) {
      event.preventDefault(); // the bar of this scanner
      box.value += "\t";
    }
  });
  box.addEventListener("blur", () => doc.hasFocus() && fold());

  // After a card: the first box still to fill in, or else the button that receives.
  const form = doc.querySelector("form[data-ready], form[data-first]");
  if (!form) return;
  const first = form.dataset.first && form.querySelector(`[name="${CSS.escape(form.dataset.first)}"]`);
  (first ?? form.querySelector("[data-receive]"))?.focus();
})();
