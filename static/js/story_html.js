/* The HTML of the surface and the body of a story: what the one writes otherwise than the other. Functions of strings. */

const parse = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
};

/** The HTML that is sent: without what the surface adds for itself. */
export function fromEditor(html) {
  const content = parse(html);
  for (const cell of content.querySelectorAll("li, td, th")) {
    const [only] = cell.children;
    if (cell.children.length === 1 && only.tagName === "P") only.replaceWith(...only.childNodes);
  }
  for (const found of content.querySelectorAll("*")) {
    for (const { name, value } of [...found.attributes]) {
      const spans = /^(?:col|row)span$/.test(name) && value !== "1";
      if (!spans && !/^(?:href|title)$/.test(name)) found.removeAttribute(name);
    }
  }
  const last = content.lastElementChild;
  if (last?.tagName === "P" && !last.textContent.trim() && !last.children.length) last.remove();
  const holder = document.createElement("div");
  holder.append(content);
  return holder.innerHTML.replace(/(<\/(?:p|h2|h3|ul|ol|blockquote|table|figure|pre)>)(?=<)/g, "$1\n");
}

const SAME = { B: "STRONG", I: "EM" };

/** How often each element stands in it, but for those that a table or a list may have or lack; and its letters. */
function inventory(html) {
  const content = parse(html);
  const counts = {};
  for (const { tagName } of content.querySelectorAll("*:not(tbody, thead, li > p, td > p, th > p)")) {
    const name = SAME[tagName] || tagName;
    counts[name] = (counts[name] || 0) + 1;
  }
  return [JSON.stringify(Object.entries(counts).sort()), content.textContent.replace(/\s+/g, "")].join("\n");
}

/** Whether two bodies say the same with the same elements. */
export const isSame = (one, other) => inventory(one.trim() || "<p></p>") === inventory(other);
