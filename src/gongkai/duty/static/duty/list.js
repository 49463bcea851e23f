// How many duties are ticked, and one box for all of the page.
const form = document.querySelector("[data-bulk]");
const count = form?.querySelector("[data-bulk-count]");
if (count) {
  const boxes = [...form.querySelectorAll("input[name='duty']")];
  const head = form.querySelector("thead th");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "勾选本页全部");
  head.replaceChildren(all);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ticked ? `已勾选${ticked}项：` : "勾选后批量办理：";
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; show(); });
  form.addEventListener("change", show);
  show();
}
