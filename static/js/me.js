/* What is the reader's own on a page: votes given, comments written. Laid over every fresh drawing. */

import { parse, prefix, say, signedIn } from "./dom.js";

export class Me {
  constructor(article) {
    this.article = article;
    this.votes = {};
    this.own = {};
    this.until = {};
  }

  /** Ask who is looking; a guest's page asks nothing. */
  async load() {
    if (!signedIn()) return;
    const answer = await fetch(`${prefix}/me/?article=${this.article}`, { cache: "no-store" });
    if (!answer.ok) return;
    const facts = await answer.json();
    if (!facts.name) return;
    this.votes = facts.votes;
    for (const [pk, seconds] of Object.entries(facts.own)) this.mine(pk, seconds);
    document.querySelectorAll("#ballot [name=csrfmiddlewaretoken]").forEach((field) => { field.value = facts.token; });
    this.lay(document);
  }

  mine(pk, seconds) {
    this.own[pk] = true;
    this.until[pk] = Date.now() + seconds * 1000;
    if (seconds) setTimeout(() => this.lay(document.getElementById(`comment-${pk}`)), seconds * 1000 + 500);
  }

  vote(thing, kind) {
    this.votes[thing] = kind;
    this.lay(document);
  }

  lay(root) {
    if (!root || !signedIn()) return;
    for (const button of root.querySelectorAll("[data-vote]")) {
      const [thing, kind] = button.dataset.vote.split(":");
      button.setAttribute("aria-pressed", String(this.votes[thing] === kind));
      button.disabled = thing[0] === "c" && Boolean(this.own[thing.slice(1)]);
    }
    for (const slot of root.querySelectorAll("[data-own]")) {
      const pk = slot.dataset.own;
      if (this.own[pk]) slot.replaceChildren(...this.links(pk));
    }
  }

  links(pk) {
    const edit = `<a href="${prefix}/comments/${pk}/edits/" data-edit="${pk}">修改</a>`;
    const remove = `<a href="${prefix}/comments/${pk}/deletion/" data-delete="${pk}">${say("删除", "刪除")}</a>`;
    return parse(this.until[pk] > Date.now() ? edit + remove : remove);
  }
}
