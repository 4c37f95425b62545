// The place on the page that belongs to the box being typed in is marked and brought into view. Without this file,
// each box has its own cut-out of the page above it.
(() => {
  "use strict";
  const doc = document;
  const marks = (name) => doc.querySelectorAll(`[data-beside="${CSS.escape(name)}"]`);
  doc.addEventListener("focusin", (event) => {
    doc.querySelectorAll("[data-beside].here").forEach((mark) => mark.classList.remove("here"));
    const fact = event.target.closest?.("[data-beside-of]");
    if (!fact) return;
    for (const mark of marks(fact.dataset.besideOf)) {
      mark.classList.add("here");
      const sheets = mark.closest(".sheets");
      if (!sheets || sheets.scrollHeight <= sheets.clientHeight) continue;
      const { top, height } = mark.getBoundingClientRect();
      sheets.scrollTop += top - sheets.getBoundingClientRect().top - sheets.clientHeight / 2 + height / 2;
    }
  });
})();
