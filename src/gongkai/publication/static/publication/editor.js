// The editor draws its own text box; give it the name that the form's label says.
const name = (box) => {
  const field = box.closest(".field");
  const label = field && field.querySelector("label");
  if (label) box.setAttribute("aria-label", label.textContent.trim());
};
const all = () => document.querySelectorAll(".ProseMirror:not([aria-label])").forEach(name);
new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
all();
