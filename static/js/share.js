/* Sharing: the system's own sheet where there is one, the address to the clipboard everywhere else. */

import { flash } from "./dom.js";
import { say } from "./sentences.js";

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.share({ title: button.dataset.share, url: location.href }).catch(() => {}));
}

/** Copy a text by a field that is selected for a moment, where the page may not use the clipboard itself. */
function copySelected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no clipboard here (a page without TLS, an old browser), or it is not allowed
    return copySelected(text);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = location.href.split("#")[0];
    flash((await copy(address)) ? say("网址已复制。") : address);
  });
}
