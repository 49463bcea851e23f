// Keeps what is typed, for this person alone, a few seconds after a change and on leaving; says
// how that went; asks the server before a save, so that a login that has run out loses nothing.
const WAIT = 3000;
const AGAIN = 10000;
const LARGEST_FAREWELL = 60000;

export function startKeeping(form) {
  const status = form.querySelector("[data-status]");
  const state = { dirty: "unsaved" in form.dataset, unkept: false, leaving: false, timer: 0, busy: null };
  const keeps = Boolean(form.dataset.keep);

  const say = (words, trouble = false, link = "") => {
    if (!status) return;
    status.classList.toggle("trouble", trouble);
    status.replaceChildren(words);
    if (!link) return;
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: link, target: "_blank", rel: "noopener", textContent: "在新窗口登录" });
    status.append(" ", anchor);
  };

  const body = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
      (fields[name] ||= []).push(value);
    }
    return JSON.stringify({ fields, lock: form.elements.lock ? form.elements.lock.value : "0" });
  };

  // Signing in again in another window changes the token; the cookie has the one that counts.
  const token = () => {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    const field = form.elements.csrfmiddlewaretoken;
    if (cookie) field.value = decodeURIComponent(cookie.slice("csrftoken=".length));
    return field.value;
  };

  const send = (keepalive = false) => fetch(form.dataset.keep, {
    method: "POST", body: body(), redirect: "manual", keepalive,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
  });

  async function keep() {
    clearTimeout(state.timer);
    state.unkept = false;
    let answer;
    try {
      answer = await send();
    } catch {
      return failed("现在连不上服务器，内容还在本页，会自动重试。");
    }
    if (answer.type === "opaqueredirect") {
      return failed("登录已过期，内容还在本页。请登录后回到这里继续。", form.dataset.login);
    }
    if (answer.status === 403) return failed("没有自动保存：登录的账号变了或者页面已过期，内容还在本页。", form.dataset.login);
    if (answer.status === 409) return failed((await answer.json()).error);
    if (!answer.ok) return failed("服务器暂时没有收下，内容还在本页，会自动重试。");
    const { at, meanwhile } = await answer.json();
    say(`已自动保存 ${at}（只有您能看到）。${meanwhile}`, Boolean(meanwhile));
    return true;
  }

  function failed(words, link = "") {
    state.unkept = true;
    say(words, true, link);
    clearTimeout(state.timer);
    state.timer = setTimeout(run, AGAIN);
    return false;
  }

  // One request at a time, so that an older one never arrives after a newer one.
  function run() {
    state.busy = (state.busy || Promise.resolve()).then(keep);
    return state.busy;
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    state.dirty = true;
    if (!keeps) return;
    if ("offered" in form.dataset) {
      say("先在上面选择恢复或放弃上次的内容，自动保存才会开始。", true);
      return;
    }
    state.unkept = true;
    clearTimeout(state.timer);
    if (!status.classList.contains("trouble")) say("有未保存的修改");
    state.timer = setTimeout(run, WAIT);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=radio], [type=checkbox]")) {
      form.dispatchEvent(new Event("input"));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-save]"));
  });

  form.addEventListener("submit", (event) => {
    if (state.leaving || !keeps || "offered" in form.dataset) {
      state.leaving = true;
      token();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    const go = () => {
      state.leaving = true;
      form.requestSubmit(button);
      setTimeout(() => { state.leaving = false; }, 4000);
    };
    say("正在保存…");
    run().then((kept) => { if (kept || refusedOnly()) go(); });
  });

  // What the server would not keep it must still be asked to save: it says why, beside the field.
  const refusedOnly = () => !status.querySelector("a") && !/连不上|没有收下/.test(status.textContent);

  addEventListener("beforeunload", (event) => {
    if (state.leaving || !state.dirty) return;
    if (state.unkept || !keeps) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (state.leaving || !keeps || !state.unkept || "offered" in form.dataset) return;
    if (body().length < LARGEST_FAREWELL) send(true).catch(() => {});
  });
  addEventListener("online", () => { if (state.unkept && keeps) run(); });
  addEventListener("focus", () => { if (status && status.classList.contains("trouble") && state.unkept) run(); });
}
