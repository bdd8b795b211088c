/* The line to the server: a stream while the tab is seen, the poll where there are no streams, and the way back. */

import { parse, parseDocument, prefix } from "./dom.js";
import { isBehind } from "./list_rules.js";
import { say } from "./sentences.js";

const POLL_MS = 2500;
const LONGEST_MS = 30000;

export class Stream {
  constructor(article, cursor, placing) {
    this.address = `${prefix}/news/${article}/changes/`;
    this.cursor = cursor;
    this.placing = placing;
    this.failures = 0;
    this.work = Promise.resolve();
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()));
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    addEventListener("online", () => this.open());
    document.addEventListener("look", () => this.open());
    this.watchClock();
    if (!document.hidden) this.open();
  }

  /** A machine that slept may hold a dead line that never says so. */
  watchClock() {
    let last = Date.now();
    setInterval(() => {
      if (Date.now() - last > 20000 && !document.hidden) this.open();
      last = Date.now();
    }, 5000);
  }

  close() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.timer);
    clearTimeout(this.polling);
  }

  open() {
    this.close();
    if (document.documentElement.dataset.quiet) return; // 安静: nothing moves until it is asked for
    if (!("EventSource" in window)) {
      this.poll();
      return;
    }
    const source = new EventSource(`${this.address}?after=${this.cursor}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.failures = 0;
      clearTimeout(this.polling);
    });
    source.addEventListener("change", (event) => this.take(event.lastEventId, event.data));
    source.addEventListener("resync", (event) => this.resync(event.lastEventId));
    source.addEventListener("error", () => this.handleError(source));
  }

  /** The browser comes back by itself after a broken line, but gives up after a refused one. */
  handleError(source) {
    if (source !== this.source || source.readyState !== EventSource.CLOSED) return;
    this.failures += 1;
    // With jitter: many may have been refused in the same moment.
    this.polling = setTimeout(() => this.poll(), this.failures > 1 ? POLL_MS * Math.random() : 0);
    const wait = Math.min(LONGEST_MS, 2000 * 2 ** this.failures) * (0.5 + Math.random());
    this.timer = setTimeout(() => this.open(), wait);
  }

  /** Whether there is no stream, so that the poll must go on. */
  isPolling() {
    if (document.documentElement.dataset.quiet) return false;
    return this.source ? this.source.readyState === EventSource.CLOSED : !("EventSource" in window);
  }

  async poll() {
    clearTimeout(this.polling);
    try {
      const answer = await fetch(`${this.address}?after=${this.cursor}`, { cache: "no-store", headers: { Accept: "text/html" } });
      const cursor = answer.headers.get("X-Cursor");
      if (answer.headers.get("X-Resync")) this.resync(cursor);
      else if (answer.status === 404) await this.reload();
      else if (answer.ok && cursor) this.take(cursor, await answer.text());
    } catch {
      // No line at all: the next round tries again.
    }
    if (this.isPolling() && !document.hidden) {
      this.polling = setTimeout(() => this.poll(), POLL_MS * (0.8 + Math.random() * 0.4));
    }
  }

  /** Everything goes through one queue, so that a reload in the middle cannot undo what came after it. */
  take(cursor, html) {
    this.cursor = cursor;
    this.work = this.work.then(() => html && this.placing.receive(parse(html))).catch(console.error);
  }

  resync(cursor) {
    this.cursor = cursor;
    this.work = this.work.then(() => this.reloadUntilDone(Number(cursor))).catch(console.error);
  }

  /** Reload until it has worked: the stream goes on behind the gap, so nothing else would ever fill it. */
  async reloadUntilDone(cursor) {
    for (let wait = 1000; ; wait = Math.min(wait * 1.5, 10000)) {
      try {
        return await this.reload(cursor);
      } catch {
        await new Promise((done) => { setTimeout(done, wait); });
      }
    }
  }

  showWithdrawn() {
    const [story] = parse('<div id="story" data-state="withdrawn"><p class="notice"></p></div>');
    story.firstElementChild.textContent = say("内容已经撤下。");
    this.placing.receive([story]);
    this.close();
  }

  /** `cursor`: what the page must know at least; a kept copy of it may be a moment behind the stream. */
  async reload(cursor = 0) {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    if (answer.status === 404) return this.showWithdrawn();
    if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
    const page = parseDocument(await answer.text());
    if (isBehind(Number(page.querySelector("main[data-cursor]")?.dataset.cursor), cursor)) throw new Error("the page is behind");
    return this.placing.reconcile(page);
  }
}
