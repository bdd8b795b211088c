/* 显示: light or dark, large type, quiet; and the region whose news the front page shows. Kept in this browser. */

import { prefix } from "./dom.js";
import { ofBrowser } from "./storage.js";

const KEY = "huadan.look";
const root = document.documentElement;
const menu = document.querySelector("[data-look]");

function read() {
  const look = {};
  for (const name of ["theme", "type", "quiet"]) if (root.dataset[name]) look[name] = root.dataset[name];
  return look;
}

function show() {
  for (const input of menu.querySelectorAll("input")) {
    const value = root.dataset[input.name] || "";
    input.checked = input.type === "checkbox" ? value === "yes" : value === input.value;
  }
}

if (menu) {
  menu.hidden = false;
  show();
  menu.addEventListener("change", ({ target }) => {
    const value = target.type === "checkbox" ? (target.checked ? "yes" : "") : target.value;
    if (value) root.dataset[target.name] = value;
    else delete root.dataset[target.name];
    ofBrowser.set(KEY, JSON.stringify(read()));
    document.dispatchEvent(new Event("look"));
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/* -- the region ----------------------------------------------------------------------------------- */

const REGION = "huadan.region";
const shown = location.pathname.match(/\/local\/([a-z0-9-]+)\/$/)?.[1];
if (document.querySelector("[data-regions]")) {
  if (shown) ofBrowser.set(REGION, shown);
  else if (location.search === "?all") ofBrowser.set(REGION, "");
}

const block = document.querySelector("[data-local]");
const region = ofBrowser.get(REGION);
if (block && region && /^[a-z0-9-]{1,30}$/.test(region)) {
  fetch(`${prefix}/local/${region}/`, { credentials: "omit", cache: "no-store" }).then(async (answer) => {
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...page.querySelectorAll("[data-onward] > li")].slice(0, 8);
    if (!rows.length) return;
    const list = document.createElement("ol");
    list.className = "titles";
    for (const row of rows) {
      const item = document.createElement("li");
      item.append(row.querySelector("div > a"));
      list.append(item);
    }
    block.replaceChildren(list);
    const heading = block.closest(".block").querySelector("h2 a");
    heading.textContent = page.querySelector("h1").textContent;
    heading.href = `${prefix}/local/${region}/`;
  }).catch(() => {});
}
