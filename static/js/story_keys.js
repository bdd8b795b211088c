/* Ctrl or ⌘ with Enter: 保存并发布 (保存, where the story is published); with S: 保存并继续编辑. */

import { form } from "./desk.js";

const usable = (name) => form.querySelector(`input[type=submit][name=${name}]:not(:disabled)`);

function buttonOf(event) {
  if (event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return undefined;
  if (event.key === "Enter") return usable("_publish") || usable("_save");
  return event.key.toLowerCase() === "s" ? usable("_continue") || usable("_save") : undefined;
}

function press(event) {
  const button = buttonOf(event);
  if (button === undefined || event.isComposing || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (button && !event.repeat) form.requestSubmit(button);
}

/* Before the editor of the body, for which Ctrl+Enter is a line break. */
if (form) document.addEventListener("keydown", press, { capture: true });
