/* 自动保存: what is typed into a story's form goes to the server every ten seconds, and comes back on any machine. */

import { comparable, form as drafted, offer, typed } from "./admin_drafts.js";
import { ask, form, story } from "./desk.js";
import { say } from "./sentences.js";

const EVERY_MS = 10_000;
const line = document.querySelector("[data-autosaved]");
const slot = story || `add:${form?.elements._key?.value}`;
let sent = "";
let started = "";

const clock = () => new Date().toTimeString().slice(0, 5);

async function keep(leaving = false) {
  const fields = typed();
  const now = comparable(fields);
  if (now === sent || now === started) return;
  const answer = await ask("drafts", { fields: { slot, fields: JSON.stringify(fields) } });
  if (!answer.error) sent = now;
  if (!leaving) line.textContent = answer.error || say("{} 已自动保存", clock());
}

/** Offer what was typed on another machine, or in a browser that has forgotten it. */
async function askForDraft() {
  const found = await ask("drafts", { query: { slot: story || "add:" } });
  if (!found.fields || (story && Date.parse(found.at) <= Date.parse(line.dataset.revised))) return;
  const fields = JSON.parse(found.fields);
  const same = comparable(fields) === comparable(typed());
  if (!same) offer({ at: Date.parse(found.at), fields }, () => ask("drafts", { fields: { slot: found.slot, fields: "" } }));
}

function start() {
  started = comparable(typed());
  if (!document.querySelector(".errornote")) askForDraft();
  setInterval(keep, EVERY_MS);
  addEventListener("pagehide", () => keep(true));
}

/* After the admin's own scripts, the pictures' cards and the other drafts have settled. */
if (line && form && drafted === form) addEventListener("load", () => setTimeout(start));
