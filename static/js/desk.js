/* What the modules of the story's form share: its form, its addresses, questions to the server. */

import { say } from "./sentences.js";

export const form = document.querySelector("#article_form");
export const body = form?.elements.body;
export const { desk: ADDRESS = "", story = "" } = document.querySelector("[data-desk]")?.dataset || {};
const token = () => form.elements.csrfmiddlewaretoken.value;

/** Ask `name` of the story's addresses; what it answers as JSON, or { error } as a sentence. `fields`: sent by POST. */
export async function ask(name, { query = {}, fields = null } = {}) {
  const address = new URL(`${ADDRESS}${name}/`, location.href);
  for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
  const headers = fields && { "X-CSRFToken": token() };
  const sent = fields && Object.entries(fields).reduce((all, [key, value]) => (all.append(key, value), all), new FormData());
  try {
    const answer = await fetch(address, { method: fields ? "POST" : "GET", headers: headers || {}, body: sent, redirect: "manual" });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
    if (answer.type === "opaqueredirect" || answer.status === 403) return { error: say("登录已经失效。请在另一个页面登录，再回到这里；您写的内容还在。"), signedOut: true };
    return { error: say("服务器没有接受，请稍后再试。") };
  } catch {
    return { error: say("网络不通，请稍后再试。"), offline: true };
  }
}

/** Say a sentence in the line under the body, for those who listen too. */
export function tell(sentence) {
  const line = form.querySelector("[data-said]");
  if (line) line.textContent = sentence;
}
