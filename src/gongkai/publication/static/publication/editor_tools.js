// The row of buttons over the text, in words: clerks should not have to guess pictures.
const BLOCKS = [["paragraph", "正文段落"], ["2", "一、大标题"], ["3", "（一）中标题"], ["4", "1. 小标题"]];

export function buildTools(editor, { picture, words, tell }) {
  const bar = document.createElement("div");
  bar.className = "editor-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "编辑工具");
  const updates = [];

  const blocks = document.createElement("select");
  blocks.setAttribute("aria-label", "段落样式");
  for (const [value, text] of BLOCKS) blocks.add(new Option(text, value));
  blocks.addEventListener("change", () => {
    const chain = editor.chain().focus();
    (blocks.value === "paragraph" ? chain.setParagraph() : chain.setHeading({ level: Number(blocks.value) })).run();
  });
  // The form's own change listener need not hear of a tool.
  blocks.addEventListener("input", (event) => event.stopPropagation());
  updates.push(() => {
    const level = [2, 3, 4].find((n) => editor.isActive("heading", { level: n }));
    blocks.value = level ? String(level) : "paragraph";
  });

  const button = (text, run, active = null, shown = null) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", run);
    if (active) updates.push(() => made.setAttribute("aria-pressed", String(active())));
    if (shown) updates.push(() => { made.hidden = !shown(); });
    return made;
  };
  const command = (text, name, argument, active = null, shown = null) =>
    button(text, () => editor.chain().focus()[name](argument).run(), active, shown);
  const place = (text, value) => button(
    text,
    () => {
      const now = editor.isActive("paragraph", { place: value });
      editor.chain().focus().updateAttributes("paragraph", { place: now ? null : value }).run();
    },
    () => editor.isActive("paragraph", { place: value }),
  );
  const group = (...parts) => {
    const made = document.createElement("div");
    made.append(...parts);
    return made;
  };
  const inTable = () => editor.isActive("table");

  const link = button("链接", async () => {
    const before = editor.getAttributes("link").href || "";
    if (!before && editor.state.selection.empty) { tell("请先选中要加链接的文字。"); return; }
    tell("");
    const address = await words({
      title: "链接", label: "网址", help: "以 http:// 或 https:// 开头。链接的文字要说明去哪里。", value: before,
    });
    if (address === null) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!address) chain.unsetLink().run();
    else if (/^(https?:\/\/|mailto:)/.test(address)) chain.setLink({ href: address }).run();
    else tell("网址要以 http:// 或 https:// 开头，链接没有加上。");
  }, () => editor.isActive("link"));

  const caption = button("表题", async () => {
    const before = editor.getAttributes("table").caption || "";
    const text = await words({
      title: "表格的名称", label: "名称", help: "显示在表格上面，例如：2026年第三季度救助人数。", value: before,
    });
    if (text !== null) editor.chain().focus().updateAttributes("table", { caption: text }).run();
  }, null, inTable);

  bar.append(
    group(blocks),
    group(
      command("加粗", "toggleBold", undefined, () => editor.isActive("bold")),
      command("斜体", "toggleItalic", undefined, () => editor.isActive("italic")),
      command("上标", "toggleSuperscript", undefined, () => editor.isActive("superscript")),
      command("下标", "toggleSubscript", undefined, () => editor.isActive("subscript")),
    ),
    group(place("居中", "center"), place("居右", "right")),
    group(
      command("项目符号", "toggleBulletList", undefined, () => editor.isActive("bulletList")),
      command("编号", "toggleOrderedList", undefined, () => editor.isActive("orderedList")),
      command("引用", "toggleBlockquote", undefined, () => editor.isActive("blockquote")),
    ),
    group(
      link,
      button("图片", picture),
      command("表格", "insertTable", { rows: 3, cols: 3, withHeaderRow: true }, null, () => !inTable()),
    ),
    group(
      caption,
      command("加行", "addRowAfter", undefined, null, inTable),
      command("删行", "deleteRow", undefined, null, inTable),
      command("加列", "addColumnAfter", undefined, null, inTable),
      command("删列", "deleteColumn", undefined, null, inTable),
      command("表头行", "toggleHeaderRow", undefined, null, inTable),
      command("表头列", "toggleHeaderColumn", undefined, null, inTable),
      command("合并", "mergeCells", undefined, null, inTable),
      command("拆分", "splitCell", undefined, null, inTable),
      command("删表格", "deleteTable", undefined, null, inTable),
    ),
    group(command("撤销", "undo"), command("重做", "redo")),
  );
  arrows(bar);
  const update = () => updates.forEach((one) => one());
  editor.on("transaction", update);
  update();
  return bar;
}

// One stop for Tab, left and right within: the pattern of toolbars.
function arrows(bar) {
  const stops = () => [...bar.querySelectorAll("button, select")].filter((one) => !one.hidden);
  stops().forEach((one, number) => { one.tabIndex = number ? -1 : 0; });
  bar.addEventListener("focusin", (event) => {
    for (const one of bar.querySelectorAll("button, select")) one.tabIndex = one === event.target ? 0 : -1;
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const all = stops();
    const step = event.key === "ArrowRight" ? 1 : -1;
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    event.preventDefault();
    next.focus();
  });
}
