// A text box that offers records while one types: a combobox with a list, by mouse and keyboard.
let count = 0;

export function startPickers(root, form = root) {
  for (const box of root.querySelectorAll("input[data-picker]")) {
    if (!box.dataset.started) startPicker(box, form);
  }
}

function startPicker(box, form) {
  const id = `picker-${(count += 1)}`;
  const holder = document.createElement("div");
  const list = document.createElement("ul");
  const status = document.createElement("div");
  holder.className = "picker";
  list.className = "picker-list";
  list.id = id;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "找到的信息");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.replaceWith(holder);
  holder.append(box, list, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
  box.dataset.started = "1";

  let timer = 0;
  let asked = 0;
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const options = [...list.children];
    at = (place + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    box.value = option.dataset.value;
    close();
    status.textContent = `已选：${option.dataset.title}`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(timer);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((row, number) => option(row, `${id}-${number}`)));
    status.textContent = found.length ? `找到${found.length}条，用上下键选择。` : "没有找到。";
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    at = -1;
  };
  const ask = async () => {
    const words = box.value.trim();
    if (words.length < 2) return close();
    const turn = (asked += 1);
    const query = new URLSearchParams({ q: words, without: form.dataset.without || "" });
    const answer = await fetch(`${form.dataset.find}?${query}`);
    if (turn === asked && answer.ok && document.activeElement === box) show((await answer.json()).found);
  };

  box.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(close), 250);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    if (list.hidden || !list.children.length) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(list.children[at]); }
  });
  box.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const chosen = event.target.closest("[role=option]");
    if (chosen) choose(chosen);
  });
}

function option(row, id) {
  const line = document.createElement("li");
  const about = document.createElement("span");
  line.id = id;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  line.dataset.value = row.value;
  line.dataset.title = row.title;
  about.className = "about";
  about.textContent = row.about;
  line.append(row.title, about);
  return line;
}
