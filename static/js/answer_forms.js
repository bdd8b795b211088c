/* The small forms under a row, for a reply or an edit: the page's own composer once more. */

import { freshKey, parse, parseDocument, prefix, signedIn } from "./dom.js";
import { restoreDraft, storyOf } from "./comment_drafts.js";
import { pkOf } from "./rows.js";
import { say } from "./sentences.js";

const LONGEST = 2000;

/** Give a form a new key: what is written in it from now on is a new post. */
export function renewKey(form) {
  if (form?.elements.key && signedIn()) form.elements.key.value = freshKey();
}

/** Say how much room is left once it grows scarce; before that, the hint is what the page wrote. */
export function countLetters(form) {
  const hint = form.querySelector(".hint");
  const left = LONGEST - [...form.elements.text.value].length;
  if (!hint) return;
  hint.dataset.written ??= hint.innerHTML;
  if (left < 200) hint.textContent = left < 0 ? say("超出 {} 字", -left) : say("还可写 {} 字", left);
  else hint.innerHTML = hint.dataset.written;
  hint.classList.toggle("over", left < 0);
}

/** A page of ours, to take a form out of; null if the server refuses it. Throws without a line. */
async function fetchPage(address) {
  const answer = await fetch(address, { cache: "no-store" });
  return answer.ok && !answer.redirected ? parseDocument(await answer.text()) : null;
}

/** A copy of the page's composer `main`; on pages without one, of the composer of the comment's own page, or null. */
async function copyComposer(main, row) {
  const composer = main || (await fetchPage(`${prefix}/comments/${pkOf(row)}/`))?.getElementById("composer");
  if (!composer?.elements.text) return null;
  const form = document.importNode(composer, true);
  const id = `answer-${pkOf(row)}`;
  form.removeAttribute("id");
  form.querySelectorAll(".problem, .note").forEach((note) => note.remove());
  form.elements.text.id = id;
  form.querySelector("label").htmlFor = id;
  form.elements.text.value = "";
  if (form.elements.as_editor) form.elements.as_editor.checked = false;
  countLetters(form);
  const [cancel] = parse('<button type="button" class="link" data-cancel></button>');
  cancel.textContent = say("取消");
  form.querySelector(".send").append(cancel);
  return form;
}

/** Put a form under a row, instead of one that is open there; return it. */
function openUnder(row, form) {
  if (row.nextElementSibling?.matches(".answering")) row.nextElementSibling.remove();
  const item = document.createElement("li");
  item.className = "answering";
  item.append(form);
  row.after(item);
  renewKey(form);
  return form;
}

/** Open the form for a reply to a row and return it; null where no reply can be written. */
export async function openReply(main, row) {
  const form = await copyComposer(main, row);
  if (!form) return null;
  form.elements.parent.value = pkOf(row);
  form.querySelector("label").textContent = say("回复 {}", row.querySelector(".name").textContent);
  restoreDraft(form);
  return openUnder(row, form);
}

/** Open the form for an edit of one's own row and return it; null where it can no longer be edited. */
export async function openEdit(main, row) {
  const address = `${prefix}/comments/${pkOf(row)}/edits/`;
  const text = (await fetchPage(address))?.querySelector("textarea[name=text]");
  const form = text && (await copyComposer(main, row));
  if (!form) return null;
  form.dataset.story = storyOf(form);
  form.dataset.edit = pkOf(row);
  form.setAttribute("action", address);
  form.querySelector("label").textContent = say("修改评论");
  form.querySelector(".primary").textContent = say("保存");
  form.elements.text.value = text.value;
  restoreDraft(form);
  return openUnder(row, form);
}
