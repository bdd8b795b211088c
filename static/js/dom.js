/* Small things that several modules need. */

import { say } from "./sentences.js";

/** The variant prefix of this page's addresses: "", "/zh-hans", "/zh-hant" or "/zh-hk". */
export const prefix = (location.pathname.match(/^\/(?:zh-hans|zh-hant|zh-hk)(?=\/)/) || [""])[0];

const PATIENCE_MS = 20000;
const SLOW_MS = 3000;
const KEEPALIVE_BYTES = 32768; // browsers refuse more than 64 KB of requests that outlive their page

export const newComments = (number) => say("{} 条新评论", number);

/** The elements of a fragment. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

/** An element with a class, and what is in it. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** A button that does something on this page and sends nothing. */
export function button(label, act, title = "") {
  const made = element("button", "", label);
  Object.assign(made, { type: "button", title });
  made.addEventListener("click", act);
  return made;
}

export const parseDocument = (html) => new DOMParser().parseFromString(html, "text/html");

let flashing;
/** Show a sentence for a moment, perhaps with a link behind it; screen readers hear it too. Return the note. */
export function flash(sentence, link) {
  document.querySelector(".flash")?.remove();
  const note = document.createElement("p");
  note.className = "flash";
  note.setAttribute("role", "alert");
  note.append(sentence);
  if (link) note.append(" ", link);
  document.body.append(note);
  clearTimeout(flashing);
  flashing = setTimeout(() => note.remove(), link ? 12000 : 6000);
  return note;
}

/** A key for one post: unguessable and unique, so that the same post sent twice is one comment. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const token = () => document.querySelector("#ballot [name=csrfmiddlewaretoken]")?.value || "";
/** The number of whoever is signed in, "" for a guest: what a browser keeps belongs to one person. */
export const reader = () => document.querySelector("#ballot [name=csrfmiddlewaretoken]")?.dataset.reader || "";
export const signedIn = () => token() !== "";

/** A signal that gives a request up after twenty seconds. */
export function patience() {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), PATIENCE_MS);
  return controller.signal;
}

/** Send a form's data with the page's token; what was pressed just before one left the page still arrives. */
function send(address, data) {
  const body = new URLSearchParams(data);
  body.set("csrfmiddlewaretoken", token());
  const keepalive = String(body).length < KEEPALIVE_BYTES;
  return fetch(address, { method: "POST", body, headers: { "X-Fragment": "yes" }, keepalive, signal: patience() });
}

/** Whether an answer refuses the page's token: somebody has signed in or out in another tab since the page was loaded. */
export const isStale = (answer) => answer.status === 403 && answer.headers.get("X-Token") === "stale";

/** Fetch a fresh token for the same reader; an answer that refuses if somebody else is signed in by now, or nobody. */
export async function renewToken() {
  const field = document.querySelector("#ballot [name=csrfmiddlewaretoken]");
  const facts = await (await fetch(`${prefix}/me/?token=1`, { cache: "no-store", signal: patience() })).json();
  if (field && facts.name && String(facts.unwanted.own) === field.dataset.reader) {
    field.value = facts.token;
    return null;
  }
  const note = document.createElement("p");
  note.className = "problem";
  note.textContent = facts.name
    ? say("现在登录的账号是“{}”。您写的文字还在，请复制后刷新页面。", facts.name)
    : say("您已退出登录。您写的文字还在，请复制后刷新页面。");
  return new Response(note.outerHTML, { status: 409 });
}

/** Send a form's data, once more with a fresh token where the page's is stale. */
async function sendWithToken(address, data) {
  const answer = await send(address, data);
  return isStale(answer) ? (await renewToken()) || send(address, data) : answer;
}

/** POST a form's data and return the answer; a redirect to sign-in takes the whole page there. */
export async function post(address, data) {
  let waiting;
  const slow = setTimeout(() => {
    waiting = flash(say("网络较慢，正在等待服务器……"));
  }, SLOW_MS);
  try {
    const answer = await sendWithToken(address, data);
    if (!answer.redirected) return answer;
    location.assign(answer.url);
    return new Promise(() => {});
  } finally {
    clearTimeout(slow);
    waiting?.remove();
  }
}

/** The sentence in an answer that refuses. */
export async function problem(answer) {
  const page = parseDocument(await answer.text());
  const sentence = page.querySelector(".problem, .notice")?.textContent.trim();
  return { page, sentence: sentence || say("没有成功，请稍后再试。") };
}
