/* Where what arrives goes: in its place at once, behind the button, or into the other list at a calm moment. */

import { newComments, reader, say } from "./dom.js";
import { isRow, put, rowsOf, swap } from "./rows.js";
import { inView, still } from "./still.js";

const LONGEST = 150;

export class Placing {
  constructor(lay, announce) {
    this.lay = lay; // lays the reader's own marks over a fresh drawing
    this.announce = announce;
    this.lists = {
      lifted: document.getElementById("comments-lifted"),
      latest: document.getElementById("comments-latest"),
    };
    // Where new comments come in on top: 当前热评 of the story's page, or the newest page of 更多评论.
    this.live = this.lists.latest || document.querySelector("#comments-page[data-newest]");
    this.exchange = document.getElementById("comments-exchange");
    this.sending = 0; // posts that the server has not answered yet; their rows may come by the stream first
    this.button = document.getElementById("comments-waiting");
    this.waiting = new Map();
    this.moving = new Map();
    this.button?.addEventListener("click", () => this.reveal());
    addEventListener("scrollend", () => this.calm());
    let resting;
    addEventListener("scroll", () => {
      clearTimeout(resting);
      resting = setTimeout(() => this.calm(), 200);
    }, { passive: true });
  }

  /** Take elements as they come from the stream, the poll or an answer. `own`: the reader made them. */
  receive(elements, { own = false } = {}) {
    let came = 0;
    still(() => {
      for (const element of elements) {
        try {
          this.lay(element);
          came += isRow(element) ? this.row(element, own) : this.part(element);
        } catch (error) { // one bad element must not cost the others
          console.error(error);
        }
      }
    });
    this.show();
    if (!own && elements.length) document.dispatchEvent(new Event("floor"));
    if (came && !own) this.announce(came);
  }

  part(element) {
    const here = document.getElementById(element.id);
    if (here && here.outerHTML !== element.outerHTML) swap(here, element);
    if (element.id === "story") this.doors(element);
    if (element.id === "comment-count") this.mirror(element.dataset.count);
    const row = !here && this.waiting.get(element.id.replace(/-counts$/, ""));
    if (row) row.querySelector(`#${element.id}`)?.replaceWith(element);
    return 0;
  }

  /** A story that was closed or withdrawn says so wherever something could still be written. */
  doors(story) {
    const withdrawn = story.dataset.state === "withdrawn";
    if (!withdrawn && story.dataset.closed !== "yes") return;
    const sentence = withdrawn
      ? say("内容已经撤下，不能再评论。", "內容已經撤下，不能再評論。")
      : say("评论已经关闭。", "評論已經關閉。");
    for (const form of document.querySelectorAll("[data-composer]")) {
      form.querySelector(".note")?.remove();
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = sentence;
      form.prepend(note);
    }
  }

  mirror(count) {
    for (const copy of document.querySelectorAll("[data-mirror='comment-count']")) copy.textContent = count;
  }

  /** The list of this page into which a row belongs, if any. */
  listOf(row) {
    if (this.lists.latest) return this.lists[row.dataset.into];
    if (this.exchange) return this.answersFocus(row) ? this.exchange : null;
    return this.live;
  }

  /** Whether a row answers the comment that a conversation page is about, at whatever distance. */
  answersFocus(row) {
    for (let parent = row.dataset.parent; parent; ) {
      if (parent === this.exchange.dataset.focus) return true;
      parent = document.getElementById(`comment-${parent}`)?.dataset.parent;
    }
    return false;
  }

  /** Place one row; return how many new ones of other people came (0 or 1). */
  row(row, own) {
    const here = document.getElementById(row.id);
    if (row.dataset.state === "hidden") return this.remove(row.id, here);
    const mine = own || (this.sending > 0 && row.dataset.author === reader());
    if (here) return this.redraw(here, row, mine);
    const list = this.listOf(row);
    if (!list) return 0;
    const byOther = !mine && row.dataset.author !== reader();
    if (list === this.live && !mine && (this.waiting.has(row.id) || this.mustWait())) {
      const isNew = byOther && !this.waiting.has(row.id);
      this.waiting.set(row.id, row);
      return Number(isNew);
    }
    this.waiting.delete(row.id);
    const placed = put(list, row);
    if (placed && mine) row.classList.add("arrived");
    return Number(placed && byOther);
  }

