/* Asking for a page again, now and then, on condition that it has changed. */

import { parseDocument } from "./dom.js";

const marks = new Map(); // address → the ETag of what was last seen there

/** A page of ours as guests get it; null if it has not changed since it was last asked for, or without a line. */
export async function fetchChanged(address) {
  const headers = marks.has(address) ? { "If-None-Match": marks.get(address) } : {};
  try {
    const answer = await fetch(address, { cache: "no-store", credentials: "omit", headers });
    if (answer.status !== 200) return null;
    marks.set(address, answer.headers.get("ETag") || "");
    return parseDocument(await answer.text());
  } catch {
    return null;
  }
}

/** Call `look` about every `ms` milliseconds while somebody looks at the page, and when they come back to it. */
export function repeat(look, ms) {
  let last = Date.now();
  const round = () => {
    if (document.hidden || document.documentElement.dataset.quiet || Date.now() - last < ms * 0.9) return;
    last = Date.now();
    look();
  };
  setInterval(round, ms * (0.9 + Math.random() * 0.2));
  document.addEventListener("visibilitychange", round);
}
