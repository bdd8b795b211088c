/* The reading beacon: one for each time a story is before somebody's eyes. */

import { prefix } from "./dom.js";

const main = document.querySelector("main[data-article]");
const AFTER_MS = 1500;

function send() {
  fetch(`${prefix}/news/${main.dataset.article}/reads/`, { method: "POST", keepalive: true }).catch(() => {});
}

/** Not for tabs that were opened behind and never looked at. */
function whenSeen() {
  if (document.hidden) return;
  document.removeEventListener("visibilitychange", whenSeen);
  setTimeout(() => !document.hidden && send(), AFTER_MS);
}

document.addEventListener("visibilitychange", whenSeen);
whenSeen();
addEventListener("pageshow", (event) => event.persisted && whenSeen());
