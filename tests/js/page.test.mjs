/* All rules together: whole pages, as changes arrive. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { dice, Page, pks, row, shuffle } from "./rows.mjs";

const story = (latest, lifted = [], capacity = 30) =>
  new Page({ lifted, latest }, { options: { latest: { capacity } } });

describe("a story's page", () => {
  test("a new comment stands on top of 当前热评", () => {
    const page = story([row(2), row(1)]);
    assert.equal(page.receive(row(3)), true);
    assert.deepEqual(pks(page.lists.latest), [3, 2, 1]);
  });

  test("an edit stays where the comment is", () => {
    const page = story([row(3), row(2), row(1)]);
    assert.equal(page.receive(row(2, { state: "collapsed" })), false);
    assert.deepEqual(page.lists.latest.map((one) => one.state), ["visible", "collapsed", "visible"]);
  });

  test("a change of a comment beyond the end brings nothing", () => {
    const page = story([row(9), row(8)], [], 2);
    assert.equal(page.receive(row(1, { state: "collapsed" })), false);
    assert.deepEqual(pks(page.lists.latest), [9, 8]);
  });

  test("a lifted comment moves to its place above, and falls back to its place below", () => {
    const page = story([row(5), row(4), row(3)], [row(6, { into: "lifted" }), row(1, { into: "lifted" })]);
    page.receive(row(4, { into: "lifted" }));
    assert.deepEqual([pks(page.lists.lifted), pks(page.lists.latest)], [[6, 4, 1], [5, 3]]);
    page.receive(row(4));
    assert.deepEqual([pks(page.lists.lifted), pks(page.lists.latest)], [[6, 1], [5, 4, 3]]);
  });

  test("one that falls back beyond the end of a full list is gone from the page", () => {
    const page = story([row(9), row(8)], [row(1, { into: "lifted" })], 2);
    page.receive(row(1));
    assert.deepEqual([pks(page.lists.lifted), pks(page.lists.latest)], [[], [9, 8]]);
  });

  test("a retraction takes the row out, once and again", () => {
    const page = story([row(2), row(1)]);
    for (const _ of [1, 2]) assert.equal(page.receive({ id: "comment-2", pk: 2, at: NaN, state: "hidden" }), false);
    assert.deepEqual(pks(page.lists.latest), [1]);
  });

  test("what came while the reader was busy comes in its newest drawing, and what was retracted does not", () => {
    const page = story([row(1)]);
    page.isBusy = true;
    const counted = [row(2), row(3), row(2, { state: "collapsed" }), { id: "comment-3", pk: 3, state: "hidden" }]
      .map((fresh) => page.receive(fresh));
    assert.deepEqual(counted, [true, true, false, false]);
    for (const fresh of page.waiting.takeAll()) page.put("latest", fresh);
    assert.deepEqual(page.lists.latest.map(({ pk, state }) => [pk, state]), [[2, "collapsed"], [1, "visible"]]);
  });

  test("a waiting comment that is lifted meanwhile stands above and waits no more", () => {
    const page = story([row(1)]);
    page.isBusy = true;
    page.receive(row(2));
    page.receive(row(2, { into: "lifted" }));
    assert.deepEqual([pks(page.lists.lifted), page.waiting.size], [[2], 0]);
  });

  test("the reader's own comment is one row, whether the stream or the answer comes first", () => {
    const page = story([row(1)]);
    page.isBusy = true;
    page.sending = 1;
    const mine = row(2, { author: "1" });
    assert.deepEqual([page.receive(mine), page.receive(mine, true)], [false, false]);
    assert.deepEqual([pks(page.lists.latest), page.waiting.size], [[2, 1], 0]);
  });

  test("a held comment that is approved goes from the top to the place of its moment", () => {
    const page = story([row(5, { state: "held", author: "1", at: NaN }), row(9), row(8), row(2)]);
    page.receive(row(5, { author: "1", at: 8500 }));
    assert.deepEqual(pks(page.lists.latest), [9, 5, 8, 2]);
  });

  test("whatever order changes arrive in, the page ends as the server lists it", () => {
    const roll = dice(11);
    for (let round = 0; round < 200; round += 1) {
      const truth = Array.from({ length: 10 }, (_, n) => row(n + 1, {
        at: Math.floor(roll() * 5), into: roll() < 0.3 ? "lifted" : "latest", state: roll() < 0.2 ? "hidden" : "visible",
      }));
      const early = truth.filter(() => roll() < 0.5).map((one) => ({ ...one, state: "visible", into: "latest" }));
      const page = story([]);
      for (const fresh of [...shuffle(early, roll), ...shuffle(truth, roll)]) page.receive(fresh);
      for (const name of ["lifted", "latest"]) {
        const wanted = truth.filter((one) => one.into === name && one.state === "visible");
        assert.deepEqual(pks(page.lists[name]), pks(wanted.sort((a, b) => b.at - a.at || b.pk - a.pk)));
      }
    }
  });

  test("the same changes twice make the page that they make once", () => {
    const changes = [row(3), row(2, { into: "lifted" }), { id: "comment-1", pk: 1, at: NaN, state: "hidden" }, row(3, { state: "collapsed" })];
    const [once, twice] = [story([row(1)]), story([row(1)])];
    changes.forEach((fresh) => once.receive(fresh));
    [...changes, ...changes].forEach((fresh) => twice.receive(fresh));
    assert.deepEqual(twice.lists, once.lists);
  });
});

describe("other pages", () => {
  test("更多评论 replaces a lifted row in place", () => {
    const page = new Page({ newest: [row(3), row(2), row(1)] });
    page.receive(row(2, { into: "lifted" }));
    assert.deepEqual(page.lists.newest.map(({ pk, into }) => [pk, into]), [[3, "latest"], [2, "lifted"], [1, "latest"]]);
  });

  test("an older page of 更多评论 takes redrawings and retractions, and nothing new", () => {
    const page = new Page({ old: [row(3), row(2)] });
    assert.equal(page.receive(row(9)), false);
    page.receive(row(3, { state: "collapsed" }));
    page.receive({ id: "comment-2", pk: 2, at: NaN, state: "hidden" });
    assert.deepEqual(page.lists.old.map(({ pk, state }) => [pk, state]), [[3, "collapsed"]]);
  });

  test("a conversation grows at its end by what answers it", () => {
    const page = new Page({ exchange: [row(1), row(2, { parent: "1" })] }, { options: { exchange: { order: "old" } }, focus: "1" });
    page.receive(row(4, { parent: "2" }));
    page.receive(row(3, { parent: "1" }));
    page.receive(row(5));
    assert.deepEqual(pks(page.lists.exchange), [1, 2, 3, 4]);
  });
});
