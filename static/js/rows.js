/* Rows and lists of comments in the page: their facts as plain values, their places, their exchange for newer drawings. */

import { findPlace } from "./placing_rules.js";

export const isRow = (element) => element.localName === "li" && /^comment-\d+$/.test(element.id);
export const pkOf = (row) => Number(row.id.slice("comment-".length));
export const rowsOf = (list) => [...list.children].filter((child) => isRow(child) && child.dataset.state !== "held");

/** What the rules need to know of a row, and the element itself. */
export function rowFacts(element) {
  const { at, into, state, author, parent } = element.dataset;
  return { element, id: element.id, pk: pkOf(element), at: Number(at), into, state, author, parent };
}

/** Put `row` into its place in `list`, with the reply that somebody is writing to it; false if it has none. */
export function put(list, row) {
  const rows = [...list.children].filter(isRow).map(rowFacts);
  const { order, capacity } = list.dataset;
  const place = findPlace(rowFacts(row), rows, { order, capacity: Number(capacity) || Infinity });
  if (!place) return false;
  const answering = row.nextElementSibling?.classList.contains("answering") ? row.nextElementSibling : null;
  list.insertBefore(row, place.next && place.next.element);
  if (answering) row.after(answering);
  return true;
}

/** Replace `old` by `fresh`, keeping keyboard focus and what the reader had opened. */
export function swap(old, fresh) {
  const focused = old.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  const open = old.querySelector("details[open]") !== null;
  old.replaceWith(fresh);
  const details = open && fresh.querySelector("details");
  if (details) details.open = true;
  if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true });
}

/** A selector that finds the same control in another drawing of its row. */
function selectorOf(control) {
  for (const name of ["data-vote", "data-reason", "data-reply", "data-edit", "data-delete", "href"]) {
    if (control.hasAttribute(name)) return `[${name}="${CSS.escape(control.getAttribute(name))}"]`;
  }
  return control.localName;
}
