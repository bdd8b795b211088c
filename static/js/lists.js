/* Lists of stories on open pages: new ones announce themselves, boards move, and a list may go on by itself. */

import { say } from "./dom.js";
import { still } from "./still.js";

const LOOK_MS = 60000;
const ONWARD_MOST = 5;
const main = document.getElementById("main");

/** Ask for a page of ours on condition that it changed; null if it did not, or if there is no line. */
const known = new Map();
async function changed(address) {
  const headers = known.has(address) ? { "If-None-Match": known.get(address) } : {};
  try {
    const answer = await fetch(address, { cache: "no-store", credentials: "omit", headers });
    if (answer.status !== 200) return null;
    known.set(address, answer.headers.get("ETag") || "");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

/** Do something now and then, while somebody looks. */
function often(look) {
  let last = Date.now();
  const round = () => {
    if (document.hidden || document.documentElement.dataset.quiet || Date.now() - last < LOOK_MS * 0.9) return;
    last = Date.now();
    look();
  };
  setInterval(round, LOOK_MS * (0.9 + Math.random() * 0.2));
  document.addEventListener("visibilitychange", round);
}

/* -- new stories ---------------------------------------------------------------------------------- */

const room = main?.dataset.newsroom;
const list = document.querySelector("[data-news]");
if (room && list && !new URLSearchParams(location.search).get("page")) {
  // News is what is later than the newest on this page, which may itself be a kept copy of a moment ago.
  const newest = Number(main.dataset.newest) || 0;
  const button = document.createElement("button");
  button.className = "news-waiting";
  button.type = "button";
  button.hidden = true;
  button.setAttribute("aria-live", "polite");
  list.before(button);
  button.addEventListener("click", () => location.reload());

  const look = async () => {
    const page = await changed(room);
    if (!page) return;
    const rows = [...page.querySelectorAll("[data-latest] [data-story]")];
    const waiting = rows.filter((row) => Number(row.dataset.at) > newest);
    button.hidden = !waiting.length;
    button.textContent = `有 ${waiting.length} ${say("条新报道", "條新報導")}`;
  };
  look();
  often(look);
}

/* -- boards --------------------------------------------------------------------------------------- */

if (main?.dataset.board) {
  const address = location.pathname + location.search;
  changed(address); // from now on only what moved comes
  often(async () => {
    const page = await changed(address);
    const fresh = page?.getElementById("board");
    if (!fresh) return;
    const here = document.getElementById("board");
    for (const open of here.querySelectorAll("li[id]:has(> div > details[open]), li[id]:has(> details[open])")) {
      const details = fresh.querySelector(`#${open.id} details.why`);
      if (details) details.open = true;
    }
    const focused = here.contains(document.activeElement) && document.activeElement.closest("li[id]")?.id;
    still(() => here.replaceWith(document.adoptNode(fresh)));
    if (focused) document.querySelector(`#${focused} a, #${focused} summary`)?.focus({ preventScroll: true });
  });
}

/* -- going on ------------------------------------------------------------------------------------- */

const rows = document.querySelector("[data-onward]");
let pages = 0;
function onward() {
  const next = document.querySelector(".pager a[rel=next][href^='?page=']");
  if (!rows || !next || pages >= ONWARD_MOST) return;
  new IntersectionObserver(async ([entry], watch) => {
    if (!entry.isIntersecting || document.documentElement.dataset.quiet) return;
    watch.disconnect();
    pages += 1;
    const page = await changed(next.href);
    const more = page?.querySelectorAll("[data-onward] > li");
    if (!more?.length) return;
    const shown = new Set([...rows.children].map((row) => row.dataset.story));
    rows.append(...[...more].filter((row) => !shown.has(row.dataset.story)));
    const pager = page.querySelector(".pager:has([rel=prev])");
    next.closest(".pager").replaceWith(...(pager ? [pager] : []));
    onward();
  }, { rootMargin: "600px" }).observe(next);
}
onward();
