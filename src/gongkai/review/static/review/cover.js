// Rectangles drawn on pages, kept in the rows of the form; without this script the rows are typed.
const form = document.querySelector("[data-cover-form]");
const list = form.querySelector(".cover-rows");
const total = form.querySelector("[name$='-TOTAL_FORMS']");
const template = form.querySelector("[data-cover-empty]");
const pages = new Map([...document.querySelectorAll("[data-cover-page]")].map((page) => [page.dataset.coverPage, page]));
const LEAST = 0.4;
const EDGES = ["left", "top", "width", "height"];

const field = (row, name) => row.querySelector(`[name$='-${name}']`);
const boxes = new Map();

const paint = (row) => {
  const page = pages.get(field(row, "page").value);
  let box = boxes.get(row);
  if (!page) { box?.remove(); boxes.delete(row); return; }
  if (!box) { box = document.createElement("div"); box.className = "cover-box"; boxes.set(row, box); }
  if (box.parentElement !== page) page.append(box);
  for (const edge of EDGES) box.style[edge] = `${field(row, edge).value || 0}%`;
};

const remove = (row) => {
  for (const name of ["page", ...EDGES]) field(row, name).value = "";
  paint(row);
  row.hidden = true;
};

const begin = (row) => {
  const button = row.querySelector("[data-cover-remove]");
  button.hidden = false;
  button.addEventListener("click", () => { remove(row); list.querySelector("li:not([hidden]) input:not([type='hidden'])")?.focus(); });
  row.addEventListener("input", () => paint(row));
  row.addEventListener("focusin", () => boxes.get(row)?.setAttribute("data-current", ""));
  row.addEventListener("focusout", () => boxes.get(row)?.removeAttribute("data-current"));
  paint(row);
};

const added = () => {
  const number = Number(total.value);
  const holder = document.createElement("ol");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number);
  const row = holder.firstElementChild;
  list.append(row);
  total.value = number + 1;
  begin(row);
  return row;
};

const free = () => [...list.children].find((row) => !row.hidden && !field(row, "page").value) ?? added();
const round = (value) => Math.round(value * 100) / 100;
const within = (value) => Math.min(Math.max(value, 0), 100);

for (const row of list.children) begin(row);
form.querySelector("[name='more']").addEventListener("click", (event) => {
  event.preventDefault();
  field(added(), "page").focus();
});

for (const [number, page] of pages) {
  let row = null, from = null;
  const at = (event) => {
    const frame = page.getBoundingClientRect();
    return [within((event.clientX - frame.left) / frame.width * 100), within((event.clientY - frame.top) / frame.height * 100)];
  };
  const draw = (event) => {
    const [x, y] = at(event);
    const put = (name, value) => { field(row, name).value = round(value); };
    put("left", Math.min(from[0], x));
    put("top", Math.min(from[1], y));
    put("width", Math.abs(from[0] - x));
    put("height", Math.abs(from[1] - y));
    paint(row);
  };
  page.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    page.setPointerCapture(event.pointerId);
    from = at(event);
    row = free();
    field(row, "page").value = number;
  });
  page.addEventListener("pointermove", (event) => { if (row) draw(event); });
  page.addEventListener("pointerup", (event) => {
    if (!row) return;
    draw(event);
    // A click that draws nothing is no rectangle.
    if (field(row, "width").value < LEAST || field(row, "height").value < LEAST) remove(row);
    row = null;
  });
  page.addEventListener("pointercancel", () => { if (row) remove(row); row = null; });
}
