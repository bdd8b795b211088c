/* The toolbar over a story's body, for the surface and, where it can be typed, for the source. */

import { body, form, tell } from "./desk.js";
import { button, element } from "./dom.js";
import { say } from "./sentences.js";
import { choose } from "./story_pictures.js";

/** Put `before` and `after` around what is selected in the field, or before each of its lines. */
function wrap(before, after = "", byLine = false) {
  const { selectionStart: start, selectionEnd: end } = body;
  const chosen = body.value.slice(start, end);
  const text = byLine ? chosen.split("\n").map((line) => `${before}${line}`).join("\n") : `${before}${chosen}${after}`;
  body.setRangeText(text, start, end, "end");
  body.focus();
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

function addVideo() {
  const group = form.querySelector("#videos-group");
  group?.querySelector(".add-row a")?.click();
  group?.scrollIntoView({ block: "center" });
  group?.querySelector("tr.form-row:not(.empty-form):last-of-type input[type=file]")?.focus();
}

/** Ask for an address in the page itself; an empty one takes the link away. */
function askAddress(now) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    const input = document.createElement("input");
    Object.assign(input, { type: "url", value: now, placeholder: "https://" });
    input.setAttribute("aria-label", say("链接地址"));
    const finish = (value) => (dialog.close(), dialog.remove(), resolve(value));
    dialog.className = "link-dialog";
    dialog.append(element("label", "", say("链接地址"), input), button(say("确定"), () => finish(input.value.trim())), button(say("取消"), () => finish(null)));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(), finish(input.value.trim());
    });
    dialog.addEventListener("cancel", () => finish(null));
    form.append(dialog);
    dialog.showModal();
    input.select();
  });
}

async function link(editor) {
  const address = await askAddress(editor.getAttributes("link").href || "");
  if (address === null) return;
  if (address && !/^(?:https?:\/\/|mailto:)\S+$/.test(address)) return tell(say("链接要以 https:// 或 http:// 开头。"));
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!address) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
  else chain.setLink({ href: address }).run();
}

function markVariant(editor) {
  const { from, to } = editor.state.selection;
  editor.chain().focus().insertContentAt({ from, to }, `-{${editor.state.doc.textBetween(from, to)}}-`).run();
}

export function makeToolbar({ editor, target, toggle }) {
  const bar = element("div", "story-toolbar");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", say("正文格式"));
  const run = (rich, typed) => () => (target.isRich() ? rich(editor.chain().focus()) : typed?.());
  const tool = (label, rich, { typed, active, title = "" } = {}) => {
    const made = button(label, run(rich, typed), title);
    Object.assign(made, { active, needsRich: !typed });
    return made;
  };
  const tools = [
    tool(say("小标题"), (chain) => chain.toggleHeading({ level: 2 }).run(), { typed: () => wrap("## ", "", true), active: ["heading"] }),
    tool(say("引文"), (chain) => chain.toggleBlockquote().run(), { typed: () => wrap("> ", "", true), active: ["blockquote"] }),
    tool(say("粗体"), (chain) => chain.toggleBold().run(), { active: ["bold"] }),
    tool(say("列表"), (chain) => chain.toggleBulletList().run(), { active: ["bulletList"] }),
    tool(say("编号"), (chain) => chain.toggleOrderedList().run(), { active: ["orderedList"] }),
    tool(say("链接"), () => link(editor), { active: ["link"] }),
    tool(say("图片"), () => choose(), { typed: () => choose() }),
    tool(say("视频"), () => addVideo(), { typed: () => addVideo() }),
    tool(say("表格"), (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), { active: ["table"] }),
    tool(say("简繁标记"), () => markVariant(editor), { typed: () => wrap("-{", "}-"), title: say("选中的字不作简繁转换") }),
    tool(say("撤销"), (chain) => chain.undo().run()),
    tool(say("重做"), (chain) => chain.redo().run()),
  ];
  const inTable = [
    tool(say("加行"), (chain) => chain.addRowAfter().run()),
    tool(say("删行"), (chain) => chain.deleteRow().run()),
    tool(say("加列"), (chain) => chain.addColumnAfter().run()),
    tool(say("删列"), (chain) => chain.deleteColumn().run()),
    tool(say("删表格"), (chain) => chain.deleteTable().run()),
  ];
  const source = button(say("源文"), toggle, say("看正文写下来的样子"));
  source.className = "source";
  bar.append(...tools, ...inTable, source);

  function update() {
    const rich = target.isRich();
    for (const one of [...tools, ...inTable]) {
      one.disabled = !rich && one.needsRich;
      if (one.active) one.setAttribute("aria-pressed", String(rich && one.active.some((name) => editor.isActive(name))));
    }
    for (const one of inTable) one.hidden = !rich || !editor.isActive("table");
    source.setAttribute("aria-pressed", String(!rich));
  }
  editor.on("transaction", update);
  form.addEventListener("body:mode", update);
  update();
  return bar;
}
