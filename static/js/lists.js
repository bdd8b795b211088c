/* Lists of stories on open pages: new ones announce themselves, boards move, and a list may go on by itself. */

import { laterThan, missingFrom } from "./list_rules.js";
import { fetchChanged, repeat } from "./refresh.js";
import { say } from "./sentences.js";
import { still } from "./scroll_position.js";

const CHECK_MS = 60000;
const MORE_PAGES_MOST = 5;
const main = document.getElementById("main");
const storyFacts = (element) => ({ element, id: element.dataset.story, at: Number(element.dataset.at) });

/* -- new stories ---------------------------------------------------------------------------------- */

const latestAddress = main?.dataset.newsroom;
const list = document.querySelector("[data-news]");
if (latestAddress && list && !new URLSearchParams(location.search).get("page")) {
  // News is what is later than the newest on this page, which may itself be a kept copy of a moment ago.
  const newest = Number(main.dataset.newest) || 0;
  const button = document.createElement("button");
  button.className = "news-waiting";
  button.type = "button";
  button.hidden = true;
  button.setAttribute("aria-live", "polite");
  list.before(button);
  button.addEventListener("click", () => location.reload());

  const check = async () => {
    const page = await fetchChanged(latestAddress);
    if (!page) return;
    const rows = [...page.querySelectorAll("[data-latest] [data-story]")].map(storyFacts);
    const waiting = laterThan(rows, newest);
    button.hidden = !waiting.length;
    button.textContent = say("有 {} 条新报道", waiting.length);
  };
  check();
  repeat(check, CHECK_MS);
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
  }, CHECK_MS);
}

/* -- the next page, by itself --------------------------------------------------------------------- */

const rows = document.querySelector("[data-onward]");
let pages = 0;
function watchEnd() {
  const next = document.querySelector(".pager a[rel=next][href^='?page=']");
  if (!rows || !next || pages >= MORE_PAGES_MOST) return;
  new IntersectionObserver(async ([entry], watch) => {
    if (!entry.isIntersecting || document.documentElement.dataset.quiet) return;
    watch.disconnect();
    pages += 1;
    const page = await fetchChanged(next.href);
    const more = page?.querySelectorAll("[data-onward] > li");
    if (!more?.length) return;
    const fresh = missingFrom([...rows.children].map(storyFacts), [...more].map(storyFacts));
    rows.append(...fresh.map((row) => row.element));
    const pager = page.querySelector(".pager:has([rel=prev])");
    next.closest(".pager").replaceWith(...(pager ? [pager] : []));
    watchEnd();
  }, { rootMargin: "600px" }).observe(next);
}
watchEnd();
