/* The body of a story as it will stand, with a toolbar; 源文 shows it as it is typed. The field of the form is what is sent. */

import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, Italic, Link, ListItem, Node, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell,
  TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js";
import { ask, body, form, tell } from "./desk.js";
import { element } from "./dom.js";
import { say } from "./sentences.js";
import { fromEditor, isSame } from "./story_html.js";
import { insertFiles, insertHtml } from "./story_paste.js";
import { look } from "./story_pictures.js";
import { makeToolbar } from "./story_toolbar.js";
import { imagesIn } from "./uploads.js";

const MARK = /^\s*\[\u56fe\s*(\d{1,3})\]\s*$/;
const TYPED_MARK = /^\[\u56fe\s*(\d{1,3})\]\s*$/gm;
const views = new Set();
const surface = element("div", "story-surface");
let editor;
let writing = false; // whether the field is being written by the editor itself
let turn = Promise.resolve(); // the last change of what is shown, see inTurn

/** [图1]: a paragraph of its own, shown as the picture that it names. */
const PictureMark = Node.create({
  name: "pictureMark",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ number: { default: 1, rendered: false } }),
  parseHTML: () => [{ tag: "p", priority: 100, getAttrs: (found) => (MARK.test(found.textContent) ? { number: Number(MARK.exec(found.textContent)[1]) } : false) }],
  renderHTML: ({ node }) => ["p", {}, `[\u56fe${node.attrs.number}]`],
  addNodeView: () => ({ node }) => pictureView(node),
});

function pictureView(node) {
  const dom = element("div", "picture-mark");
  const view = {
    dom,
    number: node.attrs.number,
    draw() {
      const seen = look(view.number);
      const image = document.createElement("img");
      Object.assign(image, { src: seen?.address || "", alt: "", hidden: !seen?.address });
      dom.replaceChildren(image, element("span", "", `${say("图{}", view.number)} ${seen ? seen.caption : say("（没有这张图）")}`));
    },
    update(other) {
      if (other.type.name !== "pictureMark") return false;
      view.number = other.attrs.number;
      view.draw();
      return true;
    },
    destroy: () => views.delete(view),
  };
  views.add(view);
  view.draw();
  return view;
}

/** A caption without its picture, as saved pages have them. */
const LoneCaption = Node.create({
  name: "loneCaption",
  group: "block",
  content: "inline*",
  parseHTML: () => [{ tag: "figure", contentElement: "figcaption" }],
  renderHTML: () => ["figure", {}, ["figcaption", {}, 0]],
});

const EXTENSIONS = [
  PictureMark, LoneCaption, Document, Paragraph, Text, HardBreak, Heading.configure({ levels: [2, 3] }), Blockquote, BulletList, OrderedList, ListItem,
  Bold, Italic, Underline, Strike, Subscript, Superscript, Code, CodeBlock, HorizontalRule, Link.configure({ openOnClick: false, enableTarget: false }),
  Table, TableRow, TableHeader, TableCell, Dropcursor, Gapcursor, History,
];

/** Where what is pasted goes: into the surface, or into the field where that is shown. */
const target = {
  isRich: () => form.classList.contains("is-rich"),
  insert(html, typed) {
    if (target.isRich()) editor.chain().focus().insertContent(html).run();
    else {
      body.setRangeText(typed, body.selectionStart, body.selectionEnd, "end");
      body.dispatchEvent(new Event("input", { bubbles: true }));
    }
  },
};

function write() {
  writing = true;
  body.value = fromEditor(editor.getHTML());
  body.dispatchEvent(new Event("input", { bubbles: true }));
  writing = false;
}

function pasted(_view, event) {
  const files = imagesIn(event.clipboardData);
  const html = event.clipboardData.getData("text/html");
  if (html.includes("data-pm-slice") || (!html && !files.length)) return false; // our own, or plain text
  if (html) insertHtml(html, target, files);
  else insertFiles(files, target);
  return true;
}

function droppedOn(_view, event) {
  const files = imagesIn(event.dataTransfer);
  if (!files.length) return false;
  insertFiles(files, target);
  event.preventDefault();
  return true;
}

