/* Lists of stories on open pages: new ones announce themselves, boards move, and a list may go on by itself. */

import { say } from "./dom.js";
import { fetchChanged, repeat } from "./refresh.js";
import { still } from "./still.js";

const LOOK_MS = 60000;
const ONWARD_MOST = 5;
const main = document.getElementById("main");

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
    const page = await fetchChanged(room);
    if (!page) return;
    const rows = [...page.querySelectorAll("[data-latest] [data-story]")];
    const waiting = rows.filter((row) => Number(row.dataset.at) > newest);
    button.hidden = !waiting.length;
    button.textContent = `有 ${waiting.length} ${say("条新报道", "條新報導")}`;
  };
  look();
  repeat(look, LOOK_MS);
}

/* -- boards --------------------------------------------------------------------------------------- */

if (main?.dataset.board) {
  const address = location.pathname + location.search;
  fetchChanged(address); // from now on only what moved comes
  repeat(async () => {
    const page = await fetchChanged(address);
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
    document.dispatchEvent(new Event("rows"));
  }, LOOK_MS);
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
    const page = await fetchChanged(next.href);
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
