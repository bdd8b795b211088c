/* Moments are written as of the day on which a page was drawn; a page that is still open the day after, kept or offline,
   writes them anew: 20:44 today, 11月28日 20:44 this year, 2026年11月28日 20:44 in full. See news/text/dates.py. */

const WRITTEN = /^(?:(?:\d+年)?\d+月\d+日 )?\d\d:\d\d$/;
const STAMP = /^(\d+)-(\d\d)-(\d\d)T(\d\d:\d\d):\d\d(?:([+-])(\d\d):(\d\d))?/;
const MINUTE_MS = 60000;

/** The moment of an ISO stamp as it is written now, by the clock of the stamp's own zone; "" if it is no such stamp. */
export function written(stamp, now = Date.now()) {
  const parts = stamp.match(STAMP);
  if (!parts) return "";
  const [, year, month, day, clock, sign, hours = 0, minutes = 0] = parts;
  const offset = (sign === "-" ? -1 : 1) * (60 * hours + Number(minutes));
  const today = new Date(now + offset * MINUTE_MS).toISOString(); // the site's day, as if it were that of UTC
  if (today.slice(0, 10) === `${year}-${month}-${day}`) return clock;
  const date = `${Number(month)}月${Number(day)}日 ${clock}`;
  return today.slice(0, 4) === year ? date : `${Number(year)}年${date}`;
}

function write(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    if (!WRITTEN.test(time.textContent)) continue;
    const text = written(time.dateTime);
    if (text && text !== time.textContent) time.textContent = text;
  }
}

write(document);
// Rows that come by the stream may have been drawn before midnight, too.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node.querySelectorAll) write(node);
}).observe(document.body, { childList: true, subtree: true });
setInterval(() => write(document), MINUTE_MS);
document.addEventListener("visibilitychange", () => document.hidden || write(document));
addEventListener("pageshow", () => write(document));