/** Marks follow their pictures: `moved` says which number each has now; 0 is a picture that is gone, with its mark. */
function follow({ detail: moved }) {
  if ([...moved].every(([from, to]) => from === to)) return;
  if (target.isRich()) followInSurface(moved);
  else body.value = body.value.replace(TYPED_MARK, (mark, found) => (moved.get(Number(found)) === 0 ? "" : `[\u56fe${moved.get(Number(found)) ?? found}]`));
}

function followInSurface(moved) {
  const { tr } = editor.state;
  const found = [];
  editor.state.doc.descendants((node, at) => {
    if (node.type.name === "pictureMark") found.push([node, at]);
  });
  for (const [node, at] of found.reverse()) {
    const now = moved.get(node.attrs.number);
    if (now === 0) tr.delete(at, at + node.nodeSize);
    else if (now && now !== node.attrs.number) tr.setNodeMarkup(at, undefined, { number: now });
  }
  if (tr.docChanged) editor.view.dispatch(tr);
}

/** Show the surface with what the field says, if the surface can say all of it. */
async function openRich(html) {
  if (!editor) {
    editor = new Editor({
      element: surface,
      extensions: EXTENSIONS,
      injectCSS: false,
      editorProps: { attributes: { "aria-label": say("正文"), role: "textbox", "aria-multiline": "true" }, handlePaste: pasted, handleDrop: droppedOn },
      onUpdate: write,
    });
  }
  editor.commands.setContent(html, { emitUpdate: false });
  const whole = isSame(html, editor.getHTML());
  form.classList.toggle("is-rich", whole);
  if (!whole) tell(say("正文里有这里写不出的格式，请用源文编辑。"));
  hideSource(whole);
  form.dispatchEvent(new CustomEvent("body:mode"));
}

/** The field, under the surface, is nothing for the keyboard and for those who listen. */
function hideSource(hidden) {
  body.tabIndex = hidden ? -1 : 0;
  body.ariaHidden = hidden ? "true" : null;
}

/** What the server makes of the field: asked again when somebody typed meanwhile, so that nothing typed is replaced. */
async function askBody() {
  for (;;) {
    const typed = body.value;
    const answer = await ask("body", { fields: { body: typed } });
    if (answer.error || body.value === typed) return answer;
  }
}

/** Changes of what is shown run one after the other: two under way at once would each undo the other's. */
function inTurn(change) {
  turn = turn.then(change, change);
  return turn;
}

async function toggle() {
  const answer = await askBody();
  if (answer.error) return tell(answer.error);
  tell("");
  if (!target.isRich()) return openRich(answer.html);
  body.value = answer.typed;
  form.classList.remove("is-rich");
  hideSource(false);
  form.dispatchEvent(new CustomEvent("body:mode"));
}

/** What is too long for the server is not sent; it stays on the page. */
function refuseTooLong(event) {
  const most = Number(body.dataset.longest);
  if (body.value.length <= most) return;
  event.preventDefault();
  tell(say("正文太长（最多 {} 万字符），没有保存。请删短一些。", most / 10_000));
  form.querySelector("[data-said]").scrollIntoView({ block: "center" });
}

/** The field was written by somebody else: a draft that came back, or what fills forms by itself. */
async function reread() {
  if (!target.isRich()) return;
  const answer = await askBody();
  if (answer.error) tell(answer.error);
  else openRich(answer.html);
}

function start() {
  const holder = element("div", "story-editor");
  body.before(holder);
  openRich(body.dataset.html || "");
  holder.append(makeToolbar({ editor, target, toggle: () => inTurn(toggle) }), surface, body, element("p", "story-said"));
  holder.lastElementChild.dataset.said = "";
  holder.lastElementChild.setAttribute("role", "status");
  body.addEventListener("paste", (event) => {
    if (pasted(null, event)) event.preventDefault();
  });
  form.addEventListener("pictures:moved", follow);
  form.addEventListener("pictures:changed", () => views.forEach((view) => view.draw()));
  form.addEventListener("draft:restored", () => inTurn(reread));
  body.addEventListener("input", () => writing || inTurn(reread));
  form.addEventListener("submit", refuseTooLong);
}

if (body) start();
