/* 处理队列 by keyboard: each decision goes out at once, the next case is there already. Without a script forms do it. */

const list = document.getElementById("cases");
const main = document.getElementById("content-main");
const sentence = document.getElementById("queue-sentence");
const aside = document.getElementById("case-details");
const asFragment = { "X-Fragment": "yes" };
const FEW = 8; // cases left, from which more are fetched
const EVERY_MS = 20000;
const SOON_MS = 400;
const KEYS = { a: "approve", h: "hide", c: "collapse", q: "hide:1", w: "hide:7", e: "hide:30", r: "hide:0", p: "purge:7" };
const decided = []; // batches, the newest last
const known = new Set([...list.children].map((row) => row.dataset.case));
const fetched = new Map(); // details by case
let current = null;
let fetching = false;
let asking;

const waiting = () => [...list.querySelectorAll(".case:not(.decided, .sending)")];
const tell = (text) => { sentence.textContent = text; };

/** Make `row` the case in hand, with its details beside it; the next one's are fetched before they are asked for. */
function take(row) {
  current?.classList.remove("current");
  current = row || null;
  document.getElementById("queue-empty").hidden = Boolean(row);
  if (!row) { aside.hidden = true; return; }
  row.classList.add("current");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  show(row);
  clearTimeout(asking);
  asking = setTimeout(ask, SOON_MS);
  const next = waiting()[waiting().indexOf(row) + 1];
  if (next) details(next);
}

/** The case to take after `row`: the next that no colleague has open, else any that waits. */
function following(row) {
  const rows = waiting();
  const later = rows.filter((one) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const free = (one) => one.querySelector(".opened").hidden;
  return later.find(free) || rows.find(free) || later[0] || rows[0];
}

function details(row) {
  const pk = row.dataset.case;
  if (!fetched.has(pk)) {
    const address = row.querySelector("[data-details]").href;
    const answer = fetch(address, { headers: asFragment }).then((one) => (one.ok ? one.text() : "")).catch(() => "");
    fetched.set(pk, answer);
  }
  return fetched.get(pk);
}

async function show(row) {
  const html = await details(row);
  if (current !== row) return;
  aside.innerHTML = html;
  aside.hidden = !html;
}

function step(by) {
  const rows = waiting();
  take(rows[(rows.indexOf(current) + by + rows.length) % rows.length]);
}

/** Decide on a row: the next one is taken at once; what the server refuses comes back with its sentence. */
async function decide(row, act) {
  const form = row.querySelector("form.decide");
  if (!form) { tell("您自己的评论，由其他版主处理。"); return; }
  const body = new URLSearchParams(new FormData(form));
  body.set("act", act);
  if (!body.get("reason") && !act.startsWith("approve")) { tell("请先选一个理由。"); return; }
  row.classList.add("sending");
  if (row === current) take(following(row));
  const facts = await send(form.action, body);
  row.classList.remove("sending");
  settle(row, facts);
  more();
}

async function send(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: asFragment });
    return answer.redirected ? { said: ["登录已失效，请刷新页面。"] } : await answer.json();
  } catch {
    return { said: ["没有连上服务器，没有处理。请再试一次。"] };
  }
}

/** Write into each row what became of it. */
function settle(row, { decided: done = {}, problems = {}, said = [], batch }) {
  for (const [pk, ruling] of Object.entries(done)) close(pk, ruling);
  for (const [pk, why] of Object.entries(problems)) close(pk, why);
  if (Object.keys(done).length) decided.push({ batch, row: row.dataset.case });
  tell([...new Set([...Object.values(problems), ...said])].join(" ") || `${Object.values(done)[0] || ""}（Z 撤销）`);
  if (!current) take(waiting()[0]);
}

/** A decided case leaves its place to one line. */
function close(pk, text) {
  const row = document.getElementById(`case-${pk}`);
  if (!row) return;
  const name = row.querySelector(".who bdi")?.textContent || "";
  const line = row.querySelector(".said")?.textContent.trim().slice(0, 30) || "";
  row.classList.add("decided");
  row.replaceChildren(`${text} · ${name}：${line}`);
  if (row === current) take(following(row));
}

async function undo() {
  const last = decided.pop();
  if (!last) { tell("没有可以撤销的处理。"); return; }
  const body = new URLSearchParams({ batch: last.batch, csrfmiddlewaretoken: token() });
  const { undone, said = [] } = await send(main.querySelector("#bulk").action.replace("decisions", "undo"), body);
  tell([undone ? "已撤销。" : "", ...said].join(" "));
  if (!undone) return;
  known.delete(last.row);
  document.getElementById(`case-${last.row}`)?.remove();
  await more(true);
  take(document.getElementById(`case-${last.row}`) || current || waiting()[0]);
}

const token = () => main.querySelector("[name=csrfmiddlewaretoken]").value;

/** Fetch the queue's first cases again and append those that this page does not know. */
async function more(now = false) {
  if (fetching || (!now && waiting().length > FEW)) return;
  fetching = true;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: asFragment });
    if (!answer.ok) return;
    const box = document.createElement("template");
    box.innerHTML = await answer.text();
    for (const row of [...box.content.children]) {
      if (known.has(row.dataset.case)) continue;
      known.add(row.dataset.case);
      list.append(row);
    }
    if (!current) take(waiting()[0]);
  } finally {
    fetching = false;
  }
}

/** The numbers of the queues, and which cases colleagues have open. */
async function ask() {
  if (document.hidden) return;
  const pks = waiting().map((row) => row.dataset.case).slice(0, 60);
  const query = new URLSearchParams({ in: main.dataset.queue, pks: pks.join(","), open: current?.dataset.case || "" });
  const answer = await fetch(`${location.pathname}counts/?${query}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { counts, opened, gone } = await answer.json();
  for (const pk of gone) {
    const row = document.getElementById(`case-${pk}`);
    if (row && !row.matches(".decided, .sending")) close(pk, "已由其他版主处理");
  }
  for (const place of document.querySelectorAll("[data-count-of]")) {
    place.textContent = counts[place.dataset.countOf] ?? place.textContent;
  }
  for (const row of waiting()) {
    const mark = row.querySelector(".opened");
    mark.hidden = !opened[row.dataset.case];
    mark.textContent = mark.hidden ? "" : `${opened[row.dataset.case]} 正在看`;
  }
  more(waiting().length === 0);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input:not([type=checkbox]), textarea")) return;
  const key = event.key.toLowerCase();
  if (key === "z") undo();
  else if (key === "k") step(-1);
  else if (key === "s" || key === "j") step(1);
  else if (!current) return;
  else if (key === "enter") {
    if (event.target.closest("a, button, summary")) return;
    decide(current, current.dataset.proposed);
  } else if (KEYS[key]) decide(current, KEYS[key]);
  else if (key === "x") current.querySelector("[name=case][type=checkbox]").click();
  else if (/^[1-9]$/.test(key)) {
    const select = current.querySelector("[name=reason]");
    if (select?.options[Number(key)]) select.selectedIndex = Number(key);
  } else return;
  event.preventDefault();
});

list.addEventListener("click", (event) => {
  const row = event.target.closest(".case:not(.decided)");
  if (event.target.matches("[data-details]") && innerWidth > 767) event.preventDefault();
  if (row && row !== current) take(row);
});

list.addEventListener("submit", (event) => {
  event.preventDefault();
  decide(event.target.closest(".case"), event.submitter.value);
});

document.getElementById("bulk").addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target));
  body.set("act", event.submitter.value);
  settle(current || list, await send(event.target.action, body));
  more();
});

take(waiting()[0]);
ask();
setInterval(ask, EVERY_MS);
