// The row page: what was opened is ticked as seen; keys for ticking and for going on.
const tickSeen = (digest) => {
  for (const box of document.querySelectorAll("input[name='seen']")) if (box.value === digest) box.checked = true;
};
for (const shown of document.querySelectorAll("details[data-seen]"))
  shown.addEventListener("toggle", () => { if (shown.open) tickSeen(shown.dataset.seen); });
for (const link of document.querySelectorAll("a[data-seen]"))
  link.addEventListener("click", () => tickSeen(link.dataset.seen));

// Keys can be switched off for good (WCAG 2.1.4), and never work where somebody types.
const radios = [...document.querySelectorAll("input[type='radio'][data-key]")];
const names = new Map(radios.map((radio) => [radio, radio.dataset.key]));
const button = document.querySelector("[data-keys-switch]");
let on = localStorage.getItem("review-keys") !== "off";
const show = () => {
  for (const [radio, key] of names) { if (on) radio.dataset.key = key; else delete radio.dataset.key; }
  if (button) button.textContent = on ? "关闭快捷键" : "打开快捷键";
};
for (const help of document.querySelectorAll(".key-help")) help.hidden = false;
if (button) button.addEventListener("click", () => {
  on = !on;
  localStorage.setItem("review-keys", on ? "on" : "off");
  show();
});
show();

const types = (element) =>
  element.closest("textarea, select, [contenteditable], input:not([type='radio'], [type='checkbox'])");
document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
  const step = document.querySelector(`[data-step="${CSS.escape(event.key)}"]`);
  if (step) { step.click(); return; }
  // gongkai.js leaves the keys alone while a radio or a box has the focus.
  const radio = event.target.closest("input") && radios.find((one) => one.dataset.key === event.key);
  if (radio) { radio.focus(); radio.click(); }
});
