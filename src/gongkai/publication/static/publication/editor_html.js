// The editor's HTML in the form that bodies have: no layout attributes, plain cells, header rows
// in thead. Documents of the browser's parser run nothing.
const HEADER = "TH";

export function serialise(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const table of page.querySelectorAll("table")) tidyTable(page, table);
  for (const item of page.querySelectorAll("li")) unwrapLone(item);
  for (const element of page.querySelectorAll("[style], [data-type]")) {
    element.removeAttribute("style");
    element.removeAttribute("data-type");
  }
  const text = page.body.innerHTML;
  return text === "<p></p>" ? "" : text;
}

function tidyTable(page, table) {
  for (const unused of table.querySelectorAll("colgroup")) unused.remove();
  for (const cell of table.querySelectorAll("th, td")) {
    unwrapLone(cell);
    for (const name of ["colwidth", "data-colwidth", "align"]) cell.removeAttribute(name);
    for (const name of ["colspan", "rowspan"]) if (cell.getAttribute(name) === "1") cell.removeAttribute(name);
  }
  const body = table.querySelector("tbody");
  if (!body || table.querySelector("thead")) return;
  const heads = [];
  for (const row of body.children) {
    if (!row.children.length || ![...row.children].every((cell) => cell.tagName === HEADER)) break;
    heads.push(row);
  }
  // A row header that reaches down into the rows of data would be cut off from them.
  const reach = heads.map((row, number) => Math.max(...[...row.children].map((cell) => number + cell.rowSpan)));
  if (!heads.length || heads.length === body.children.length || Math.max(...reach) > heads.length) return;
  const head = page.createElement("thead");
  body.before(head);
  head.append(...heads);
  for (const cell of head.querySelectorAll("th")) cell.setAttribute("scope", "col");
  for (const cell of body.querySelectorAll("th")) cell.setAttribute("scope", "row");
}

// A cell or a list item that holds one plain paragraph holds its text.
function unwrapLone(holder) {
  const [only, second] = holder.children;
  if (!only || only.tagName !== "P" || only.className) return;
  if (second && !/^(UL|OL)$/.test(second.tagName)) return;
  only.replaceWith(...only.childNodes);
}
