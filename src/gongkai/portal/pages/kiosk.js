// Counter mode: every page opened from /kiosk/ in this window returns to its start after a minute
// without a touch. Nothing is stored: the window has a name, in which the way back of this person
// stands until the start is shown again, and each page takes the place of the one before, so that
// "back" shows nobody's search.
const KIOSK = "gongkai-kiosk";
const WAY = 20;
const REST = 60;
const WARNING = 15;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll", "input"];

// The page before this one on the way of this person, or nothing. A page that answers a form has
// none: going back would lose what was typed, and its own buttons do it better.
const pageBefore = (atStart) => {
  const way = atStart ? [] : window.name.split(" ").slice(1);
  const known = way.indexOf(location.href);
  if (known >= 0) way.splice(known + 1); else if (!atStart) way.push(location.href);
  window.name = [KIOSK, ...way.slice(-WAY)].join(" ");
  const answers = document.querySelector("[data-kiosk-rest]") && !location.search;
  return answers ? undefined : way.at(-2);
};

const kioskBar = (start, atStart) => {
  const bar = document.createElement("nav");
  bar.className = "kiosk-bar";
  bar.setAttribute("aria-label", "体验区");
  const add = (words, address, main) => {
    const link = document.createElement("a");
    link.className = main ? "button button-primary" : "button";
    link.href = address;
    link.append(words);
    bar.append(link);
  };
  // A form that waits beside what is being read: the way back to it is never out of sight.
  const waiting = document.querySelector("form[data-kiosk-back]");
  if (waiting) {
    const back = document.createElement("button");
    back.className = "button button-primary";
    back.setAttribute("form", waiting.id);
    back.append(waiting.dataset.kioskBack);
    bar.append(back);
  }
  if (!atStart) add("回到开始", start, !waiting);
  const before = pageBefore(atStart);
  if (before) add("上一页", before, false);
  const found = /\/records\/([^/]+)\/(?:index\.html)?$/.exec(location.pathname);
  if (found && document.querySelector("article.record")) add("打印凭条", `${start}slip/${found[1]}/`, false);
  const word = document.createElement("p");
  word.className = "kiosk-word";
  word.setAttribute("role", "status");
  bar.append(word);
  if (!atStart) document.body.append(bar);
  return word;
};

// High contrast is chosen by a person, not by the screen: the next one begins without.
const forgetModes = () => {
  for (const name of ["elder", "contrast"]) {
    try { localStorage.removeItem(name); } catch { /* nothing is kept then */ }
  }
  delete document.documentElement.dataset.contrast;
  for (const button of document.querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", "false");
};

const keepKiosk = (start) => {
  document.documentElement.dataset.kiosk = "";
  document.documentElement.dataset.elder = "";
  const atStart = location.pathname === new URL(start).pathname;
  const word = kioskBar(start, atStart);
  if (atStart) forgetModes();
  for (const button of document.querySelectorAll("[data-mode=elder]")) button.hidden = true;
  // A form takes longer to read than a list.
  const rest = Number(document.querySelector("[data-kiosk-rest]")?.dataset.kioskRest) || REST;
  let touched = Date.now();
  for (const name of TOUCHES) {
    addEventListener(name, () => { touched = Date.now(); word.textContent = ""; }, { capture: true, passive: true });
  }
  setInterval(() => {
    const left = Math.ceil(rest - (Date.now() - touched) / 1000);
    if (left <= 0) {
      if (!atStart) location.replace(start);
    } else if (left <= WARNING && !atStart && !word.textContent) {
      word.textContent = "还在使用吗？请碰一下屏幕，不然很快会回到开始。";
    }
  }, 1000);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    if (link.origin !== location.origin) {
      word.textContent = "这台机器只能看本网站。请用自己的手机打开外部网址。";
    } else if (/\/files\//.test(link.pathname) || link.hasAttribute("download")) {
      word.textContent = document.querySelector("article.record")
        ? "附件请用手机看：点“打印凭条”，扫上面的二维码。"
        : "文件请用手机看，或者请窗口工作人员打印。";
    } else location.replace(link.href);
  });
  document.addEventListener("submit", (event) => {
    const { target: form } = event;
    for (const field of form.elements) field.autocomplete = "off";
    if (form.method !== "get") return;
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form, event.submitter));
    location.replace(`${form.action}?${asked}`);
  });
  // A page that the browser kept as it was shows nothing of the person before.
  addEventListener("pageshow", (event) => { if (event.persisted) location.replace(start); });
};

const isKiosk = () => window.name.split(" ")[0] === KIOSK;

document.addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector("[data-kiosk-page]");
  if (here && !isKiosk()) window.name = KIOSK;
  if (!isKiosk()) return;
  const home = document.querySelector(".site-name");
  keepKiosk(new URL("kiosk/", new URL(home.getAttribute("href"), location.href)).href);
});
