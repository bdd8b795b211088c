/* Writing in place: comments, replies under their row, edits. What was typed is never lost. */

import { flash, freshKey, parse, post, problem, reader, say, signedIn } from "./dom.js";
import { pkOf } from "./rows.js";
import { ofTab } from "./storage.js";

const LONGEST = 2000;
const lost = () => say("网络不通，文字还在，请再点一次。", "網路不通，文字還在，請再點一次。");

export class Composer {
  constructor(article, me, placing) {
    Object.assign(this, { article, me, placing });
    this.main = document.getElementById("composer");
    document.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("input", (event) => this.typed(event.target));
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("orphaned", (event) => this.orphaned(event.target));
    // Back in the browser brings the old form with its old key; what is written now is a new post.
    addEventListener("pageshow", () => this.renew(this.main));
    this.restore(this.main);
    this.reopen();
  }

  renew(form) {
    if (form?.elements.key && signedIn()) form.elements.key.value = freshKey();
  }

  // -- drafts

  slot(form) {
    return `draft:${reader()}:${this.article}:${form.dataset.edit ? `edit-${form.dataset.edit}` : form.elements.parent?.value || ""}`;
  }

  typed(field) {
    if (field.name !== "text" || !field.form?.matches("[data-composer]")) return;
    ofTab.set(this.slot(field.form), field.value);
    this.count(field.form.querySelector(".hint"), LONGEST - [...field.value].length);
  }

  /** Say how much room is left once it grows scarce; before that, the hint is what the page wrote. */
  count(hint, left) {
    if (!hint) return;
    hint.dataset.written ??= hint.innerHTML;
    if (left < 200) hint.textContent = left < 0 ? `超出 ${-left} 字` : say(`还可写 ${left} 字`, `還可寫 ${left} 字`);
    else hint.innerHTML = hint.dataset.written;
    hint.classList.toggle("over", left < 0);
  }

  /** After a reload or a change of script, replies that were being written are open again. */
  reopen() {
    if (!this.main?.elements.text || !signedIn()) return;
    const head = `draft:${reader()}:${this.article}:`;
    for (const slot of ofTab.keys()) {
      if (slot === this.slot(this.main)) continue;
      const row = slot.startsWith(head) && document.getElementById(`comment-${slot.slice(head.length)}`);
      if (row && ofTab.get(slot)) this.reply(row);
    }
  }

  restore(form) {
    const field = form?.elements.text;
    if (field && !field.value) field.value = ofTab.get(this.slot(form)) || "";
  }

  // -- sending

  submit(event) {
    const form = event.target;
    if (!form.matches("[data-composer]")) return;
    if (!signedIn()) return; // the door keeps what was typed
    event.preventDefault();
    if (form.querySelector(".primary").getAttribute("aria-disabled") !== "true") this.send(form);
  }

  async send(form) {
    const button = form.querySelector(".primary");
    const slot = this.slot(form);
    const sent = form.elements.text.value;
    button.setAttribute("aria-disabled", "true"); // not `disabled`: that would throw the keyboard's focus away
    try {
      const answer = await post(form.getAttribute("action"), new FormData(form));
      if (answer.ok) this.taken(form, slot, sent, await answer.text());
      else this.refused(form, await problem(answer));
    } catch {
      this.tell(form, lost());
    }
    button.setAttribute("aria-disabled", "false");
  }

