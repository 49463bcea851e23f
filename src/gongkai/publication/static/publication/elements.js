// Choosing another item of the catalogue shows its required elements beside the text.
export function startElements(form) {
  const select = form.querySelector("#id_item");
  const list = document.querySelector("[data-element-list]");
  const none = document.querySelector("[data-no-elements]");
  if (!select || !list) return;
  const show = async () => {
    const answer = await fetch(`${form.dataset.elements}?item=${encodeURIComponent(select.value)}`);
    if (!answer.ok) return;
    const { elements } = await answer.json();
    list.replaceChildren(...elements.map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
    if (none) none.hidden = elements.length > 0;
  };
  select.addEventListener("change", () => show().catch(() => {}));
}
