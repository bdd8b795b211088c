/* On every page: the unread count, the buttons of relations, display settings, sharing, the offline copy, and the link back. */

import "./unread_count.js";
import "./relations.js";
import "./display.js";
import "./dates.js";
import "./variant.js";
import "./share.js";
import "./report.js";

for (const link of document.querySelectorAll("[data-back]")) {
  link.addEventListener("click", (event) => {
    if (!document.referrer.startsWith(location.origin) || history.length < 2) return;
    event.preventDefault();
    history.back();
  });
}

/* What was read last can be read without a line; see sw.js. */
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
