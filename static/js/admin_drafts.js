/* Forms of the admin: what is typed stays in this browser until it was saved, for whoever typed it and for nobody else. */

import { button, element } from "./dom.js";
import { say } from "./sentences.js";
import { ofBrowser, ofTab } from "./storage.js";

const HEAD = "admin-draft:";
const SENT = "admin-sent";
const WAIT_MS = 1000;
const KEPT_MS = 7 * 24 * 3600 * 1000;
const reader = document.querySelector("meta[name=reader]")?.content || "";
export const form = document.querySelector("#content-main form [name=_key]")?.form;
const slot = `${HEAD}${reader}:${location.pathname}`;
const isPopup = new URLSearchParams(location.search).has("_popup");
let timer;
let untouched = "";

const isTyped = (field) => field.name && !/^csrf|__prefix__|_old$/.test(field.name) && !/^(?:file|password|submit|button)$/.test(field.type);

/** The choices of a list with two boxes, of which the right one counts whole; null for any other field. */
const chosenOf = (field) => (field.matches("select.filtered") && field.id.endsWith("_to") ? [...field.options] : null);

/** [[name, value], …] of everything typed, and of the hidden fields that say what the form was made from. */
export function typed() {
  const found = [];
  for (const field of [...form.elements].filter(isTyped)) {
    const options = chosenOf(field) || (field.multiple && field.options ? [...field.selectedOptions] : null);
    if (options) found.push(...options.map((option) => [field.name, option.value]));
    else if (!/^(?:checkbox|radio)$/.test(field.type) || field.checked) found.push([field.name, field.value]);
  }
  return found;
}

/** What two forms are compared by: not by their keys. */
export const comparable = (fields) => JSON.stringify(fields.filter(([name]) => !/^_(?:key|version)$/.test(name)));

function keep() {
  clearTimeout(timer);
  timer = undefined;
  const fields = typed();
  if (comparable(fields) !== untouched) ofBrowser.set(slot, JSON.stringify({ at: Date.now(), fields }));
}

function plan() {
  timer ??= setTimeout(keep, WAIT_MS);
}

/** The draft of this form, if there is one that says something else than the form. */
function draft() {
  try {
    const found = JSON.parse(ofBrowser.get(slot));
    return found && comparable(found.fields) !== untouched ? found : null;
  } catch {
    return null;
  }
}

/** Forget drafts of whoever else was signed in here, and those that are old. */
function tidy() {
  for (const key of ofBrowser.keys().filter((one) => one.startsWith(HEAD))) {
    const at = Number(/"at":(\d+)/.exec(ofBrowser.get(key) || "")?.[1] || 0);
    if (!key.startsWith(`${HEAD}${reader}:`) || Date.now() - at > KEPT_MS) ofBrowser.remove(key);
  }
}

/** What this tab has just sent was saved, if the page that came says so. */
function settle() {
  const sent = ofTab.get(SENT);
  ofTab.remove(SENT);
  if (sent && document.querySelector(".messagelist .success")) ofBrowser.remove(sent);
}

/** Open as many rows as the draft has; the admin's own link adds them. */
function openRows(values) {
  for (const [name, [total]] of values) {
    const prefix = name.match(/^(.+)-TOTAL_FORMS$/)?.[1];
    const count = prefix && form.elements[name];
    while (count && Number(count.value) < Number(total)) {
      const before = count.value;
      document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
      if (count.value === before) break; // no more rows may be added
    }
  }
}

/** Fill the form as it was, with its key, its version and its counts of rows: the site then knows what it was made from. */
export function restore(fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  openRows(values);
  for (const field of [...form.elements].filter(isTyped)) fill(field, values.get(field.name) || []);
  form.dispatchEvent(new CustomEvent("draft:restored"));
}

function fill(field, values) {
  if (chosenOf(field)) choose(field, values);
  else if (/^(?:checkbox|radio)$/.test(field.type)) field.checked = values.includes(field.value);
  else if (field.multiple && field.options) for (const option of field.options) option.selected = values.includes(option.value);
  else if (values.length) [field.value] = values;
}

/** The two boxes of the admin are moved by its own script. */
function choose(field, values) {
  const from = field.id.replace(/_to$/, "_from");
  const move = (source, target, wanted) => {
    for (const option of document.getElementById(source).options) option.selected = wanted(option.value);
    window.SelectBox?.move(source, target);
  };
  move(field.id, from, (value) => !values.includes(value));
  move(from, field.id, (value) => values.includes(value));
}

/** Forget a draft, in this browser and wherever else a listener knows of it. */
function forget(fields) {
  ofBrowser.remove(slot);
  form.dispatchEvent(new CustomEvent("draft:forgotten", { detail: fields }));
}

export function offer(found) {
  if (document.querySelector(".unsaved [data-offer]")) return;
  const bar = element("p", "unsaved");
  bar.setAttribute("role", "status");
  const at = new Date(found.at);
  const time = `${at.getMonth() + 1}月${at.getDate()}日 ${at.toTimeString().slice(0, 5)}`;
  bar.append(say("这张表单有 {} 填写而未保存的内容。", time));
  bar.append(button(say("恢复未保存的内容"), () => restore(found.fields)), button(say("删除"), () => forget(found.fields)));
  bar.firstElementChild.dataset.offer = "";
  for (const choice of bar.children) {
    choice.className = "button";
    choice.addEventListener("click", () => bar.remove());
  }
  form.before(bar);
}

function start() {
  untouched = comparable(typed());
  const cameBack = document.querySelector(".errornote"); // with what was typed
  if (cameBack) {
    untouched = "";
    keep();
  } else {
    const found = draft();
    if (found) offer(found);
  }
  form.addEventListener("input", plan);
  form.addEventListener("change", plan);
  form.addEventListener("submit", () => {
    keep();
    ofTab.set(SENT, slot);
  });
  addEventListener("pagehide", () => timer && keep());
}

if (reader) {
  settle();
  tidy();
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    for (const key of ofBrowser.keys().filter((one) => one.startsWith(HEAD))) ofBrowser.remove(key);
  });
  // The admin's own scripts build their boxes and rows on `load`: the form is compared as they leave it.
  if (form && !isPopup) addEventListener("load", start);
}
