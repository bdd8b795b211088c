/* 举报 without leaving the page: the form of its own page, in a dialog. Without a script the link leads to that page. */

import { flash, parse, patience } from "./dom.js";
import { say } from "./sentences.js";

const asFragment = { "X-Fragment": "yes" };

/** Show the form of `address` in a dialog; a browser or line that cannot is sent to the page itself. */
async function openForm(address) {
  const answer = await fetch(address, { headers: asFragment, cache: "no-store", signal: patience() }).catch(() => null);
  const form = answer?.ok ? parse(await answer.text()).find((element) => element.matches("[data-report-form]")) : null;
  if (!form || !window.HTMLDialogElement) {
    location.assign(address);
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "report-dialog";
  dialog.setAttribute("aria-label", say("举报"));
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
    if (!event.target.matches("[data-cancel]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    send(dialog, event.target);
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Send the form; a refused one is replaced by what the server made of it, with what was typed. */
async function send(dialog, form) {
  const button = form.querySelector("button");
  if (button.disabled) return;
  const body = new URLSearchParams(new FormData(form));
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: asFragment, signal: patience() });
    const [first] = parse(await answer.text());
    if (answer.ok) {
      dialog.close();
      flash(first.textContent.trim());
    } else if (first?.matches("[data-report-form]")) {
      form.replaceWith(first);
    } else {
      flash(first?.textContent.trim() || say("没有成功，请稍后再试。"));
    }
  } catch {
    flash(say("没有连上服务器，请稍后再试。"));
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-report]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openForm(link.href);
});
