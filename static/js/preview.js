/* 预览 beside the story's form: what is typed, as its page will be, a moment after the typing stops. */

import { shown } from "./story_pictures.js";

const PAUSE_MS = 120;
const panel = document.querySelector("[data-preview]");
const story = document.querySelector("#article_form");
const sender = panel.querySelector("form");
const frame = panel.querySelector("iframe");
let timer;

function show() {
    for (const name of ["title", "body", "editor", "channel"]) sender.elements[name].value = story.elements[name]?.value ?? "";
    sender.elements.pictures.value = JSON.stringify(shown());
    sender.submit();
}

function later() {
    clearTimeout(timer);
    if (panel.open) timer = setTimeout(show, PAUSE_MS);
}

panel.addEventListener("toggle", later);
story.addEventListener("input", later);
sender.addEventListener("change", (event) => {
    if (event.target.name === "width") frame.style.width = event.target.value;
    else later();
});
sender.addEventListener("submit", (event) => event.preventDefault());
// A page that is shown anew stays where it was read.
let top = 0;
frame.addEventListener("load", () => {
    frame.contentWindow.scrollTo(0, top);
    frame.contentWindow.addEventListener("scroll", () => (top = frame.contentWindow.scrollY));
});
