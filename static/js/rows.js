/* Rows and lists of the floor: their order, their places, their exchange for newer drawings. */

export const isRow = (element) => element.localName === "li" && /^comment-\d+$/.test(element.id);
export const pkOf = (row) => Number(row.id.slice("comment-".length));
export const rowsOf = (list) => [...list.children].filter((child) => isRow(child) && child.dataset.state !== "held");

/** Whether row `a` stands before row `b`: newer first, then the higher pk. */
function before(a, b) {
  const at = Number(a.dataset.at) - Number(b.dataset.at);
  return at ? at > 0 : pkOf(a) > pkOf(b);
}

/** The row of `list` before which `row` belongs; null at its end, undefined if it lies beyond the end. */
function placeIn(list, row) {
  const rows = rowsOf(list).filter((other) => other.id !== row.id);
  const next = rows.find((other) => (list.dataset.order === "old" ? before(other, row) : before(row, other)));
  if (next) return next;
  const capacity = Number(list.dataset.capacity) || Infinity;
  return rows.length < capacity ? null : undefined;
}

/** Put `row` into its place in `list`, with the reply that somebody is writing to it; false if it has none. */
export function put(list, row) {
  const next = placeIn(list, row);
  if (next === undefined) return false;
  const answering = row.nextElementSibling?.classList.contains("answering") ? row.nextElementSibling : null;
  list.insertBefore(row, next);
  if (answering) row.after(answering);
  return true;
}

/** Replace `old` by `fresh`, keeping keyboard focus and what the reader had opened. */
export function swap(old, fresh) {
  const focused = old.contains(document.activeElement) ? mark(document.activeElement) : null;
  const open = old.querySelector("details[open]") !== null;
  old.replaceWith(fresh);
  const details = open && fresh.querySelector("details");
  if (details) details.open = true;
  if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true });
}

/** A selector that finds the same control in another drawing of its row. */
function mark(control) {
  for (const name of ["data-vote", "data-reason", "data-reply", "data-edit", "data-delete", "href"]) {
    if (control.hasAttribute(name)) return `[${name}="${CSS.escape(control.getAttribute(name))}"]`;
  }
  return control.localName;
}
