// Keys for staff: between rows, to the next dossier, to the search. Each does what a link or a box on the page does.
// They can be switched off (WCAG 2.1.4), and never act while somebody types, composes a letter, or a dialog is open.
(() => {
  "use strict";
  const doc = document;
  const KEPT = "phim-tat";
  const off = () => localStorage.getItem(KEPT) === "tat";
  const help = doc.getElementById("keys");
  const TYPED = "input, textarea, select, summary, [contenteditable], [role=textbox], [role=combobox], [role=listbox]";
  let before = "";

  const rows = () =>
    [...doc.querySelectorAll("table[data-rows] tbody tr")].filter((row) => row.querySelector("a, button"));
  const move = (event, step) => {
    const here = event.target.closest?.("table[data-rows] tbody tr");
    if (!here && event.key.startsWith("Arrow")) return; // the arrows scroll the page elsewhere
    const all = rows();
    const row = all[here ? all.indexOf(here) + step : 0];
    if (!row) return;
    event.preventDefault();
    row.querySelector("a, button").focus();
  };
  const press = (event, key) => {
    const link = doc.querySelector(`[data-key="${key}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  };
  const search = (event) => {
    const box = doc.querySelector("main input[type=search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  };

  doc.addEventListener("keydown", (event) => {
    const first = before;
    before = "";
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.(TYPED) || doc.querySelector("dialog[open]")) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (event.key.startsWith("Arrow")) return step && move(event, step);
    if (off()) return;
    if (step) return move(event, step);
    if (event.key === "/") return search(event);
    if (event.key === "?" && help) return help.showModal();
    if (first) return press(event, `${first} ${event.key}`);
    if (event.key === "g") before = "g";
    else if (["n", "p"].includes(event.key)) press(event, event.key);
  });

  if (!help) return;
  const box = help.querySelector("[data-keys-on]");
  box.checked = !off();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "" : "tat"));
  for (const button of doc.querySelectorAll("[data-keys-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
})();
