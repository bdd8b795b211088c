/* What is pasted into a story's body: cleaned by the server, its pictures uploaded, linked ones listed to be dropped in. */

import { ask, form, tell } from "./desk.js";
import { say } from "./sentences.js";
import { add } from "./story_pictures.js";

const MARK = /\[\u8d34\u56fe(\d{1,3})\]/g;
const MARK_PARAGRAPH = /<p>\[\u8d34\u56fe(\d{1,3})\]<\/p>/g;

export function insertFiles(files, target) {
  for (const file of files) {
    const number = add(file);
    if (number) target.insert(`<p>[\u56fe${number}]</p>`, `\n\n[\u56fe${number}]\n\n`);
  }
}

/** Data of pictures in the HTML, taken out of it: [HTML, files]. */
async function extract(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const files = [];
  for (const image of page.querySelectorAll("img[src^='data:image/']")) {
    if (image.src.length < 2000) continue; // it stands in for a picture that its page loads later
    files.push(await fileOf(image.src));
    image.src = `pasted:${files.length}`;
  }
  return [page.documentElement.outerHTML, files];
}

async function fileOf(address) {
  const [head, data] = address.split(",", 2);
  try {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    return new File([bytes], "pasted", { type: /^data:([^;]+)/.exec(head)[1] });
  } catch {
    return null;
  }
}

/** Insert pasted HTML. `given`: the pictures that the clipboard has as files, in the order of the page. */
export async function insertHtml(html, target, given = []) {
  tell(say("正在整理粘贴的内容"));
  const [bare, files] = await extract(html);
  const answer = await ask("paste", { fields: { html: bare, base: form.elements["sources-0-url"]?.value || "" } });
  if (answer.error) return tell(answer.error);
  const alone = answer.pictures.length === 1 && given.length === 1 ? given[0] : null; // one picture copied in a browser
  const numbers = answer.pictures.map(({ source, caption }) => {
    const place = /^pasted:(\d+)$/.exec(source);
    return add(place ? files[place[1] - 1] : alone, { caption, source: place ? "" : source });
  });
  const named = (pattern, written) => (text) => text.replace(pattern, (_, place) => (numbers[place - 1] ? written(numbers[place - 1]) : ""));
  const clean = named(MARK_PARAGRAPH, (number) => `<p>[\u56fe${number}]</p>`)(answer.html);
  target.insert(named(MARK, (number) => `[\u56fe${number}]`)(clean), clean);
  const missing = answer.pictures.filter(({ source }) => !/^pasted:/.test(source)).length - (alone ? 1 : 0);
  tell(missing > 0 ? say("有 {} 张图片只有地址：请把它们拖到下面“图片”里各自的格子。", missing) : "");
}
