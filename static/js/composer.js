/* Writing in place: comments, replies under their row, edits. What was typed is never lost. */

import { countLetters, openEdit, openReply, renewKey } from "./answer_forms.js";
import { flash, parse, post, prefix, problem, signedIn } from "./dom.js";
import { forgetDraft, keptAnswers, readDraft, restoreDraft, saveDraft, slotOf, storyOf } from "./comment_drafts.js";
import { pkOf } from "./rows.js";
import { say } from "./sentences.js";
import { inView } from "./scroll_position.js";

const lost = () => say("网络不通，文字还在，请再点一次。");
const noNetwork = () => say("网络不通，请再试一次。");

export class Composer {
  constructor(me, placing) {
    Object.assign(this, { me, placing });
    this.main = document.getElementById("composer");
    document.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("input", (event) => this.typed(event.target));
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("orphaned", (event) => this.orphaned(event.target));
    // Back in the browser brings the old form with its old key; what is written now is a new post.
    addEventListener("pageshow", () => renewKey(this.main));
    restoreDraft(this.main);
    this.reopen();
  }

  // -- drafts

  typed(field) {
    if (field.name !== "text" || !field.form?.matches("[data-composer]")) return;
    saveDraft(slotOf(field.form), field.value);
    countLetters(field.form);
  }

  /** After a reload or a change of variant, replies and edits that were being written are open again. */
  async reopen() {
    if (!signedIn()) return;
    const own = this.main && slotOf(this.main);
    for (const { slot, story, isEdit, pk } of keptAnswers()) {
      if (slot === own) continue;
      const row = document.getElementById(`comment-${pk}`);
      try {
        if (row) await (isEdit ? openEdit : openReply)(this.main, row);
        else if (!isEdit && this.main && story === storyOf(this.main)) await this.saveFromGone(slot, pk);
      } catch {
        // No line: the text stays where it is, and the next load tries again.
      }
    }
  }

  /** A reply to what is no longer on this page moves to the main form, unless it is only on another page. */
  async saveFromGone(slot, pk) {
    const answer = await fetch(`${prefix}/comments/${pk}/`, { cache: "no-store" });
    if (answer.status === 404) this.moveToMain(readDraft(slot), slot);
  }

  // -- sending

  submit(event) {
    const form = event.target;
    if (!form.matches("[data-composer]")) return;
    if (!signedIn()) return; // sign-in keeps what was typed
    event.preventDefault();
    if (form.querySelector(".primary").getAttribute("aria-disabled") !== "true") this.send(form);
  }

  async send(form) {
    const button = form.querySelector(".primary");
    const slot = slotOf(form);
    const sent = form.elements.text.value;
    button.setAttribute("aria-disabled", "true"); // not `disabled`: that would throw the keyboard's focus away
    this.placing.sending += 1;
    try {
      const answer = await post(form.getAttribute("action"), new FormData(form));
      if (answer.ok) this.taken(form, slot, sent, await answer.text());
      else this.refused(form, await problem(answer));
    } catch {
      this.tell(form, lost());
    }
    this.placing.sending -= 1;
    button.setAttribute("aria-disabled", "false");
  }

