/* Which list a row of a comment belongs in, where in it, and what becomes of a row that arrives. Plain values only.

   A row is { id, pk, at, into, state, author, parent }: `at` in milliseconds, `into` "lifted" or "latest", `state` as in
   data-state, `author` and `parent` the numbers of both as text, "" where there is none. See `rowFacts` in rows.js. */

/** Whether row `a` stands before row `b`: the newer first, then the higher pk; the other way round in an "old" list. */
export function standsBefore(a, b, order = "new") {
  const difference = a.at - b.at || a.pk - b.pk;
  return order === "old" ? difference < 0 : difference > 0;
}

/** The place of `row` among the `rows` of a list: { next: the row before which it belongs, null at the end }; null if it
    lies beyond the end of a full list. Rows that wait for approval stand above all others and do not count. */
export function findPlace(row, rows, { order = "new", capacity = Infinity } = {}) {
  const others = rows.filter((other) => other.id !== row.id && other.state !== "held");
  const next = others.find((other) => standsBefore(row, other, order));
  if (next) return { next };
  return others.length < capacity ? { next: null } : null;
}

/** Whether `row` answers the comment `focus` (its pk as text), at whatever distance. `parentOf(pk)`: the parent of a row
    of the page, undefined for one that is not there. */
export function answers(row, focus, parentOf) {
  for (let { parent } = row; parent; parent = parentOf(parent)) if (parent === focus) return true;
  return false;
}

/** The name of the list of a page that `row` belongs in, or null. `lists`: the names of the lists that the page has:
    "lifted" and "latest" on a story's page, "exchange" on a conversation's, "newest" on the newest page of a thread. */
export function chooseList(row, { lists, focus, parentOf }) {
  if (lists.includes("latest")) return lists.includes(row.into) ? row.into : null;
  if (lists.includes("exchange")) return answers(row, focus, parentOf) ? "exchange" : null;
  return lists.includes("newest") ? "newest" : null;
}

/** Whether a row is the reader's own doing: an answer to their act, or their row by the stream before that answer. */
export const isOwn = (row, { isAnswer, sending, reader }) => isAnswer || (sending > 0 && row.author === reader);

/** What becomes of a row that arrives: { act, isNew }. `act` is "remove", "replace" (in place), "drop", "wait" (behind
    the button) or "insert"; `isNew`: it counts as a new comment of somebody else. `list`: the list it belongs in, or
    null; `top`: the list in which new rows push down what is read; `isBusy()`: whether the reader is in it just now. */
export function decide(row, { isShown, isWaiting, list, top, own, reader, isBusy }) {
  if (row.state === "hidden") return { act: "remove", isNew: false };
  if (isShown) return { act: "replace", isNew: false };
  if (!list) return { act: "drop", isNew: false };
  const byOther = !own && row.author !== reader;
  const waits = list === top && !own && (isWaiting || isBusy());
  return waits ? { act: "wait", isNew: byOther && !isWaiting } : { act: "insert", isNew: byOther };
}

/** Whether a row that was replaced in place must change its place. `list`: the list it belongs in, or null; `from`: the
    one it stands in; `exchanging`: the lists that give rows to each other. An approved row goes where it is new. */
export function mustMove(before, row, { list, from, exchanging, own }) {
  if (!list) return false;
  const isElsewhere = list !== from && exchanging.includes(from);
  return isElsewhere || (before.state === "held" && row.state !== "held" && !own);
}

/** Rows that wait, by id, in the order in which they first came: a newer drawing takes the place of the older one. */
export class WaitingRows {
  constructor() {
    this.rows = new Map();
  }

  get size() {
    return this.rows.size;
  }

  has(id) {
    return this.rows.has(id);
  }

  find(id) {
    return this.rows.get(id);
  }

  add(row) {
    this.rows.set(row.id, row);
  }

  remove(id) {
    this.rows.delete(id);
  }

  /** Forget what a fresh copy of the page no longer has. `isThere(id)` says whether it has a row. */
  retain(isThere) {
    for (const id of [...this.rows.keys()]) if (!isThere(id)) this.rows.delete(id);
  }

  /** All rows; none waits after this. */
  takeAll() {
    const rows = [...this.rows.values()];
    this.rows.clear();
    return rows;
  }
}
