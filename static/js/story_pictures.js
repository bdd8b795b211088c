/* The pictures of a story as cards: uploaded when they are chosen, put into order, described, one of them the cover.
   The rows of the admin's own table stay what is sent; the cards write into them. */

import { ask, form, tell } from "./desk.js";
import { button, element } from "./dom.js";
import { say } from "./sentences.js";
import { imagesIn, problemOf } from "./uploads.js";

const AT_ONCE = 2;
const TRIES = 20;
const AGAIN_MS = 2000;
const group = form?.querySelector("#photos-group");
const gallery = element("div", "desk-pictures");
const chooser = document.createElement("input");
const waiting = [];
let running = 0;

const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
const isGone = (row) => Boolean(field(row, "DELETE")?.checked);
const thumbnail = (row) => row.querySelector("[data-picture] img");
const hasPicture = (row) => Boolean(thumbnail(row) || field(row, "picture").value);
const cardsInOrder = () => [...gallery.querySelectorAll(".desk-card")];

/** How many pictures the story has, those included that are still being uploaded. */
export const count = () => cardsInOrder().length;

/** The small picture and the words of picture `number`, from 1; nothing where there is none. */
export function look(number) {
  const row = cardsInOrder()[number - 1]?.row;
  return row && { address: thumbnail(row)?.src || "", caption: field(row, "caption").value };
}

/** [[name, caption], …] of all pictures in order, as the preview asks for them; no name where the picture is missing. */
export const shown = () => cardsInOrder().map(({ row }) => [nameOf(row), field(row, "caption").value]);

const nameOf = (row) => field(row, "picture").value || row.querySelector("[data-picture]").dataset.name;

/** Let the form have one more picture; return its number. `file`: to be uploaded. Without one its card waits for a file. */
export function add(file, { caption = "", source = "" } = {}) {
  const before = new Set(rows());
  group.querySelector(".add-row a")?.click();
  const row = rows().find((one) => !before.has(one));
  if (!row) return tell(say("这条新闻的图片已经够多了。")), 0;
  field(row, "caption").value = caption;
  const card = makeCard(row, source);
  if (file) upload(card, file);
  renumber();
  return count();
}

export const choose = () => chooser.click();

function upload(card, file) {
  const problem = problemOf([file], Number(field(card.row, "file").dataset.maxMb));
  if (problem) return card.note(problem);
  card.classList.add("busy");
  card.note(say("等待上传"));
  waiting.push([card, file]);
  next();
}

async function next() {
  if (running >= AT_ONCE || !waiting.length) return;
  running += 1;
  const [card, file] = waiting.shift();
  card.note(say("正在上传"));
  const made = await send(file);
  running -= 1;
  card.classList.remove("busy");
  if (made.error) card.note(made.error);
  else show(card, made);
  next();
}

/** Send a file, again after a moment where the server has its hands full or the line is down. */
async function send(file, left = TRIES) {
  const made = await ask("pictures", { fields: { file } });
  if (!left || !(made.busy || made.offline)) return made;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  return send(file, left - 1);
}

function show(card, made) {
  const holder = card.row.querySelector("[data-picture]");
  field(card.row, "picture").value = made.picture;
  const image = thumbnail(card.row) || holder.insertBefore(document.createElement("img"), holder.firstChild);
  image.src = card.image.src = made.thumbnail;
  card.image.hidden = false;
  card.note("");
  changed();
}

function makeCard(row, source = "") {
  const card = element("figure", "desk-card");
  const image = document.createElement("img");
  const caption = document.createElement("textarea");
  const cover = document.createElement("input");
  const note = element("p", "note");
  Object.assign(card, { row, image, draggable: true, note: (sentence) => (note.textContent = sentence) });
  Object.assign(image, { alt: "", src: thumbnail(row)?.src || "", hidden: !thumbnail(row) });
  Object.assign(caption, { rows: 2, value: field(row, "caption").value, placeholder: say("图片说明") });
  caption.setAttribute("aria-label", say("图片说明"));
  caption.addEventListener("input", () => ((field(row, "caption").value = caption.value), changed()));
  Object.assign(cover, { type: "checkbox", checked: field(row, "is_cover").checked });
  cover.addEventListener("change", () => setCover(card, cover.checked));
  const label = element("label", "", cover, say("封面"));
  const tools = element("div", "tools", element("b", "number"), label, ...moves(card), button(say("移除"), () => remove(card)));
  if (!hasPicture(row)) card.note(source ? say("把这张图片拖到这里：{}", source) : say("把图片拖到这里"));
  card.append(image, note, caption, tools);
  card.cover = cover;
  gallery.insertBefore(card, gallery.querySelector(".desk-drop"));
  return card;
}

