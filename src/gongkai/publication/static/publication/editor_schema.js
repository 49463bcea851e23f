// What a body may hold, in the editor's terms: the same set as publication/html.py keeps.
import * as tiptap from "../django_prose_editor/editor.js";

const { Node, mergeAttributes } = tiptap;
const OWN = /^files\//;

// The two alignments that mean something: signature and date, and centred lines.
const Paragraph = tiptap.Paragraph.extend({
  addAttributes() {
    return {
      place: {
        default: null,
        parseHTML: (element) => ["right", "center"].find((name) => element.classList.contains(name)) || null,
        renderHTML: ({ place }) => (place ? { class: place } : {}),
      },
    };
  },
});

const scope = {
  default: null,
  parseHTML: (element) => element.getAttribute("scope"),
  renderHTML: (attributes) => (attributes.scope ? { scope: attributes.scope } : {}),
};
const TableHeader = tiptap.TableHeader.extend({
  addAttributes() { return { ...this.parent(), scope }; },
});

// A table's caption is not a row, so the editor keeps it beside the rows.
const Table = tiptap.Table.extend({
  addAttributes() {
    return {
      caption: {
        default: "",
        parseHTML: (element) => {
          const caption = [...element.children].find((child) => child.tagName === "CAPTION");
          return caption ? caption.textContent.trim() : "";
        },
        renderHTML: () => ({}),
      },
    };
  },
  parseHTML() { return [{ tag: "table" }, { tag: "caption", ignore: true }, { tag: "colgroup", ignore: true }]; },
  renderHTML({ node }) {
    const rows = ["tbody", 0];
    return node.attrs.caption ? ["table", {}, ["caption", {}, node.attrs.caption], rows] : ["table", {}, rows];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("div");
      const caption = document.createElement("div");
      const table = document.createElement("table");
      const contentDOM = document.createElement("tbody");
      dom.className = "table-box";
      caption.className = "table-caption";
      caption.contentEditable = "false";
      table.append(contentDOM);
      dom.append(caption, table);
      const draw = (of) => { caption.textContent = of.attrs.caption || ""; caption.hidden = !of.attrs.caption; };
      draw(node);
      return {
        dom, contentDOM,
        update: (changed) => { if (changed.type !== node.type) return false; draw(changed); return true; },
        ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
      };
    };
  },
});

// A picture is a file of the record; it is shown from where the office keeps it.
const picture = (files, edit) => Node.create({
  name: "picture",
  group: "block",
  draggable: true,
  addAttributes() { return { src: { default: "" }, alt: { default: "" } }; },
  parseHTML() {
    return [
      { tag: "img", getAttrs: (element) => (OWN.test(element.getAttribute("src") || "") ? null : false) },
      { tag: "img", ignore: true },
    ];
  },
  renderHTML({ HTMLAttributes }) { return ["img", mergeAttributes(HTMLAttributes)]; },
  addNodeView() {
    return ({ node, getPos }) => {
      const dom = document.createElement("div");
      const image = document.createElement("img");
      const said = document.createElement("span");
      dom.className = "picture";
      said.className = "said";
      dom.append(image, said);
      const draw = (of) => {
        const name = of.attrs.src.replace(OWN, "");
        let decoded = name;
        try { decoded = decodeURIComponent(name); } catch { /* a bare % is part of the name */ }
        image.src = files[name] || files[decoded] || "";
        image.alt = of.attrs.alt || name;
        said.textContent = of.attrs.alt ? `说明：${of.attrs.alt}` : "缺少说明文字，点这里补上";
        said.classList.toggle("missing", !of.attrs.alt);
      };
      draw(node);
      said.addEventListener("click", () => edit(getPos()));
      dom.addEventListener("dblclick", () => edit(getPos()));
      return { dom, update: (changed) => { if (changed.type !== node.type) return false; draw(changed); return true; } };
    };
  },
});

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "picture caption?",
  isolating: true,
  draggable: true,
  parseHTML() { return [{ tag: "figure" }]; },
  renderHTML() { return ["figure", 0]; },
});
const Caption = Node.create({
  name: "caption",
  content: "inline*",
  defining: true,
  parseHTML() { return [{ tag: "figcaption" }]; },
  renderHTML() { return ["figcaption", 0]; },
});

export function extensionsFor(files, edit) {
  return [
    tiptap.Document, tiptap.Text, Paragraph, tiptap.HardBreak, tiptap.History,
    tiptap.Bold, tiptap.Italic, tiptap.Subscript, tiptap.Superscript,
    tiptap.Heading.configure({ levels: [2, 3, 4] }),
    tiptap.BulletList, tiptap.OrderedList.extend({ addAttributes() { return {}; } }), tiptap.ListItem, tiptap.Blockquote,
    tiptap.Link.extend({ addMenuItems: null }).configure({
      openOnClick: false, autolink: false, protocols: ["http", "https", "mailto"],
      HTMLAttributes: { target: null, rel: null, class: null },
    }),
    Table, tiptap.TableRow, TableHeader, tiptap.TableCell,
    picture(files, edit), Figure, Caption, tiptap.Dropcursor, tiptap.Gapcursor,
  ];
}
