// Small helps for the catalogue; every page works without them.

// Import page: the cell in hand lights up on both sides, and the original scrolls to it.
const original = document.querySelector("[data-original]");
const light = (keys) => {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const cells = keys.map((key) => document.getElementById(key)).filter(Boolean);
  for (const cell of cells) cell.classList.add("lit");
  return cells;
};
const bringIntoFrame = (cell) => {
  if (!original || !cell || !original.contains(cell)) return;
  const frame = original.getBoundingClientRect();
  const box = cell.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) original.scrollTop += box.top - frame.top - frame.height / 3;
  if (box.left < frame.left || box.right > frame.right) original.scrollLeft += box.left - frame.left - frame.width / 3;
};
const lightPair = (element) => {
  const read = element.closest("[data-cell]");
  if (read) {
    const keys = read.dataset.cell.trim().split(/\s+/).filter(Boolean);
    const cells = light([read.id, ...keys]);
    bringIntoFrame(cells[1]);
    return;
  }
  const source = element.closest("[data-read]");
  if (source) light([source.id, ...source.dataset.read.split(" ")]);
};
if (original) {
  document.addEventListener("mouseover", (event) => lightPair(event.target));
  document.addEventListener("focusin", (event) => lightPair(event.target));
}

// Keys on the import page: n goes to the next row with a doubt.
const doubtful = [...document.querySelectorAll(".catalogue-row[open]")];
const typing = (element) => element.closest("input, select, textarea, [contenteditable]");
let at = -1;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key !== "n" || !original) return;
  if (doubtful.length === 0) { document.querySelector("[data-next-doubt]")?.click(); return; }
  at = (at + 1) % doubtful.length;
  const row = doubtful[at];
  row.open = true;
  row.querySelector("summary").focus();
  row.scrollIntoView({ block: "start" });
  const cell = row.querySelector("[data-cell].doubt");
  if (cell) lightPair(cell);
});

// Queue of rows to check: space ticks the row in hand.
const queue = document.querySelector("[data-check]");
if (queue) {
  queue.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.tagName !== "A") return;
    const box = event.target.closest("[data-row]")?.querySelector("input[type=checkbox]");
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
  });
}
