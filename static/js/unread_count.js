/* The unread count on every page; the same answer says whom and which words the reader does not want to see. */

import { post, prefix, signedIn } from "./dom.js";

const EVERY_MS = 20000;
const SOON_MS = 1200;
const LEAST_MS = 5000;

let timer;
let due = Infinity;
let last = 0;
let version = ""; // of what the server has said of this reader; where it is still the same, it answers 204

/** Ask again in a moment: something happened on this page that may concern the reader. */
export function soon() {
  if (signedIn()) plan(Math.max(SOON_MS, last + LEAST_MS - Date.now()));
}

/** The earliest plan counts: a thread that never rests must not put the question off for ever. */
function plan(wait) {
  if (Date.now() + wait >= due) return;
  clearTimeout(timer);
  due = Date.now() + wait * (0.9 + Math.random() * 0.2);
  timer = setTimeout(ask, due - Date.now());
}

async function ask() {
  last = Date.now();
  due = Infinity;
  if (!document.hidden) {
    try {
      const story = document.querySelector("main[data-article]")?.dataset.article || "";
      const answer = await fetch(`${prefix}/me/?version=${version}&ban=${story}`, { cache: "no-store" });
      if (answer.status === 200) take(await answer.json());
    } catch {
      // No line: the next round tries again.
    }
  }
  plan(EVERY_MS);
}

function take(facts) {
  if (!facts.name) return;
  version = facts.version;
  for (const place of document.querySelectorAll("[data-unseen]")) {
    const number = facts.unseen ? `${facts.unseen}${facts.unseen >= 99 ? "+" : ""}` : "";
    if (place.textContent !== number) place.textContent = number;
  }
  for (const place of document.querySelectorAll("[data-ban]")) {
    place.hidden = !facts.ban;
    place.firstElementChild.textContent = facts.ban;
  }
  document.dispatchEvent(new CustomEvent("me", { detail: facts }));
}

/** The list of notices has been looked at once it is on the screen; what came after it was drawn has not. */
function seen() {
  const form = document.querySelector("form[data-seen]");
  if (!form || !document.querySelector(".notices .fresh")) return;
  post(form.action || location.pathname, new FormData(form)).then(() => soon());
}

if (signedIn()) {
  plan(EVERY_MS);
  document.addEventListener("visibilitychange", () => !document.hidden && soon());
  document.addEventListener("floor", soon);
  setTimeout(seen, 1500);
}
