// Dialogs of the editor: a picture with its words, a line of text (link, caption of a table).

// What to say of a field with more than its data-most characters, as the forms say it; "" where it
// fits. Without maxlength, with which browsers cut what is pasted and say nothing.
function tooLong(field, name) {
  const most = Number(field.dataset.most);
  const length = [...field.value.trim()].length;
  return length > most ? `“${name}”最多${most}个字，现在有${length}个字，请缩短。` : "";
}

export function insertPicture(editor, { files, box, tell }, position = null, dropped = null) {
  const dialog = document.querySelector("[data-picture-dialog]");
  const known = dialog.querySelector("#picture-known");
  const upload = dialog.querySelector("#picture-file");
  const words = dialog.querySelector("#picture-words");
  const caption = dialog.querySelector("#picture-caption");
  const fault = dialog.querySelector("[data-fault]");
  const node = position === null ? null : editor.state.doc.nodeAt(position);
  dialog.querySelector("h2").textContent = node ? "修改图片说明" : "插入图片";
  dialog.querySelector("[data-source]").hidden = Boolean(node || dropped);
  caption.closest(".field").hidden = Boolean(node);
  if (known) known.value = "";
  upload.value = "";
  words.value = node ? node.attrs.alt : "";
  caption.value = "";
  const complain = (text) => { fault.textContent = text; fault.hidden = !text; };
  complain("");

  const source = async () => {
    if (known && known.value) return known.value;
    const file = dropped || upload.files[0];
    if (!file) { complain("请选择图片。"); return ""; }
    const form = new FormData();
    form.append("picture", file, nameOf(file));
    const answer = await fetch(box.dataset.upload, {
      method: "POST", body: form, redirect: "manual",
      headers: { "X-CSRFToken": box.form.elements.csrfmiddlewaretoken.value },
    }).catch(() => null);
    if (!answer || !(answer.ok || answer.status === 409)) {
      complain("图片没有传上去：连不上服务器，或者登录已过期。请稍后再试。");
      return "";
    }
    const said = await answer.json();
    if (said.error) { complain(said.error); return ""; }
    files[said.name] = said.url;
    return said.name;
  };

  const insert = async () => {
    const alt = words.value.trim();
    if (!alt) { complain("请写图片说明文字。"); words.focus(); return; }
    for (const [field, called] of [[words, "图片说明文字"], [caption, "图注"]]) {
      const said = tooLong(field, called);
      if (said) { complain(said); field.focus(); return; }
    }
    if (node) {
      editor.chain().setNodeSelection(position).updateAttributes("picture", { alt }).run();
      close();
      return;
    }
    const name = await source();
    if (!name) return;
    const image = { type: "picture", attrs: { src: `files/${name}`, alt } };
    const note = caption.value.trim();
    const content = note
      ? { type: "figure", content: [image, { type: "caption", content: [{ type: "text", text: note }] }] }
      : image;
    close();
    editor.chain().focus().insertContent(content).run();
    tell("");
  };
  const [yes, no] = [dialog.querySelector("[data-insert]"), dialog.querySelector("[data-cancel]")];
  yes.textContent = node ? "确定" : "插入";
  const close = () => dialog.close();
  yes.onclick = () => insert();
  no.onclick = close;
  dialog.querySelector("form").onsubmit = (event) => { event.preventDefault(); insert(); };
  dialog.showModal();
  (node || dropped ? words : known || upload).focus();
}

// Pictures of the clipboard are all called image.png.
function nameOf(file) {
  if (file.name !== "image.png") return file.name;
  const now = new Date();
  const part = (value) => String(value).padStart(2, "0");
  return `图片${part(now.getMonth() + 1)}${part(now.getDate())}-${part(now.getHours())}${part(now.getMinutes())}${part(now.getSeconds())}.png`;
}

// Asks for one line. Gives the text, "" to take it away, or null when it is given up.
export function askForWords({ title, label, help, value }) {
  const dialog = document.querySelector("[data-words-dialog]");
  const input = dialog.querySelector("#words-value");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("label").textContent = label;
  dialog.querySelector("#words-help").textContent = help;
  dialog.querySelector("[data-clear]").hidden = !value;
  const fault = dialog.querySelector("[data-fault]");
  fault.hidden = true;
  input.value = value;
  return new Promise((resolve) => {
    let answer = null;
    const finish = (text) => { answer = text; dialog.close(); };
    const accept = () => {
      fault.textContent = tooLong(input, label);
      fault.hidden = !fault.textContent;
      if (fault.hidden) finish(input.value.trim());
      else input.focus();
    };
    dialog.querySelector("[data-ok]").onclick = accept;
    dialog.querySelector("[data-clear]").onclick = () => finish("");
    dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
    dialog.querySelector("form").onsubmit = (event) => { event.preventDefault(); accept(); };
    dialog.onclose = () => resolve(answer);
    dialog.showModal();
    input.focus();
  });
}
