/* Variants: the choice remembered, offered where it fits, and one comment shown as it was typed. */

import { flash, prefix, signedIn, token } from "./dom.js";
import { say } from "./sentences.js";
import { ofBrowser } from "./storage.js";

const YEAR = 60 * 60 * 24 * 365;

const cookie = () => (document.cookie.match(/(?:^|; )script=([a-z-]*)/) || [])[1];

/** The variant that a browser's languages ask for; Simplified is what most pages are written in anyway. */
function spoken() {
  for (const language of navigator.languages || []) {
    if (/^zh-(hk|mo|hant-(hk|mo))/i.test(language)) return "zh-hk";
    if (/^zh-(tw|hant)/i.test(language)) return "zh-hant";
    if (/^zh/i.test(language)) return "";
  }
  return "";
}

for (const link of document.querySelectorAll("[data-view]")) {
  link.addEventListener("click", () => {
    document.cookie = `script=${link.dataset.view}; path=/; max-age=${YEAR}; samesite=lax`;
    if (signedIn()) remember(link.dataset.view);
    link.hash = location.hash;
  });
}

/** Tell the account, while this page already goes; where the answer leads is nobody's business. */
function remember(variant) {
  const body = new URLSearchParams({ variant, csrfmiddlewaretoken: token() });
  fetch(`${prefix}/accounts/script/`, { method: "POST", body, headers: { "X-Fragment": "yes" }, keepalive: true, redirect: "manual" }).catch(() => {});
}

/** On a page as written, point at the variant that the reader chose or speaks; never lead there unasked. */
const wanted = cookie() ?? spoken();
if (!prefix && wanted) document.querySelector(`[data-view="${wanted}"]`)?.classList.add("offered");

/** One tap shows a comment as it was typed, another the conversion. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-typed]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const text = link.closest(".comment").querySelector(".text");
  link.other ??= await asTyped(link);
  if (!link.other) return;
  const now = text.cloneNode(true);
  text.replaceWith(link.other);
  link.other = now;
  link.turned = !link.turned;
  link.textContent = link.turned ? say("转换") : say("原文");
});

async function asTyped(link) {
  try {
    const answer = await fetch(link.getAttribute("href"), { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const text = page.querySelector(`${new URL(link.href).hash} .text`);
    return text && document.importNode(text, true);
  } catch {
    flash(say("网络不通，请再点一次。"));
    return null;
  }
}

/** Regional names: remembered on this device. */
const names = document.getElementById("own-names");
if (names) {
  names.checked = ofBrowser.get("own-names") === "yes";
  names.addEventListener("change", () => ofBrowser.set("own-names", names.checked ? "yes" : ""));
}
