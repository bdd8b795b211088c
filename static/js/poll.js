/* 问卷: a vote without leaving the page, and bars that move. */

import { flash, parse, post, prefix, problem, signedIn } from "./dom.js";
import { fetchChanged, repeat } from "./refresh.js";
import { say } from "./sentences.js";

const CHECK_MS = 2500;

/** Exchange the bars, if they moved. */
function show(results) {
  const here = results && document.getElementById(results.id);
  if (here && here.outerHTML !== results.outerHTML) here.replaceWith(results);
  if (results?.dataset.closed === "yes") {
    document.querySelector(`#${results.id}`)?.closest(".poll")?.querySelector("form")?.remove();
  }
}

async function vote(poll, form) {
  const chosen = [...form.querySelectorAll("input:checked")];
  if (!chosen.length) return flash(say("请先选一项再投。"));
  const button = form.querySelector("button");
  button.setAttribute("aria-disabled", "true");
  try {
    const answer = await post(form.action, new FormData(form));
    if (!answer.ok) return flash((await problem(answer)).sentence);
    show(parse(await answer.text())[0]);
    const note = document.createElement("p");
    note.className = "voted note";
    note.textContent = say("您已投：") + chosen.map((input) => input.closest("label").textContent.trim()).join("、");
    form.before(note);
    form.remove();
  } catch {
    flash(say("没有送到，请再试一次。"));
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** Pages without a stream ask, on condition that something moved, while somebody looks. */
function ask(poll) {
  const address = `${prefix}/polls/${poll.dataset.poll}/results/`;
  repeat(async () => show((await fetchChanged(address))?.body.firstElementChild), CHECK_MS);
}

for (const poll of document.querySelectorAll(".poll")) {
  const form = poll.querySelector("form");
  form?.addEventListener("submit", (event) => {
    if (!signedIn()) return; // a guest signs in, after which the vote is cast
    event.preventDefault();
    if (form.querySelector("button").getAttribute("aria-disabled") !== "true") vote(poll, form);
  });
  if ("asks" in poll.dataset) ask(poll);
}
