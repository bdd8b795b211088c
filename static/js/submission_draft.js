/* 投稿: what is typed is kept as a draft while it is being typed, and nothing is lost with the tab. */

import { isStale, patience, prefix, problem, renewToken, token } from "./dom.js";
import { say } from "./sentences.js";

const WAIT_MS = 3000;
const LASTING = [403, 404, 409]; // refusals that stay
const form = document.querySelector("form[data-draft]");
const status = document.querySelector("[data-saved]");
let timer;
let stopped = false;
let saved = form && snapshot();

function snapshot() {
  const data = new FormData(form);
  for (const name of ["pictures", "drop", "csrfmiddlewaretoken"]) data.delete(name);
  return JSON.stringify([...data]);
}

/** Post the draft; once more with a fresh token if the page's is old. A refusal where somebody else is signed in. */
async function send(data) {
  const post = () => fetch(form.action, { method: "POST", body: data, headers: { "X-Fragment": "yes" }, signal: patience() });
  const answer = await post();
  if (!isStale(answer)) return answer;
  const refusal = await renewToken();
  if (refusal) return refusal;
  form.elements.csrfmiddlewaretoken.value = token();
  data.set("csrfmiddlewaretoken", token());
  return post();
}

async function save() {
  const now = snapshot();
  if (now === saved) return;
  const data = new FormData(form);
  data.delete("pictures"); // they go with the buttons, once
  data.delete("drop");
  data.set("act", "draft");
  try {
    const answer = await send(data);
    if (answer.redirected) return stop(say("您已退出登录，草稿不再自动保存。文字还在，点“存草稿”登录后继续。"));
    if (answer.status === 400) return tell((await problem(answer)).sentence);
    if (LASTING.includes(answer.status)) return stop((await problem(answer)).sentence);
    if (answer.status !== 204) throw new Error(`the draft was answered ${answer.status}`);
    saved = now;
    moveTo(answer.headers.get("X-Draft"));
    return tell(say("已存草稿 {}", new Date().toTimeString().slice(0, 5)));
  } catch {
    tell(say("草稿还没有存上，稍后再试。"));
    return plan(WAIT_MS * 3);
  }
}

/** From the first saving on, the draft has an address of its own. */
function moveTo(address) {
  const place = address && prefix + address;
  if (!place || new URL(form.action).pathname === place) return;
  form.action = place;
  history.replaceState(null, "", place);
}

function tell(sentence) {
  status.textContent = sentence;
}

/** Saving again would be refused again: what is left is said, and the buttons give the text back in a page. */
function stop(sentence) {
  stopped = true;
  tell(sentence);
}

function plan(wait) {
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(save, wait);
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
