/* Small things that several modules need. */

/** The script prefix of this page's addresses: "", "/zh-hans", "/zh-hant" or "/zh-hk". */
export const prefix = (location.pathname.match(/^\/(?:zh-hans|zh-hant|zh-hk)(?=\/)/) || [""])[0];
const traditional = prefix === "/zh-hant" || prefix === "/zh-hk";

/** One of our own sentences in the page's script: Simplified first, Traditional second. */
export const say = (simplified, full) => (traditional ? full : simplified);

export const newComments = (number) => `${number} ${say("条新评论", "條新評論")}`;

/** The elements of a fragment. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

let flashing;
/** Show a sentence for a moment; screen readers hear it too. */
export function flash(sentence) {
  document.querySelector(".flash")?.remove();
  const note = document.createElement("p");
  note.className = "flash";
  note.setAttribute("role", "alert");
  note.textContent = sentence;
  document.body.append(note);
  clearTimeout(flashing);
  flashing = setTimeout(() => note.remove(), 6000);
}

/** A key for one post: unguessable and unique, so that the same post sent twice is one comment. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const token = () => document.querySelector("#ballot [name=csrfmiddlewaretoken]")?.value || "";
export const signedIn = () => token() !== "";

/** POST a form's data and return the answer; a redirect to the door takes the whole page there. */
export async function post(address, data) {
  const body = new URLSearchParams(data);
  body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(address, { method: "POST", body, headers: { "X-Fragment": "yes" } });
  if (answer.redirected) {
    location.assign(answer.url);
    return new Promise(() => {});
  }
  return answer;
}

/** The sentence in an answer that refuses. */
export async function problem(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sentence = page.querySelector(".problem, .notice")?.textContent.trim();
  return { page, sentence: sentence || say("没有成功，请稍后再试。", "沒有成功，請稍後再試。") };
}
