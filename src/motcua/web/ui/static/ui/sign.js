// A signature drawn with a finger or a pen goes with the form as a picture. Without this file a signed paper is photographed.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sign]");
  const canvas = form?.querySelector("canvas");
  const pen = canvas?.getContext("2d");
  if (!pen) return;
  const field = form.querySelector("[data-signature]");
  form.querySelector("[data-signing]").hidden = false;
  const blank = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#111";
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
    field.value = "";
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  let drawing = false;
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    if (drawing) field.value = canvas.toDataURL("image/png");
    drawing = false;
  });
  form.querySelector("[data-clear]").addEventListener("click", blank);
  blank();
})();
