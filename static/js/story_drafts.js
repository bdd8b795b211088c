/* 自动保存: what is typed into a story's form goes to the server every ten seconds, and comes back on any machine. */

import { comparable, form as drafted, offer, typed } from "./admin_drafts.js";
import { ask, form, story } from "./desk.js";
import { say } from "./sentences.js";

const EVERY_MS = 10_000;
const line = document.querySelector("[data-autosaved]");
let sent = "";
let started = "";
let isLeaving = false; // the form is on its way: what is saved is no draft any more

const clock = () => new Date().toTimeString().slice(0, 5);

/** Under what the server keeps these fields: the story's number, or the key of a form for a new one. */
const slotOf = (fields) => story || `add:${fields.find(([name]) => name === "_key")?.[1]}`;

async function keep() {
  const fields = typed();
  const now = comparable(fields);
  if (isLeaving || now === sent || now === started) return;
  const answer = await ask("drafts", { fields: { slot: slotOf(fields), fields: JSON.stringify(fields) } });
  if (!answer.error) sent = now;
  line.textContent = answer.error || say("{} 已自动保存", clock());
}

/** Offer what was typed on another machine, or in a browser that has forgotten it. */
async function askForDraft() {
  const found = await ask("drafts", { query: { slot: story || "add:" } });
  if (!found.fields || (story && Date.parse(found.at) <= Date.parse(line.dataset.revised))) return;
  const fields = JSON.parse(found.fields);
  if (comparable(fields) !== comparable(typed())) offer({ at: Date.parse(found.at), fields });
}

function start() {
  started = comparable(typed());
  if (!document.querySelector(".errornote")) askForDraft();
  setInterval(keep, EVERY_MS);
  form.addEventListener("draft:forgotten", ({ detail: fields }) => ask("drafts", { fields: { slot: slotOf(fields), fields: "" } }));
  form.addEventListener("submit", (event) => (isLeaving = !event.defaultPrevented));
  addEventListener("pageshow", () => (isLeaving = false));
}

/* After the admin's own scripts, the pictures' cards and the other drafts have settled. */
if (line && form && drafted === form) addEventListener("load", () => setTimeout(start));