const moves = (card) => [
  button("←", () => move(card, card.previousElementSibling), say("前移")),
  button("→", () => move(card.nextElementSibling, card), say("后移")),
];

/** Put `card` before `other`; both are cards, or nothing happens. */
function move(card, other) {
  if (!card?.row || !other?.row) return;
  gallery.insertBefore(card, other);
  renumber();
}

function setCover(card, on) {
  for (const one of cardsInOrder()) {
    field(one.row, "is_cover").checked = one.cover.checked = on && one === card;
  }
  changed();
}

function remove(card) {
  const removed = field(card.row, "DELETE");
  card.remove();
  if (removed) removed.checked = true;
  else card.row.querySelector(".inline-deletelink")?.click();
  renumber(card.number);
}

/** Number the cards as they stand; the marks in the body follow their pictures. `gone`: the number of a removed one. */
function renumber(gone = 0) {
  const moved = new Map(gone ? [[gone, 0]] : []);
  cardsInOrder().forEach((card, index) => {
    const number = index + 1;
    if (card.number) moved.set(card.number, number);
    card.number = number;
    card.querySelector(".number").textContent = say("图{}", number);
    field(card.row, "position").value = number;
  });
  form.dispatchEvent(new CustomEvent("pictures:moved", { detail: moved }));
  changed();
}

function changed() {
  form.dispatchEvent(new CustomEvent("pictures:changed"));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Rows whose pictures never came are not sent; the marks for them go. */
function dropEmpty() {
  for (const card of cardsInOrder()) if (!hasPicture(card.row)) remove(card);
}

/** The rows were filled from a draft: the cards say what they say now. */
async function rebuild() {
  for (const card of cardsInOrder()) card.remove();
  const all = rows().filter((row) => !isGone(row)).sort((one, other) => field(one, "position").value - field(other, "position").value);
  for (const row of all) {
    const name = field(row, "picture").value;
    const card = makeCard(row);
    card.number = cardsInOrder().length;
    card.querySelector(".number").textContent = say("图{}", card.number);
    if (name && !thumbnail(row)) {
      const made = await ask("pictures", { query: { name } });
      if (made.error) card.note(made.error);
      else show(card, made);
    }
  }
  form.dispatchEvent(new CustomEvent("pictures:changed"));
}

function dropped(event) {
  const card = event.target.closest(".desk-card");
  const files = imagesIn(event.dataTransfer);
  if (files.length) {
    event.preventDefault();
    event.stopPropagation();
    if (card) upload(card, files.shift());
    for (const file of files) add(file);
  } else if (gallery.held && card && card !== gallery.held) {
    event.preventDefault();
    const later = gallery.held.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
    gallery.insertBefore(gallery.held, later ? card.nextSibling : card);
    renumber();
  }
}

function start() {
  Object.assign(chooser, { type: "file", accept: "image/*", multiple: true, hidden: true });
  chooser.className = "desk-chooser";
  chooser.addEventListener("change", () => {
    for (const file of chooser.files) add(file);
    chooser.value = "";
  });
  const drop = element("div", "desk-drop", button(say("选择图片"), choose), element("span", "", say("可以一次选多张，也可以拖到这里")));
  gallery.append(drop, chooser);
  group.querySelector("fieldset").append(gallery);
  group.classList.add("has-cards");
  gallery.addEventListener("dragstart", (event) => (gallery.held = event.target.closest(".desk-card")));
  gallery.addEventListener("dragend", () => (gallery.held = null));
  gallery.addEventListener("dragover", (event) => event.preventDefault());
  gallery.addEventListener("drop", dropped);
  form.addEventListener("submit", dropEmpty);
  form.addEventListener("draft:restored", rebuild);
  rebuild();
}

if (group?.querySelector(".add-row a, .empty-form")) addEventListener("load", start);
