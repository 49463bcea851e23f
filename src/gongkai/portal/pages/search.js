// Suggestions while typing, as an ARIA combobox. Without it the field is a plain search field.
const WAIT = 150;
const MOST_CHARACTERS = 40;
let fields = 0;

const option = (id, { text, kind }) => {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.append(text);
  const about = document.createElement("span");
  about.append(kind);
  item.append(about);
  return item;
};

const equip = (input) => {
  const list = document.createElement("ul");
  const number = ++fields;
  list.id = `suggestions-${number}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "建议");
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "suggest";
  input.before(box);
  box.append(input, list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let found = [];
  let at = -1;
  let timer = 0;
  let asked = 0;

  const choose = (place) => {
    at = place;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const close = () => {
    asked += 1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const take = ({ text, url }) => {
    close();
    if (url) { location.assign(input.dataset.root + url); return; }
    input.value = text;
    input.form.requestSubmit();
  };
  const show = (suggestions) => {
    found = suggestions;
    list.replaceChildren(...found.map((one, n) => option(`${list.id}-${n}`, one)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  };
  const ask = async () => {
    const typed = input.value.trim();
    if (!typed || typed.length > MOST_CHARACTERS) { close(); return; }
    const mine = ++asked;
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      if (mine === asked && document.activeElement === input) show(suggestions);
    } catch { /* the search itself works without */ }
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const { key } = event;
    if (key === "ArrowDown") choose((at + 1) % found.length);
    else if (key === "ArrowUp") choose((at <= 0 ? found.length : at) - 1);
    else if (key === "Enter" && at >= 0) take(found[at]);
    else if (key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take(found[[...list.children].indexOf(item)]);
  });
  input.addEventListener("blur", close);
};

document.addEventListener("DOMContentLoaded", () => {
  for (const input of document.querySelectorAll("[data-suggest]")) equip(input);
});
