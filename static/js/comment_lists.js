/* Lists of comments from many stories: votes and own acts in place, rows that stay fresh, new ones behind a button. */

import { Ballot } from "./votes.js";
import { Composer } from "./composer.js";
import { newComments } from "./dom.js";
import { laterThan, newestOf, retractedFrom, surplus } from "./list_rules.js";
import { Me } from "./me.js";
import { Placing } from "./placing.js";
import { fetchChanged, repeat } from "./refresh.js";
import { isRow, rowFacts } from "./rows.js";
import { inView, still } from "./scroll_position.js";

const LONGEST = 150;
const main = document.getElementById("main");
const list = main.querySelector("ol.stream[data-order=new]");
const isFirstPage = !/[?&](page|after)=/.test(location.search);
const waiting = new Map(); // id of a row → its line, which has come but is not shown yet
let button;

const me = new Me();
const placing = new Placing((element) => me.lay(element), () => {});
me.read();
new Ballot(me, placing);
new Composer(me, placing);
document.addEventListener("rows", () => me.lay(main));

const rowsIn = (root) => [...root.querySelectorAll("li[id]")].filter(isRow).map(rowFacts);

/** What a row says and shows, but for its votes and for what is the reader's own. */
function contentOf({ element, state }) {
  const parts = [".text", ".quote", ".name", ".badge", ".edited", ".featured", ".replies"];
  return [state, ...parts.map((part) => element.querySelector(part)?.innerHTML)].join("\n");
}

/** Exchange the rows that have changed, and where only the votes have, those alone. */
function update(rows) {
  placing.receive(rows.flatMap((fresh) => {
    const here = document.getElementById(fresh.id);
    if (!here) return [];
    if (contentOf(rowFacts(here)) !== contentOf(fresh)) return [document.importNode(fresh.element, true)];
    const counts = fresh.element.querySelector(".counts");
    return counts ? [document.importNode(counts, true)] : [];
  }));
}

/** Take out what was retracted since. */
function removeRetracted(rows) {
  const retracted = retractedFrom(rows, rowsIn(list));
  still(() => retracted.forEach((row) => placing.remove(row.id, row.element)));
}

function showWaiting() {
  still(() => list.prepend(...waiting.values()));
  waiting.clear();
  button.hidden = true;
  me.lay(list);
  for (const line of surplus([...list.children], LONGEST)) if (!inView(line)) line.remove();
  main.scrollIntoView({ block: "start" });
}

/** Offer the new comments by a button; nothing moves until it is pressed. */
function offer(lines) {
  waiting.clear();
  for (const line of lines) waiting.set(rowsIn(line)[0].id, document.importNode(line, true));
  button.hidden = !waiting.size;
  button.textContent = newComments(waiting.size);
}

async function refresh() {
  const page = await fetchChanged(location.pathname + location.search);
  if (!page) return;
  update(rowsIn(page));
  const fresh = page.querySelector("#main ol.stream[data-order=new]");
  const rows = fresh ? rowsIn(fresh) : [];
  if (!list || !rows.length) return;
  removeRetracted(rows);
  const later = laterThan(rows, newestOf(rowsIn(list)));
  if (isFirstPage) offer(later.map((row) => row.element.closest("li.under")));
}

if (list && isFirstPage) {
  const place = document.createElement("div");
  place.className = "waiting";
  button = document.createElement("button");
  button.type = "button";
  button.hidden = true;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", showWaiting);
  place.append(button);
  list.before(place);
}
repeat(refresh, Number(main.dataset.refresh));
