// Small helps; every page works without them.
// The error summary takes the focus, so that a screen reader reads it first.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// Lists marked data-rows: j and k go down and up, Enter opens (the focus is on the row's link).
const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (!rows.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || !["j", "k"].includes(event.key)) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(here + (event.key === "j" ? 1 : -1), 0), rows.length - 1)];
  const target = next.querySelector("a, button");
  if (target) target.focus();
});

// Radio groups marked data-keys: the key written beside an answer chooses it.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const chosen = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (chosen) chosen.click();
});

// A form that was sent is not sent twice by a second press.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});
