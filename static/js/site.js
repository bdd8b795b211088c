/* On every page: the bell, the bonds, the share sheet, and a way back that goes where the reader came from. */

import "./bell.js";
import "./bonds.js";
import "./script.js";

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.share({ title: button.dataset.share, url: location.href }).catch(() => {}));
}

for (const link of document.querySelectorAll("[data-back]")) {
  link.addEventListener("click", (event) => {
    if (!document.referrer.startsWith(location.origin) || history.length < 2) return;
    event.preventDefault();
    history.back();
  });
}
