/* Rows as plain values, and a page that is only lists of them: what the rules decide is done here without a browser. */

import { chooseList, decide, findPlace, isOwn, mustMove, WaitingRows } from "../../static/js/placing_rules.js";

/** A visible row of 当前热评, later than any with a smaller pk; `facts` say what is different. */
export const row = (pk, facts = {}) => ({
  id: `comment-${pk}`, pk, at: pk * 1000, into: "latest", state: "visible", author: "7", parent: "", ...facts,
});

export const pks = (rows) => rows.map(({ pk }) => pk);

/** Numbers between 0 and 1 that look random and are the same in every run. */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffle(values, roll) {
  const mixed = values.map((value) => [roll(), value]);
  return mixed.sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** A page in memory, read by `reader`: `lists` are { name: rows }, `options` { name: { order, capacity } }. */
export class Page {
  constructor(lists, { options = {}, focus, reader = "1" } = {}) {
    Object.assign(this, { lists, options, focus, reader });
    this.waiting = new WaitingRows();
    this.sending = 0;
    this.isBusy = false;
  }

  get top() {
    return ["latest", "newest"].find((name) => name in this.lists) ?? null;
  }

  find(id) {
    return Object.entries(this.lists).map(([name, rows]) => [name, rows.find((one) => one.id === id)]).find(([, one]) => one);
  }

  /** Take a row from the stream (or as the `isAnswer` to the reader's act); return whether it counts as new. */
  receive(fresh, isAnswer = false) {
    const here = this.find(fresh.id);
    const parentOf = (pk) => this.find(`comment-${pk}`)?.[1].parent;
    const list = chooseList(fresh, { lists: Object.keys(this.lists), focus: this.focus, parentOf });
    const own = isOwn(fresh, { isAnswer, sending: this.sending, reader: this.reader });
    const { act, isNew } = decide(fresh, {
      isShown: Boolean(here), isWaiting: this.waiting.has(fresh.id), list, top: this.top, own, reader: this.reader,
      isBusy: () => this.isBusy,
    });
    if (act === "remove" || act === "insert") this.waiting.remove(fresh.id);
    if (act === "remove" && here) this.take(here[0], fresh.id);
    if (act === "wait") this.waiting.add(fresh);
    if (act === "replace") this.replace(here, fresh, list, own);
    return act === "insert" ? this.put(list, fresh) && isNew : isNew;
  }

  replace([from, before], fresh, list, own) {
    if (mustMove(before, fresh, { list, from, exchanging: ["lifted", "latest", "newest"], own })) {
      this.take(from, fresh.id);
      this.put(list, fresh);
    } else {
      this.lists[from] = this.lists[from].map((one) => (one.id === fresh.id ? fresh : one));
    }
  }

  take(name, id) {
    this.lists[name] = this.lists[name].filter((one) => one.id !== id);
  }

  put(name, fresh) {
    const place = findPlace(fresh, this.lists[name], this.options[name]);
    if (!place) return false;
    const rows = this.lists[name];
    rows.splice(place.next ? rows.indexOf(place.next) : rows.length, 0, fresh);
    return true;
  }
}
