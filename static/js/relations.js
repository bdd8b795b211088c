/* 关注 and 拉黑 in place: the button's answer is the same fragment with the new words. */

import { flash, parse, post, problem, signedIn } from "./dom.js";
import { soon } from "./unread_count.js";
import { say } from "./sentences.js";

document.getElementById("ballot")?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!signedIn() || !button?.matches("[data-bond]")) return; // a guest's press goes to sign-in
  event.preventDefault();
  const [address, query] = button.getAttribute("formaction").split("?");
  const answer = await post(address, new URLSearchParams(query)).catch(() => null);
  if (!answer?.ok) {
    const lost = say("网络不通，请再点一次。");
    flash(answer ? (await problem(answer)).sentence : lost);
    return;
  }
  const [fresh] = parse(await answer.text());
  (button.closest("#bonds") || button).replaceWith(fresh);
  (fresh.querySelector(`[formaction^="${CSS.escape(address)}"]`) || fresh).focus?.({ preventScroll: true });
  soon();
});