  taken(form, slot, sent, html) {
    forgetDraft(slot);
    this.tell(form, "");
    const [row] = parse(html);
    if (!form.dataset.edit) this.me.mine(pkOf(row), 300);
    const answering = form.closest(".answering");
    if (answering) answering.remove();
    else if (form.elements.text.value === sent) form.elements.text.value = "";
    if (form.elements.as_editor) form.elements.as_editor.checked = false; // asked for anew with each answer
    renewKey(form);
    this.appear(row, Boolean(form.dataset.edit));
    if (answering) document.getElementById(row.id)?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** Show what the reader has just made, and lead to it where it stands out of sight or on another page. */
  appear(row, edited) {
    if (row.dataset.state === "held") {
      document.querySelector("#comments-latest, #comments-page, #comments-exchange")?.prepend(row);
      this.me.lay(row);
      flash(say("评论已提交，审核通过后显示。"));
      return;
    }
    this.placing.receive([row], { own: true });
    const here = document.getElementById(row.id);
    flash(edited ? say("已保存。") : say("已发表。"), here && inView(here) ? null : this.linkTo(row));
  }

  linkTo(row) {
    const link = document.createElement("a");
    link.href = document.getElementById(row.id) ? `#${row.id}` : `${prefix}/comments/${pkOf(row)}/#${row.id}`;
    link.textContent = say("查看");
    return link;
  }

  refused(form, { page, sentence }) {
    const key = page.querySelector("[name=key]")?.value;
    if (key && form.elements.key) form.elements.key.value = key;
    this.tell(form, sentence);
  }

  tell(form, sentence) {
    form.querySelector(".problem")?.remove();
    if (!sentence) return;
    const note = document.createElement("p");
    note.className = "problem";
    note.setAttribute("role", "alert");
    note.textContent = sentence;
    note.id = `problem-${form.elements.text.id}`;
    form.prepend(note);
    form.elements.text.setAttribute("aria-describedby", note.id);
    form.elements.text.focus();
  }

  // -- replies and edits under their row

  click(event) {
    const link = event.target.closest("[data-reply], [data-edit], [data-delete], [data-cancel]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (link.matches("[data-cancel]")) this.cancel(link.form);
    else if (link.dataset.reply && (signedIn() || this.main)) this.open(event, openReply);
    else if (link.dataset.edit && link.localName === "a") this.open(event, openEdit);
    else if (link.dataset.delete) this.remove(link, event);
  }

  /** Open a form under the row that was pressed on; where the server gives none, go to the page that says why. */
  async open(event, openForm) {
    event.preventDefault();
    const link = event.target.closest("a");
    try {
      const form = await openForm(this.main, link.closest(".comment"));
      if (form) form.elements.text.focus();
      else location.assign(link.href);
    } catch {
      flash(noNetwork());
    }
  }

  cancel(form) {
    forgetDraft(slotOf(form));
    const item = form.closest(".answering");
    item.previousElementSibling?.querySelector("[data-reply]")?.focus({ preventScroll: true });
    item.remove();
  }

  async remove(link, event) {
    event.preventDefault();
    if (!confirm(say("删除这条评论？"))) return;
    const answer = await post(link.getAttribute("href"), {}).catch(() => null);
    const next = link.closest(".comment").nextElementSibling?.querySelector("a, button");
    if (answer?.ok) {
      this.placing.receive(parse(await answer.text()), { own: true });
      (next || this.main?.elements.text)?.focus({ preventScroll: true });
    } else flash(answer ? (await problem(answer)).sentence : noNetwork());
  }

  /** The answered comment is gone: what was being written moves to the main form, if the page has one. */
  orphaned(item) {
    const form = item.querySelector("form");
    if (!this.main?.elements.text) return;
    const isFocused = item.contains(document.activeElement);
    item.remove();
    if (form.elements.text.value) this.moveToMain(form.elements.text.value, slotOf(form));
    if (isFocused) this.main.elements.text.focus();
  }

  /** Put a text that has lost its place into the main form, under whose name the tab keeps it from now on. */
  moveToMain(text, slot) {
    const field = this.main.elements.text;
    field.value = field.value ? `${field.value}\n${text}` : text;
    forgetDraft(slot);
    saveDraft(slotOf(this.main), field.value);
    flash(say("原评论已不在，您写的文字移到了评论框。"));
  }

  key(event) {
    const form = event.target.form;
    if (event.isComposing || event.keyCode === 229) return; // an input method is choosing: its Enter is not ours
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.matches("[data-composer]")) form.requestSubmit();
    if (event.key === "Escape" && form?.closest(".answering") && !form.elements.text.value) this.cancel(form);
  }
}
