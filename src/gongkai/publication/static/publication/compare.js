// Jumping from change to change: n and p, never while somebody types.
const changes = [...document.querySelectorAll("[id^='change-']")];
for (const help of document.querySelectorAll(".jump-help")) help.hidden = false;
const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (!changes.length || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!["n", "p"].includes(event.key) || document.body.querySelector("[data-row-keys]")) return;
  const here = changes.findIndex((change) => change.contains(document.activeElement));
  const step = event.key === "n" ? here + 1 : Math.max(here, 1) - 1;
  const next = changes[Math.min(step, changes.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "center" });
});
