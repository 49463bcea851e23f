// The page of drafting: the editor, keeping what is typed, rows of relations, picking records.
// Every part is a help; the page works without them.
import { startEditor } from "./editor.js";
import { startElements } from "./elements.js";
import { startKeeping } from "./keeping.js";
import { startPickers } from "./picker.js";
import { startRows } from "./rows.js";

for (const box of document.querySelectorAll("textarea[data-editor]")) startEditor(box);
const form = document.querySelector("form[data-draft]");
const merge = document.querySelector("form[data-merge]");
if (form) {
  startRows(form);
  startPickers(form);
  startElements(form);
}
if (form || merge) startKeeping(form || merge);
