/* What is the reader's own on a page: votes given, comments written. Laid over every fresh drawing. */

import { parse, prefix, signedIn } from "./dom.js";
import { say } from "./sentences.js";

const REASONS = [
  ["disagree", say("不同意")], ["offtopic", say("离题")], ["insult", say("人身攻击")],
  ["rumour", say("造谣")], ["spam", say("广告")],
];

const ROWS_MOST = 500; // about which the server answers at once

export class Me {
  constructor(article) {
    this.article = article;
    this.votes = {};
    this.own = {};
    this.until = {};
    this.reasons = {};
    this.pressed = new Set(); // things voted on since the page was loaded
    this.people = new Set();
    this.words = [];
    document.addEventListener("me", (event) => this.hide(event.detail.unwanted));
  }

  /** Ask who is looking; a guest's page asks nothing. */
  async load() {
    if (!signedIn()) return;
    const rows = [...document.querySelectorAll("li[id^=comment-]")].map((row) => row.id.slice("comment-".length));
    const asked = `article=${this.article}&comments=${rows.slice(-ROWS_MOST)}&token=1`;
    const answer = await fetch(`${prefix}/me/?${asked}`, { cache: "no-store" });
    if (!answer.ok) return;
    const facts = await answer.json();
    if (!facts.name) return;
    // What was pressed while the answer was under way is newer than what it says.
    const pressed = [...this.pressed].map((thing) => [thing, this.votes[thing], this.reasons[thing.slice(1)]]);
    this.votes = facts.votes;
    this.reasons = facts.reasons;
    for (const [thing, kind, reason] of pressed) this.set(thing, kind, reason);
    this.moderates = facts.moderates;
    this.features = facts.features;
    this.hide(facts.unwanted);
    for (const [pk, seconds] of Object.entries(facts.own)) this.mine(pk, seconds);
    document.querySelectorAll("#ballot [name=csrfmiddlewaretoken]").forEach((field) => { field.value = facts.token; });
    this.lay(document);
  }

  /** Take what the server has already marked on this page; what it does not show cannot be asked about here. */
  read() {
    this.moderates = document.querySelector(".moderate") !== null;
    this.features = document.querySelector("button.feature") !== null;
    for (const button of document.querySelectorAll("[data-vote][aria-pressed=true]")) {
      const [thing, kind] = button.dataset.vote.split(":");
      this.votes[thing] = kind;
    }
    for (const reason of document.querySelectorAll("[data-reason]")) {
      const [pk, value] = reason.dataset.reason.split(":");
      this.reasons[pk] ??= "";
      if (reason.getAttribute("aria-pressed") === "true") this.reasons[pk] = value;
    }
    for (const link of document.querySelectorAll("[data-delete]")) {
      const edit = link.parentElement.querySelector("[data-edit]");
      this.mine(link.dataset.delete, Number(edit?.dataset.seconds) || 0);
    }
  }

  mine(pk, seconds) {
    this.own[pk] = true;
    this.until[pk] = Date.now() + seconds * 1000;
    if (seconds) setTimeout(() => this.lay(document.getElementById(`comment-${pk}`)), seconds * 1000 + 500);
  }

  /** Whom and what the reader does not want to see; it may have changed in another tab. */
  hide({ people, words, own }) {
    this.people = new Set(people.map(String));
    this.words = words;
    this.self = String(own);
    this.conceal(document);
  }

  conceal(root) {
    if (!this.people.size && !this.words.length) return;
    const rows = [...root.querySelectorAll("li[data-author]")];
    if (root.matches?.("li[data-author]")) rows.push(root);
    for (const row of rows) {
      if (this.unwanted(row.dataset.author, row.querySelector(".text"))) {
        row.hidden = true;
        row.replaceChildren();
      }
    }
    for (const quote of root.querySelectorAll(".quote[data-author]")) {
      if (this.unwanted(quote.dataset.author, quote.querySelector("[dir=auto]"))) quote.remove();
    }
  }

  /** Whether a reader does not want to see what `author` said; what one wrote oneself is never muted. */
  unwanted(author, text) {
    if (this.people.has(author)) return true;
    if (!text || !this.words.length || author === this.self) return false;
    const said = text.textContent.normalize("NFKC").toLowerCase();
    return this.words.some((word) => said.includes(word));
  }

  vote(thing, kind) {
    this.pressed.add(thing);
    this.set(thing, kind, this.reasons[thing.slice(1)]);
    this.lay(document);
  }

  set(thing, kind, reason = "") {
    this.votes[thing] = kind;
    if (thing[0] !== "c") return;
    if (kind === "egg") this.reasons[thing.slice(1)] = reason;
    else delete this.reasons[thing.slice(1)];
  }

  lay(root) {
    if (!root || !signedIn()) return;
    this.conceal(root);
    for (const button of root.querySelectorAll("[data-vote]")) {
      const [thing, kind] = button.dataset.vote.split(":");
      button.setAttribute("aria-pressed", String(this.votes[thing] === kind));
      button.disabled = thing[0] === "c" && Boolean(this.own[thing.slice(1)]);
    }
    for (const slot of root.querySelectorAll("[data-own]")) {
      const pk = slot.dataset.own;
      if (this.own[pk]) slot.replaceChildren(...this.links(pk));
      else if (pk in this.reasons) slot.replaceChildren(...this.why(pk));
      else if (slot.querySelector(".reasons")) slot.replaceChildren();
      if (this.moderates && !this.own[pk] && !slot.querySelector(".moderate")) slot.append(this.ruleLink(pk));
      if (this.features && !this.own[pk] && !slot.querySelector(".feature")) slot.append(this.featureButton(pk, slot));
    }
  }

  /** One more tap that says why the egg was given. */
  why(pk) {
    const button = ([value]) => `<button class="reason" form="ballot" formaction="${prefix}/comments/${pk}/votes/?want=egg&amp;reason=${value}" data-reason="${pk}:${value}" aria-pressed="${this.reasons[pk] === value}"></button>`;
    const [group] = parse(`<span class="reasons" role="group">${REASONS.map(button).join("")}</span>`);
    group.setAttribute("aria-label", say("为什么扔鸡蛋"));
    REASONS.forEach(([, label], index) => { group.children[index].textContent = label; });
    return [group];
  }

  /** Where a moderator decides on the comment. */
  ruleLink(pk) {
    const [link] = parse(`<a class="moderate" href="${prefix}/comments/${pk}/rulings/" data-report></a>`);
    link.textContent = say("处理");
    return link;
  }

  /** By which an editor marks the comment, or takes the mark back that stands on its row. */
  featureButton(pk, slot) {
    const marked = Boolean(slot.closest("li")?.querySelector(".featured"));
    const [button] = parse(`<button class="link feature" form="ballot" data-bond></button>`);
    button.setAttribute("formaction", `${prefix}/comments/${pk}/feature/?want=${marked ? "off" : "on"}`);
    button.textContent = marked ? say("取消精选") : say("精选");
    return button;
  }

  links(pk) {
    const address = `${prefix}/comments/${pk}`;
    const [edit, remove] = parse(`<a href="${address}/edits/" data-edit="${pk}"></a><a href="${address}/deletion/" data-delete="${pk}"></a>`);
    edit.textContent = say("修改");
    remove.textContent = say("删除");
    return this.until[pk] > Date.now() ? [edit, remove] : [remove];
  }
}
