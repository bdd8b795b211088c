/* What a fresh copy of a page means for the rows on the page that is open. Plain values only; a row is { id, at, … }. */

/** Whether a copy of a page that knows the changes up to `known` is older than the stream, which is at `cursor`. */
export const isBehind = (known, cursor) => known < cursor;

/** The rows later than the moment `newest`. */
export const laterThan = (rows, newest) => rows.filter((row) => row.at > newest);

/** The moment of the newest row, 0 if there is none. */
export const newestOf = (rows) => Math.max(0, ...rows.map((row) => row.at));

/** The rows of `shown` that `fresh` does not have. */
export function missingFrom(fresh, shown) {
  const ids = new Set(fresh.map((row) => row.id));
  return shown.filter((row) => !ids.has(row.id));
}

/** The rows of `shown` that were retracted: `fresh`, the beginning of the same list, lacks them though they are newer
    than its last row. What is older may only have moved to its next page. */
export function retractedFrom(fresh, shown) {
  if (!fresh.length) return [];
  const oldest = Math.min(...fresh.map((row) => row.at));
  return laterThan(missingFrom(fresh, shown), oldest);
}

/** The rows beyond the first `most`. */
export const surplus = (rows, most) => rows.slice(most);

/** Whether it is time to ask again: the last time was `elapsed` milliseconds ago, the interval is `ms`. */
export const isDue = (elapsed, ms) => elapsed >= ms * 0.9;
