/* Votes in place. What is sent says what shall be, so it may be repeated after a lost line. */

import { flash, parse, post, problem, signedIn } from "./dom.js";
import { say } from "./sentences.js";

const TRIES = 3;

export class Ballot {
  constructor(me, placing) {
    this.me = me;
    this.placing = placing;
    this.busy = new Map(); // thing → what the reader wants by now
    document.getElementById("ballot").addEventListener("submit", (event) => this.press(event));
  }

  press(event) {
    const button = event.submitter;
    if (signedIn() && button?.dataset.reason) return this.explain(event, button);
    if (!signedIn() || !button?.dataset.vote) return; // a guest's press goes to sign-in, after which it is cast
    event.preventDefault();
    const [thing, kind] = button.dataset.vote.split(":");
    const want = this.me.votes[thing] === kind ? undefined : kind;
    const before = this.me.votes[thing];
    this.me.vote(thing, want);
    if (this.busy.has(thing)) return this.busy.set(thing, want);
    return this.send(thing, button.getAttribute("formaction").split("?")[0], want, before);
  }

  /** Say why the egg was given; the same reason again changes nothing. */
  async explain(event, button) {
    event.preventDefault();
    const [pk, reason] = button.dataset.reason.split(":");
    const before = this.me.reasons[pk];
    this.me.reasons[pk] = reason;
    this.me.lay(document);
    document.querySelector(`[data-reason="${pk}:${reason}"]`)?.focus({ preventScroll: true });
    const address = button.getAttribute("formaction").split("?")[0];
    const answer = await post(address, { want: "egg", reason }).catch(() => null);
    if (answer?.ok) return this.placing.receive(parse(await answer.text()), { own: true });
    this.me.reasons[pk] = before;
    this.me.lay(document);
    return flash(answer ? (await problem(answer)).sentence : say("网络不通，请再点一次。"));
  }

  async send(thing, address, want, before) {
    this.busy.set(thing, want);
    let answer;
    for (let attempt = 1; !answer && attempt <= TRIES; attempt += 1) {
      answer = await post(address, { want: want || "none" }).catch(() => null);
      if (!answer && attempt < TRIES) await new Promise((done) => { setTimeout(done, 700 * attempt); });
    }
    const now = this.busy.get(thing);
    this.busy.delete(thing);
    if (!answer?.ok) return this.undo(thing, before, answer);
    this.placing.receive(parse(await answer.text()), { own: true });
    return now === want ? undefined : this.send(thing, address, now, want);
  }

  async undo(thing, before, answer) {
    this.me.vote(thing, before);
    const lost = say("网络不通，这一票没有投上。");
    flash(answer ? (await problem(answer)).sentence : lost);
  }
}
