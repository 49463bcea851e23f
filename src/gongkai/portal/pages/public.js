// Elder mode and high contrast: a choice kept on this device. Pages are complete without it.
const root = document.documentElement;
const modes = { elder: ["elder", ""], contrast: ["contrast", "high"] };

const read = (name) => { try { return localStorage.getItem(name) === "1"; } catch { return false; } };
const keep = (name, on) => { try { localStorage.setItem(name, on ? "1" : "0"); } catch { /* private window */ } };
const apply = (name, on) => {
  const [key, value] = modes[name];
  if (on) root.dataset[key] = value; else delete root.dataset[key];
};

for (const name of Object.keys(modes)) apply(name, read(name));

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-mode]")) {
    const name = button.dataset.mode;
    button.setAttribute("aria-pressed", String(read(name)));
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      keep(name, on);
      apply(name, on);
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
});
