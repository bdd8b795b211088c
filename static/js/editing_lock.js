/* 正在编辑: the open form of a story holds its lock, says who else has it, and gives it back when the page is left. */

import { freshKey } from "./dom.js";

const BEAT_MS = 10_000;
const bar = document.querySelector("[data-editing-lock]");
const said = bar.querySelector("[data-said]");
let key = freshKey();
let underWay = Promise.resolve();
let isHeld = false;
let wasTaken = false;

function body(act) {
  const data = new FormData(bar);
  data.set("act", act);
  data.set("key", key);
  return data;
}

function show(text) {
  bar.hidden = !text;
  if (text) said.textContent = text;
  for (const button of document.querySelectorAll("#article_form [type=submit], [form=article_form]")) button.disabled = Boolean(text);
}

/** Send an act once what was sent before is answered: an old answer must not undo what a newer one said. */
const send = (act) => (underWay = underWay.then(() => sendNow(act)));

async function sendNow(act) {
  const options = { method: "POST", body: body(act), redirect: "error", signal: AbortSignal.timeout(BEAT_MS) };
  let answer;
  try {
    answer = await (await fetch(bar.action, options)).json();
  } catch {
    return; // no network, or signed out: saving says so, and what is typed stays
  }
  if (answer.held) {
    isHeld = true;
    wasTaken = false;
    show("");
  } else if (answer.by) {
    wasTaken ||= isHeld;
    isHeld = false;
    const shown = said.textContent.trim(); // as the server wrote it, with the time
    if (wasTaken) show(`${answer.by} 接手了编辑，您的改动还在这里`);
    else show(shown.startsWith(`${answer.by} `) ? shown : `${answer.by} 正在编辑这条新闻`);
  }
}

bar.addEventListener("submit", (event) => {
  // Whoever lost the lock keeps what was typed; whoever comes anew gets the page as it stands now.
  if (!wasTaken) return;
  event.preventDefault();
  send("take");
});
document.querySelector("#article_form").addEventListener("submit", (event) => {
  if (event.submitter?.name === "_continue") isHeld = false; // the form comes back: nobody is to slip in between
});
addEventListener("pagehide", () => {
  if (isHeld) navigator.sendBeacon(bar.action, body("release"));
  isHeld = false;
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  key = freshKey(); // the old one has given the lock back, and the server takes no more beats of it
  send("hold");
});
setInterval(() => send("hold"), BEAT_MS);
if (!bar.hidden) show(said.textContent.trim());
send("hold");
