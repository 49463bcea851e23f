// Counter mode: every page opened from /kiosk/ in this window returns to its start after a minute
// without a touch. Nothing is stored: the window has a name, and each page takes the place of the
// one before, so that "back" shows nobody's search.
const KIOSK = "gongkai-kiosk";
const REST = 60;
const WARNING = 15;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll", "input"];

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
  if (!atStart) add("回到开始", start, true);
  if (!atStart && document.referrer.startsWith(`${location.origin}/`) && document.referrer !== location.href) {
    add("上一页", document.referrer, false);
  }
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
      word.textContent = "附件请用手机看：点“打印凭条”，扫上面的二维码。";
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

document.addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector("[data-kiosk-page]");
  if (here) window.name = KIOSK;
  if (window.name !== KIOSK) return;
  const home = document.querySelector(".site-name");
  keepKiosk(new URL("kiosk/", new URL(home.getAttribute("href"), location.href)).href);
});
