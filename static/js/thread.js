/* A page with a thread: who is looking, what arrives, what the reader does. */

import { Ballot } from "./votes.js";
import { Composer } from "./composer.js";
import { newComments } from "./dom.js";
import { Me } from "./me.js";
import { Placing } from "./placing.js";
import { Stream } from "./stream.js";

const main = document.querySelector("main[data-article]");
const status = document.getElementById("floor-status");
let unsaid = 0;
let saying;

/** One polite sentence for however many came in the last moments, not one for each row. */
function announce(number) {
  unsaid += number;
  clearTimeout(saying);
  saying = setTimeout(() => {
    status.textContent = newComments(unsaid);
    unsaid = 0;
  }, 1200);
}

const me = new Me(main.dataset.article);
const placing = new Placing((element) => me.lay(element), announce);
new Ballot(me, placing);
new Composer(me, placing);
me.load().catch(() => {});
new Stream(main.dataset.article, main.dataset.cursor, placing);
