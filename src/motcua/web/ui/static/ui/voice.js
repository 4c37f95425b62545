// Words spoken into the microphone go with the form as a WAV file. Without this file a recording is chosen.
(() => {
  "use strict";
  const box = document.querySelector("[data-voice]");
  const field = box && document.getElementById(box.dataset.voice);
  if (!field || !navigator.mediaDevices?.getUserMedia || !window.AudioContext) return;
  const button = box.querySelector("[data-record]");
  const LONGEST = 180;
  box.hidden = false;
  let now = null;

  const wav = (chunks, rate) => {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const view = new DataView(new ArrayBuffer(44 + 2 * length));
    const word = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
    word(0, "RIFF"); view.setUint32(4, 36 + 2 * length, true); word(8, "WAVEfmt ");
    view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
    view.setUint32(24, rate, true); view.setUint32(28, 2 * rate, true); view.setUint16(32, 2, true);
    view.setUint16(34, 16, true); word(36, "data"); view.setUint32(40, 2 * length, true);
    let at = 44;
    for (const chunk of chunks) for (const value of chunk) {
      view.setInt16(at, Math.max(-1, Math.min(1, value)) * 0x7fff, true);
      at += 2;
    }
    return new Blob([view], { type: "audio/wav" });
  };
  const stop = () => {
    const { stream, context, chunks } = now;
    now = null;
    stream.getTracks().forEach((track) => track.stop());
    context.close();
    const files = new DataTransfer();
    files.items.add(new File([wav(chunks, context.sampleRate)], "loi-dong-y.wav", { type: "audio/wav" }));
    field.files = files.files;
    box.querySelector("[data-recorded]").hidden = false;
    button.textContent = box.dataset.again;
  };
  button.addEventListener("click", async () => {
    if (now) return stop();
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return (box.hidden = true);
    const context = new AudioContext({ sampleRate: 16000 });
    const listener = context.createScriptProcessor(4096, 1, 1);
    now = { stream, context, chunks: [] };
    listener.onaudioprocess = ({ inputBuffer }) => {
      if (!now) return;
      now.chunks.push(inputBuffer.getChannelData(0).slice());
      if (now.chunks.length * 4096 > LONGEST * context.sampleRate) stop();
    };
    context.createMediaStreamSource(stream).connect(listener);
    listener.connect(context.destination);
    button.textContent = box.dataset.stop;
  });
})();
