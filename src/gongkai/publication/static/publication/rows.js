// Rows of relations come and go without a round trip; without this, the same buttons make one.
import { startPickers } from "./picker.js";

export function startRows(form) {
  const part = form.querySelector("[data-rows-of]");
  if (!part) return;
  const list = part.querySelector("[data-row-list]");
  const template = part.querySelector("[data-row-template]");
  const total = part.querySelector(`[name="${part.dataset.rowsOf}-TOTAL_FORMS"]`);
  if (!list || !template || !total) return;

  part.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    const remove = event.target.closest("[data-remove-row]");
    if (!add && !remove) return;
    event.preventDefault();
    if (add) addRow();
    if (remove) removeRow(remove.closest("[data-row-of]"));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  function addRow() {
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    list.append(row);
    total.value = Number(total.value) + 1;
    startPickers(row, form);
    row.querySelector("select, input").focus();
  }

  // The numbers of the other rows stay: a row that is missing is an empty one to the server.
  function removeRow(row) {
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    (next ? next.querySelector("select") : part.querySelector("[data-add-row]")).focus();
  }
}