  taken(form, slot, sent, html) {
    ofTab.remove(slot);
    this.tell(form, "");
    const [row] = parse(html);
    if (!form.dataset.edit) this.me.mine(pkOf(row), 300);
    const answering = form.closest(".answering");
    if (answering) answering.remove();
    else if (form.elements.text.value === sent) form.elements.text.value = "";
    this.renew(form);
    this.appear(row, Boolean(form.dataset.edit));
    if (answering) document.getElementById(row.id)?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** Show what the reader has just made; where it belongs to no list of this page, say so. */
  appear(row, edited) {
    if (row.dataset.state === "held") {
      document.querySelector("#comments-latest, #comments-page, #comments-exchange")?.prepend(row);
      this.me.lay(row);
      flash(say("评论已提交，审核通过后显示。", "評論已提交，審核通過後顯示。"));
      return;
    }
    const here = document.getElementById(row.id);
    this.placing.receive([row], { own: true });
    const exchange = document.getElementById("comments-exchange");
    if (!here && exchange) {
      this.me.lay(row);
      exchange.append(row);
    }
    flash(edited ? say("已保存。", "已儲存。") : say("已发表。", "已發表。"));
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
    if (link.matches("[data-cancel]")) link.closest(".answering").remove();
    else if (link.dataset.reply && this.main?.elements.text) this.reply(link.closest(".comment"), event);
    else if (link.dataset.edit && link.localName === "a") this.edit(link.closest(".comment"), link.href, event);
    else if (link.dataset.delete) this.remove(link, event);
  }

  reply(row, event) {
    event?.preventDefault();
    const form = this.under(row, this.main.getAttribute("action"));
    form.elements.parent.value = pkOf(row);
    form.querySelector("label").textContent = say("回复", "回覆") + ` ${row.querySelector(".name").textContent}`;
    this.restore(form);
    if (event) form.elements.text.focus();
  }

  async edit(row, address, event) {
    event.preventDefault();
    const page = new DOMParser().parseFromString(await (await fetch(address, { cache: "no-store" })).text(), "text/html");
    const text = page.querySelector("textarea[name=text]");
    if (!text) return location.assign(address);
    const form = this.under(row, address);
    form.dataset.edit = pkOf(row);
    form.querySelector("label").textContent = say("修改评论", "修改評論");
    form.querySelector(".primary").textContent = say("保存", "儲存");
    form.elements.text.value = text.value;
    return form.elements.text.focus();
  }

  /** Open (or find) the small form under a row: the page's own composer once more. */
  under(row, action) {
    row.nextElementSibling?.matches(".answering") && row.nextElementSibling.remove();
    const item = document.createElement("li");
    item.className = "answering";
    const form = this.main.cloneNode(true);
    const id = `answer-${pkOf(row)}`;
    form.removeAttribute("id");
    form.setAttribute("action", action);
    form.querySelector(".problem")?.remove();
    form.elements.text.id = id;
    form.querySelector("label").htmlFor = id;
    form.elements.text.value = "";
    this.renew(form);
    form.querySelector(".send").append(...parse(`<button type="button" class="link" data-cancel>取消</button>`));
    item.append(form);
    row.after(item);
    return form;
  }

  async remove(link, event) {
    event.preventDefault();
    if (!confirm(say("删除这条评论？", "刪除這則評論？"))) return;
    const answer = await post(link.getAttribute("href"), {}).catch(() => null);
    const next = link.closest(".comment").nextElementSibling?.querySelector("a, button");
    if (answer?.ok) {
      this.placing.receive(parse(await answer.text()), { own: true });
      (next || this.main?.elements.text)?.focus({ preventScroll: true });
    } else flash(answer ? (await problem(answer)).sentence : lost());
  }

  /** The answered comment is gone: what was being written moves to the main form. */
  orphaned(item) {
    const text = item.querySelector("textarea").value;
    item.remove();
    if (!text || !this.main?.elements.text) return;
    const field = this.main.elements.text;
    field.value = field.value ? `${field.value}\n${text}` : text;
    flash(say("原评论已不在，您写的文字移到了评论框。", "原評論已不在，您寫的文字移到了評論框。"));
  }

  key(event) {
    const form = event.target.form;
    if (event.isComposing || event.keyCode === 229) return; // an input method is choosing: its Enter is not ours
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.matches("[data-composer]")) form.requestSubmit();
    if (event.key === "Escape" && form?.closest(".answering") && !form.elements.text.value) form.closest(".answering").remove();
  }
}
