/* Asking for a page again, now and then, on condition that it has changed. */

import { parseDocument } from "./dom.js";
import { isDue } from "./list_rules.js";

const etags = new Map(); // address → the ETag of what was last seen there

/** A page of ours as guests get it; null if it has not changed since it was last asked for, or without a line. */
export async function fetchChanged(address) {
  const headers = etags.has(address) ? { "If-None-Match": etags.get(address) } : {};
  try {
    const answer = await fetch(address, { cache: "no-store", credentials: "omit", headers });
    if (answer.status !== 200) return null;
    etags.set(address, answer.headers.get("ETag") || "");
    return parseDocument(await answer.text());
  } catch {
    return null;
  }
}

/** Call `check` about every `ms` milliseconds while somebody looks at the page, and when they come back to it. */
export function repeat(check, ms) {
  let last = Date.now();
  const checkIfDue = () => {
    if (document.hidden || document.documentElement.dataset.quiet || !isDue(Date.now() - last, ms)) return;
    last = Date.now();
    check();
  };
  setInterval(checkIfDue, ms * (0.9 + Math.random() * 0.2));
  document.addEventListener("visibilitychange", checkIfDue);
}
