// Elder mode and high contrast, kept on this device; copying, printing, days left.
// Pages are complete without it: the tools are links that work by themselves.
const root = document.documentElement;
const modes = { elder: ["elder", ""], contrast: ["contrast", "high"] };

const read = (name) => { try { return localStorage.getItem(name) === "1"; } catch { return false; } };
const keep = (name, on) => { try { localStorage.setItem(name, on ? "1" : "0"); } catch { /* private window */ } };
const apply = (name, on) => {
  const [key, value] = modes[name];
  if (on) root.dataset[key] = value; else delete root.dataset[key];
};

if (root.dataset.elderPage !== undefined) keep("elder", true);
for (const name of Object.keys(modes)) apply(name, read(name));

const buttonFor = (link) => {
  const name = link.dataset.mode;
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.mode = name;
  button.textContent = link.textContent;
  button.setAttribute("aria-pressed", String(read(name)));
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    keep(name, on);
    apply(name, on);
    if (!on && name === "elder" && root.dataset.elderPage !== undefined) location.assign("../");
  });
  return button;
};

const daysLeft = (until) => {
  const [year, month, day] = until.split("-").map(Number);
  const today = new Date();
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())) / 86400000);
};

document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll("a[data-mode]")) link.replaceWith(buttonFor(link));
  for (const link of document.querySelectorAll("[data-leave-elder]")) link.addEventListener("click", () => keep("elder", false));
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
      button.textContent = button.dataset.done;
    });
  }
  for (const place of document.querySelectorAll("[data-days-to]")) {
    const left = daysLeft(place.dataset.daysTo);
    if (left >= 0) place.textContent = left ? `，还有${left}天` : "，今天截止";
  }
  for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
});
