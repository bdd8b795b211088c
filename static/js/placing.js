/* Where what arrives goes: in its place at once, behind the button, or into the other list at a calm moment. The rules
   themselves are in placing_rules.js. */

import { newComments, reader } from "./dom.js";
import { missingFrom, surplus } from "./list_rules.js";
import { chooseList, decide, isOwn, mustMove, WaitingRows } from "./placing_rules.js";
import { isRow, put, rowFacts, rowsOf, swap } from "./rows.js";
import { say } from "./sentences.js";
import { inView, still } from "./scroll_position.js";

const LONGEST = 150;

export class Placing {
  constructor(markOwn, announce) {
    this.markOwn = markOwn; // puts the reader's own marks on a fresh drawing
    this.announce = announce;
    this.lists = findLists();
    // Where new comments come in on top: 当前热评 of the story's page, or the newest page of 更多评论.
    this.top = this.lists.latest || this.lists.newest || null;
    this.sending = 0; // posts that the server has not answered yet; their rows may come by the stream first
    this.button = document.getElementById("comments-waiting");
    this.waiting = new WaitingRows();
    this.moving = new Map(); // id of a row → the list that it goes to at the next calm moment
    this.button?.addEventListener("click", () => this.reveal());
    addEventListener("scrollend", () => this.settle());
    let timer;
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.settle(), 200);
    }, { passive: true });
  }

  /** Take elements as they come from the stream, the poll or an answer. `own`: the reader made them. */
  receive(elements, { own = false } = {}) {
    let number = 0;
    still(() => {
      for (const element of elements) {
        try {
          this.markOwn(element);
          if (isRow(element)) number += this.placeRow(element, own);
          else this.replacePart(element);
        } catch (error) { // one bad element must not cost the others
          console.error(error);
        }
      }
    });
    this.showButton();
    if (!own && elements.length) document.dispatchEvent(new Event("floor"));
    if (number && !own) this.announce(number);
  }

  replacePart(element) {
    const here = document.getElementById(element.id);
    if (here && here.outerHTML !== element.outerHTML) swap(here, element);
    if (element.id === "story") {
      this.showClosed(element);
      showPace(element.querySelector(".pace")?.textContent || "");
    }
    if (element.id === "comment-count") this.copyCount(element.dataset.count);
    const row = !here && this.waiting.find(element.id.replace(/-counts$/, ""));
    if (row) row.querySelector(`#${element.id}`)?.replaceWith(element);
  }

  /** A story that was closed or withdrawn says so wherever something could still be written. */
  showClosed(story) {
    const isWithdrawn = story.dataset.state === "withdrawn";
    if (!isWithdrawn && story.dataset.closed !== "yes") return;
    const sentence = isWithdrawn
      ? say("内容已经撤下，不能再评论。")
      : say("评论已经关闭。");
    for (const form of document.querySelectorAll("[data-composer]")) {
      form.querySelector(".note")?.remove();
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = sentence;
      form.prepend(note);
    }
  }

  copyCount(count) {
    for (const copy of document.querySelectorAll("[data-mirror='comment-count']")) copy.textContent = count;
  }

  /** The list of this page into which a row belongs, or null. */
  listOf(row) {
    const parentOf = (pk) => document.getElementById(`comment-${pk}`)?.dataset.parent;
    const page = { lists: Object.keys(this.lists), focus: this.lists.exchange?.dataset.focus, parentOf };
    return this.lists[chooseList(row, page)] || null;
  }

  /** Place one row; return how many new ones of other people came (0 or 1). */
  placeRow(element, isAnswer) {
    const row = rowFacts(element);
    const here = document.getElementById(row.id);
    const own = isOwn(row, { isAnswer, sending: this.sending, reader: reader() });
    const list = this.listOf(row);
    const { act, isNew } = decide(row, {
      isShown: here !== null, isWaiting: this.waiting.has(row.id), list, top: this.top, own, reader: reader(),
      isBusy: () => this.isBusy(),
    });
    if (act === "remove") this.remove(row.id, here);
    else if (act === "replace") this.replaceRow(here, row, { list, own });
    else if (act === "wait") this.waiting.add(element);
    else if (act === "insert") return Number(this.insert(list, element, own) && isNew);
    return Number(isNew);
  }

  insert(list, element, own) {
    this.waiting.remove(element.id);
    const isPlaced = put(list, element);
    if (isPlaced && own) element.classList.add("arrived");
    return isPlaced;
  }

  remove(id, here) {
    this.waiting.remove(id);
    this.moving.delete(id);
    if (!here) return;
    const next = here.nextElementSibling;
    if (next?.classList.contains("answering")) next.dispatchEvent(new CustomEvent("orphaned", { bubbles: true }));
    const alone = here.closest("li.under"); // with the title of its story above it
    (alone && !alone.querySelector(".answering") ? alone : here).remove();
  }

  replaceRow(here, row, { list, own }) {
    const { lifted, latest } = this.lists;
    const situation = { list, from: here.parentElement, exchanging: [lifted, latest, this.top], own };
    const moves = mustMove(rowFacts(here), row, situation);
    swap(here, row.element);
    this.moving.delete(row.id);
    if (!moves) return;
    this.moving.set(row.id, list);
    if (!inView(row.element) && !inView(list)) this.move(row.id);
  }

  move(id) {
    const row = document.getElementById(id);
    const list = this.moving.get(id);
    if (row?.nextElementSibling?.classList.contains("answering")) return;
    this.moving.delete(id);
    if (row && !put(list, row)) row.remove();
  }

  /** Whether a new row would push down what the reader reads or writes. */
  isBusy() {
    const list = this.top;
    const chosen = getSelection();
    return list.getBoundingClientRect().top < 0
      || list.querySelector(".answering") !== null
      || list.contains(document.activeElement)
      || (chosen && !chosen.isCollapsed && list.contains(chosen.anchorNode));
  }

  /** A calm moment: rows may change lists, and the waiting come in where that moves nothing. */
  settle() {
    if (this.moving.size) still(() => [...this.moving.keys()].forEach((id) => this.move(id)));
    if (this.waiting.size && this.top && !this.isBusy()) this.showWaiting();
  }

  showWaiting() {
    const rows = this.waiting.takeAll();
    still(() => rows.forEach((row) => put(this.top, row)));
    this.trim();
    this.showButton();
    return rows;
  }

  reveal() {
    const rows = this.showWaiting();
    [...this.moving.keys()].forEach((id) => this.move(id));
    rows.forEach((row) => row.classList.add("arrived"));
    (this.top.closest(".group") || this.top).scrollIntoView({ block: "start" });
    const first = rowsOf(this.top)[0];
    // From here the keyboard goes on, without a ring around a link that nobody chose.
    first?.querySelector("a")?.focus({ preventScroll: true });
    first?.querySelector("a")?.blur();
  }

  showButton() {
    if (!this.button) return;
    const number = this.waiting.size;
    this.button.hidden = !number;
    if (number) this.button.textContent = newComments(number);
  }

  /** Let the list not grow for ever; only rows far below the reader go. */
  trim() {
    for (const row of surplus(rowsOf(this.top), LONGEST)) if (!inView(row)) row.remove();
  }

  /** Make the page what a fresh copy of it is: the truth after a gap that the stream cannot fill. */
  reconcile(page) {
    const lists = [...document.querySelectorAll("ol[id^='comments-']")];
    const shown = lists.flatMap((list) => [...list.children].filter(isRow));
    this.waiting.retain((id) => page.getElementById(id));
    still(() => missingFrom([...page.querySelectorAll("li[id]")], shown).forEach((row) => this.remove(row.id, row)));
    const rows = lists.flatMap((list) => [...(page.getElementById(list.id)?.children || [])].filter(isRow));
    const parts = ["story", "article-counts", "comment-count"].map((id) => page.getElementById(id)).filter(Boolean);
    this.receive([...parts, ...rows].map((element) => document.importNode(element, true)));
  }
}

/** The lists of comments of this page, by name. */
function findLists() {
  const places = {
    lifted: "#comments-lifted",
    latest: "#comments-latest",
    exchange: "#comments-exchange",
    newest: "#comments-page[data-newest]",
  };
  const found = Object.entries(places).map(([name, place]) => [name, document.querySelector(place)]);
  return Object.fromEntries(found.filter(([, list]) => list));
}

/** The limits that moderators set for this story, in every form in which a comment is written. */
function showPace(sentence) {
  for (const place of document.querySelectorAll("[data-composer] [data-pace]")) {
    place.hidden = !sentence;
    place.textContent = sentence;
  }
}
