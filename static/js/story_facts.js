/* Beside a story's form: its words and pictures counted, how its title will be marked, and stories like it. */

import { ask, body, form, story } from "./desk.js";
import { element } from "./dom.js";
import { say } from "./sentences.js";
import { count } from "./story_pictures.js";

const PAUSE_MS = 800;
const TITLE_LONGEST = 24; // letters that a line of the front page holds
const line = document.querySelector("[data-facts]");
const like = document.querySelector("[data-similar]");
let timer;
let asked = "";

/** Words as people count them: Chinese letters one by one, others by blanks; tags and marks not at all. */
export function words(text) {
  const bare = text.replace(/<[^>]*>/g, " ").replace(/^\[\u56fe\s*\d+\]\s*$/gm, " ");
  const han = bare.match(/\p{Script=Han}/gu)?.length || 0;
  return han + (bare.replace(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}]+/gu)?.length || 0);
}

function mark() {
  const videos = form.querySelectorAll("#videos-group tr.form-row:not(.empty-form)").length;
  if (videos) return say("（视频）");
  return count() > 1 ? say("（组图）") : count() ? say("（图）") : "";
}

function draw() {
  const title = form.elements.title.value.trim();
  const letters = [...title].length;
  const parts = [say("正文 {} 字", words(body.value)), say("图片 {} 张", count()), say("标题 {} 字", letters)];
  if (mark()) parts.push(say("标题后自动加{}", mark()));
  if (letters > TITLE_LONGEST) parts.push(say("标题偏长，首页一行放不下"));
  line.textContent = parts.join(" · ");
}

async function compare() {
  const query = { title: form.elements.title.value.trim(), body: body.value.slice(0, 3000), story };
  if (query.title.length < 4 && query.body.length < 40) return;
  if (asked === JSON.stringify(query)) return;
  asked = JSON.stringify(query);
  const { stories = [] } = await ask("similar", { query });
  like.hidden = !stories.length;
  like.replaceChildren(element("p", "", say("可能写过同一件事：")), element("ul", "", ...stories.map(entry)));
}

function entry({ pk, title, stage, address }) {
  const link = document.createElement("a");
  Object.assign(link, { href: address, target: "_blank", textContent: title });
  const merge = document.createElement("button");
  Object.assign(merge, { type: "submit", name: "_merge", value: pk, textContent: say("合并到那一篇"), title: say("先保存这一篇，再问您是否合并") });
  merge.setAttribute("form", form.id);
  return element("li", "", link, ` ${stage} `, merge);
}

function later() {
  draw();
  clearTimeout(timer);
  timer = setTimeout(compare, PAUSE_MS);
}

if (line && form) {
  form.addEventListener("input", later);
  addEventListener("load", () => setTimeout(draw));
}