  remove(id, here) {
    this.waiting.delete(id);
    this.moving.delete(id);
    if (!here) return 0;
    const next = here.nextElementSibling;
    if (next?.classList.contains("answering")) next.dispatchEvent(new CustomEvent("orphaned", { bubbles: true }));
    const alone = here.closest("li.under"); // with the title of its story above it
    (alone && !alone.querySelector(".answering") ? alone : here).remove();
    return 0;
  }

  redraw(here, row, own) {
    const list = this.listOf(row);
    const lists = [...Object.values(this.lists), this.live];
    const moves = list && list !== here.parentElement && lists.includes(here.parentElement);
    const isNew = list && here.dataset.state === "held" && row.dataset.state !== "held" && !own;
    swap(here, row);
    this.moving.delete(row.id);
    if (moves || isNew) {
      this.moving.set(row.id, list);
      if (!inView(row) && !inView(list)) this.move(row.id);
    }
    return 0;
  }

  move(id) {
    const row = document.getElementById(id);
    const list = this.moving.get(id);
    if (row?.nextElementSibling?.classList.contains("answering")) return;
    this.moving.delete(id);
    if (row && !put(list, row)) row.remove();
  }

  /** Whether a new row would push down what the reader reads or writes. */
  mustWait() {
    const list = this.live;
    const chosen = getSelection();
    return list.getBoundingClientRect().top < 0
      || list.querySelector(".answering") !== null
      || list.contains(document.activeElement)
      || (chosen && !chosen.isCollapsed && list.contains(chosen.anchorNode));
  }

  /** A calm moment: rows may change lists, and the waiting come in where that moves nothing. */
  calm() {
    if (this.moving.size) still(() => [...this.moving.keys()].forEach((id) => this.move(id)));
    if (this.waiting.size && this.live && !this.mustWait()) this.enter();
  }

  enter() {
    const rows = [...this.waiting.values()];
    this.waiting.clear();
    still(() => rows.forEach((row) => put(this.live, row)));
    this.trim();
    this.show();
    return rows;
  }

  reveal() {
    const rows = this.enter();
    [...this.moving.keys()].forEach((id) => this.move(id));
    rows.forEach((row) => row.classList.add("arrived"));
    (this.live.closest(".group") || this.live).scrollIntoView({ block: "start" });
    const first = rowsOf(this.live)[0];
    // From here the keyboard goes on, without a ring around a link that nobody chose.
    first?.querySelector("a")?.focus({ preventScroll: true });
    first?.querySelector("a")?.blur();
  }

  show() {
    if (!this.button) return;
    const number = this.waiting.size;
    this.button.hidden = !number;
    if (number) this.button.textContent = newComments(number);
  }

  /** Let the list not grow for ever; only rows far below the reader go. */
  trim() {
    for (const row of rowsOf(this.live).slice(LONGEST)) if (!inView(row)) row.remove();
  }

  /** Make the page what a fresh copy of it is: the truth after a gap that the stream cannot fill. */
  reconcile(page) {
    const lists = [...document.querySelectorAll("ol[id^='comments-']")];
    for (const id of [...this.waiting.keys()]) if (!page.getElementById(id)) this.waiting.delete(id);
    still(() => {
      for (const row of lists.flatMap((list) => [...list.children].filter(isRow))) {
        if (!page.getElementById(row.id)) this.remove(row.id, row);
      }
    });
    const rows = lists.flatMap((list) => [...(page.getElementById(list.id)?.children || [])].filter(isRow));
    const parts = ["story", "article-counts", "comment-count"].map((id) => page.getElementById(id)).filter(Boolean);
    this.receive([...parts, ...rows].map((element) => document.importNode(element, true)));
  }
}
