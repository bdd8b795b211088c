/* Sharing: the system's own sheet where there is one, the address to the clipboard everywhere else. */

import { flash, say } from "./dom.js";

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.share({ title: button.dataset.share, url: location.href }).catch(() => {}));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0]);
      flash(say("网址已复制。", "網址已複製。"));
    } catch {
      flash(location.href);
    }
  });
}
