// The rich-text editor over a text box. The text box holds the HTML that is sent; it is written
// only when somebody changes something, so that a text that was only looked at stays as it is.
import { Editor } from "../django_prose_editor/editor.js";
import { serialise } from "./editor_html.js";
import { askForWords, insertPicture } from "./editor_dialogs.js";
import { extensionsFor } from "./editor_schema.js";
import { buildTools } from "./editor_tools.js";

// What the editor copies itself says so; everything else comes from Word, WPS, Excel, web pages.
const OWN = /data-pm-slice/;

export function startEditor(box) {
  const holder = document.createElement("div");
  holder.className = "editor";
  const note = document.createElement("p");
  note.className = "editor-note";
  note.setAttribute("role", "status");
  note.hidden = true;
  box.before(holder);
  const files = JSON.parse(box.dataset.files || "{}");
  const tell = (words) => { note.textContent = words; note.hidden = !words; };
  const label = document.querySelector(`label[for="${box.id}"]`);

  const editor = new Editor({
    element: holder,
    injectCSS: false,
    extensions: extensionsFor(files, (view) => editPicture(view)),
    content: box.value,
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", class: "ProseMirror prose",
        "aria-label": label ? label.textContent.replace("（选填）", "").trim() : "正文",
        "aria-describedby": `${box.id}_helptext`,
      },
      // Before the editor itself reads the clipboard: what comes from elsewhere is cleaned first.
      handleDOMEvents: { paste: (view, event) => paste(event) },
    },
    onUpdate: () => {
      box.value = serialise(editor.getHTML());
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const pictures = { files, box, tell };
  const tools = buildTools(editor, {
    picture: () => {
      const { node, from } = editor.state.selection;
      insertPicture(editor, pictures, node && node.type.name === "picture" ? from : null);
    },
    words: askForWords,
    tell,
  });
  holder.prepend(tools, note);
  holder.append(box);
  holder.addEventListener("click", (event) => {
    if (event.target === holder) editor.commands.focus("end");
  });
  if (label) label.addEventListener("click", () => editor.commands.focus());
  // The error summary links to the text box, which is not drawn.
  for (const link of document.querySelectorAll(`a[href="#${box.id}"]`)) {
    link.addEventListener("click", (event) => { event.preventDefault(); editor.commands.focus(); });
  }
  // The page lost what the box had been given by the browser when it went back here.
  addEventListener("pageshow", (event) => { if (event.persisted) editor.commands.setContent(box.value); });

  function editPicture(position) { insertPicture(editor, pictures, position); }

  function paste(event) {
    const clipboard = event.clipboardData;
    if (!clipboard) return false;
    const html = clipboard.getData("text/html");
    const images = [...clipboard.files].filter((file) => file.type.startsWith("image/"));
    if (images.length && !html.trim()) {
      event.preventDefault();
      insertPicture(editor, pictures, null, images[0]);
      return true;
    }
    if (!html.trim() || OWN.test(html)) return false;
    event.preventDefault();
    cleaned(html).then(
      (clean) => editor.chain().focus().insertContent(clean).run(),
      () => {
        tell("没有连上服务器，粘贴的内容只做了简单清理，请核对。");
        editor.chain().focus().insertContent(serialise(html)).run();
      },
    );
    return true;
  }

  async function cleaned(html) {
    tell("正在清理粘贴的格式…");
    const answer = await fetch(box.dataset.paste, {
      method: "POST", body: html, redirect: "manual",
      headers: { "Content-Type": "text/plain", "X-CSRFToken": box.form.elements.csrfmiddlewaretoken.value },
    });
    if (answer.status === 409) { tell((await answer.json()).error); return ""; }
    if (!answer.ok) throw new Error("paste");
    const { html: clean } = await answer.json();
    tell(/<img/i.test(html) ? "粘贴的文字和表格已清理格式。图片不能直接粘贴进来，请用“图片”按钮上传。" : "");
    return clean;
  }
}
