/* 投稿: what is typed is kept as a draft while it is being typed, and nothing is lost with the tab. */

import { isStale, prefix, renewToken, say, token } from "./dom.js";

const WAIT_MS = 3000;
const form = document.querySelector("form[data-draft]");
const status = document.querySelector("[data-saved]");
let timer;
let saved = form && snapshot();

function snapshot() {
  const data = new FormData(form);
  data.delete("pictures");
  data.delete("drop");
  return JSON.stringify([...data]);
}

async function keep() {
  const now = snapshot();
  if (now === saved) return;
  const data = new FormData(form);
  data.delete("pictures"); // they go with the buttons, once
  data.delete("drop");
  data.set("act", "draft");
  try {
    const send = () => fetch(form.action || location.pathname, { method: "POST", body: data, headers: { "X-Fragment": "yes" } });
    let answer = await send();
    if (isStale(answer) && !(await renewToken())) {
      form.elements.csrfmiddlewaretoken.value = token();
      data.set("csrfmiddlewaretoken", token());
      answer = await send();
    }
    if (answer.status !== 204) throw new Error(`the draft was answered ${answer.status}`);
    saved = now;
    const address = answer.headers.get("X-Draft");
    const place = address && prefix + address;
    if (place && new URL(form.action).pathname !== place) {
      form.action = place;
      history.replaceState(null, "", place);
    }
    status.textContent = `${say("已存草稿", "已存草稿")} ${new Date().toTimeString().slice(0, 5)}`;
  } catch {
    status.textContent = say("草稿还没有存上，稍后再试。", "草稿還沒有存上，稍後再試。");
    plan(WAIT_MS * 3);
  }
}

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

if (form) {
  form.addEventListener("input", () => plan(WAIT_MS));
  form.addEventListener("submit", () => {
    saved = snapshot();
    clearTimeout(timer);
  });
  addEventListener("beforeunload", (event) => {
    if (snapshot() !== saved) event.preventDefault();
  });
}
