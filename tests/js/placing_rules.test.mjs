/* The rules by which rows find their list and their place: DESIGN's contract of the stream, without a browser. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { answers, chooseList, decide, findPlace, isOwn, mustMove, standsBefore, WaitingRows } from "../../static/js/placing_rules.js";
import { dice, pks, row, shuffle } from "./rows.mjs";

const next = (place) => place && place.next && place.next.pk;

describe("the order of rows", () => {
  test("the newer stands first", () => {
    assert.ok(standsBefore(row(1, { at: 2000 }), row(2, { at: 1000 })));
    assert.ok(!standsBefore(row(2, { at: 1000 }), row(1, { at: 2000 })));
  });

  test("of two of the same moment the higher pk stands first, as a number and not as text", () => {
    assert.ok(standsBefore(row(10, { at: 5 }), row(9, { at: 5 })));
    assert.ok(!standsBefore(row(9, { at: 5 }), row(10, { at: 5 })));
  });

  test("a row never stands before itself", () => {
    assert.ok(!standsBefore(row(3), row(3)));
    assert.ok(!standsBefore(row(3), row(3), "old"));
  });

  test("an old list is the other way round, by time and by pk", () => {
    assert.ok(standsBefore(row(1), row(2), "old"));
    assert.ok(standsBefore(row(9, { at: 5 }), row(10, { at: 5 }), "old"));
  });

  test("rows without a moment go by their pk", () => {
    assert.ok(standsBefore(row(2, { at: NaN }), row(1, { at: NaN })));
  });
});

describe("the place in a list", () => {
  const list = [row(50), row(40), row(30)];

  test("on top, between two, and at the end", () => {
    assert.equal(next(findPlace(row(60), list)), 50);
    assert.equal(next(findPlace(row(45), list)), 40);
    assert.deepEqual(findPlace(row(10), list), { next: null });
  });

  test("an empty list has a place at its end", () => {
    assert.deepEqual(findPlace(row(1), [], { capacity: 1 }), { next: null });
  });

  test("beyond the end of a full list there is none; in it there is", () => {
    assert.equal(findPlace(row(10), list, { capacity: 3 }), null);
    assert.equal(next(findPlace(row(35), list, { capacity: 3 })), 30);
    assert.deepEqual(findPlace(row(10), list, { capacity: 4 }), { next: null });
  });

  test("an approved comment goes where its moment is, not where its number is", () => {
    assert.equal(next(findPlace(row(5, { at: 45_000 }), list)), 40);
  });

  test("the row itself is no neighbour of its own, and leaves its place free", () => {
    assert.equal(next(findPlace(row(40), list)), 30);
    assert.deepEqual(findPlace(row(30), list, { capacity: 3 }), { next: null });
  });

  test("held rows stand above all others, are no neighbours and take no place", () => {
    const held = [row(99, { state: "held", at: NaN }), ...list];
    assert.equal(next(findPlace(row(60), held)), 50);
    assert.deepEqual(findPlace(row(10), held, { capacity: 4 }), { next: null });
  });

  test("in an old list the latest stands last", () => {
    const old = [row(30), row(40), row(50)];
    assert.deepEqual(findPlace(row(60), old, { order: "old" }), { next: null });
    assert.equal(next(findPlace(row(35), old, { order: "old" })), 40);
    assert.equal(next(findPlace(row(10), old, { order: "old" })), 30);
  });

  for (const order of ["new", "old"]) {
    test(`rows that arrive in any order stand as the server lists them (${order})`, () => {
      const roll = dice(order.length + 5);
      for (let round = 0; round < 200; round += 1) {
        const rows = Array.from({ length: 12 }, (_, n) => row(n + 1, { at: Math.floor(roll() * 6) }));
        const shown = [];
        for (const fresh of shuffle(rows, roll)) {
          const place = findPlace(fresh, shown, { order });
          shown.splice(place.next ? shown.indexOf(place.next) : shown.length, 0, fresh);
        }
        const sign = order === "old" ? 1 : -1;
        assert.deepEqual(pks(shown), pks(rows.sort((a, b) => sign * (a.at - b.at || a.pk - b.pk))));
      }
    });
  }
});

describe("the list of a row", () => {
  const story = { lists: ["lifted", "latest"] };
  const parents = { 20: "10", 30: "20", 40: "" };
  const conversation = { lists: ["exchange"], focus: "10", parentOf: (pk) => parents[pk] };

  test("on a story's page it is the one that the row names", () => {
    assert.equal(chooseList(row(1), story), "latest");
    assert.equal(chooseList(row(1, { into: "lifted" }), story), "lifted");
  });

  test("a row that names none, or one that is not there, belongs in none", () => {
    for (const into of ["", undefined, "exchange", "constructor"]) assert.equal(chooseList(row(1, { into }), story), null);
    assert.equal(chooseList(row(1, { into: "lifted" }), { lists: ["latest"] }), null);
  });

  test("the newest page of a thread takes all, whatever list of the story they are in", () => {
    for (const into of ["lifted", "latest"]) assert.equal(chooseList(row(1, { into }), { lists: ["newest"] }), "newest");
  });

  test("older pages of a thread take none", () => {
    assert.equal(chooseList(row(1), { lists: [] }), null);
  });

  test("a conversation takes what answers its comment, at any distance", () => {
    for (const parent of ["10", "20", "30"]) assert.equal(chooseList(row(50, { parent }), conversation), "exchange");
  });

  test("a conversation takes no stranger, no new comment and no answer to what it does not show", () => {
    for (const parent of ["40", "", "99"]) assert.equal(chooseList(row(50, { parent }), conversation), null);
  });

  test("the comment that a conversation is about does not answer itself", () => {
    assert.equal(answers(row(10), "10", () => ""), false);
  });
});

describe("whose doing a row is", () => {
  test("an answer to an act is the reader's own, whoever wrote the row", () => {
    assert.ok(isOwn(row(1, { author: "9" }), { isAnswer: true, sending: 0, reader: "1" }));
  });

  test("while a post is under way, a row of the reader by the stream is that post", () => {
    assert.ok(isOwn(row(1, { author: "1" }), { isAnswer: false, sending: 1, reader: "1" }));
    assert.ok(!isOwn(row(1, { author: "9" }), { isAnswer: false, sending: 1, reader: "1" }));
  });

  test("without one it came from another tab", () => {
    assert.ok(!isOwn(row(1, { author: "1" }), { isAnswer: false, sending: 0, reader: "1" }));
  });
});

describe("what becomes of a row", () => {
  const busy = () => true;
  const calm = () => false;
  const facts = { isShown: false, isWaiting: false, list: "latest", top: "latest", own: false, reader: "1", isBusy: calm };
  const decided = (fresh, changes = {}) => decide(fresh, { ...facts, ...changes });

  test("a new one of somebody else comes in and counts", () => {
    assert.deepEqual(decided(row(1)), { act: "insert", isNew: true });
  });

  test("the reader's own comes in and does not count, from another tab neither", () => {
    assert.deepEqual(decided(row(1), { own: true }), { act: "insert", isNew: false });
    assert.deepEqual(decided(row(1, { author: "1" })), { act: "insert", isNew: false });
  });

  test("one that the page has is replaced in place, also where it belongs in no list", () => {
    for (const list of ["latest", "lifted", null]) {
      assert.deepEqual(decided(row(1), { isShown: true, list, isBusy: busy }), { act: "replace", isNew: false });
    }
  });

  test("one that the page does not have and that belongs in no list is dropped", () => {
    assert.deepEqual(decided(row(1), { list: null }), { act: "drop", isNew: false });
    assert.deepEqual(decided(row(1), { list: null, top: null }), { act: "drop", isNew: false });
  });

  test("a retraction removes, shown or not, and never counts", () => {
    for (const isShown of [true, false]) {
      const empty = { id: "comment-1", pk: 1, at: NaN, state: "hidden" };
      assert.deepEqual(decided(empty, { isShown, list: null }), { act: "remove", isNew: false });
      assert.deepEqual(decided(empty, { isShown, isWaiting: true, isBusy: busy }), { act: "remove", isNew: false });
    }
  });

  test("while the reader is in the list, new rows wait and are counted once", () => {
    assert.deepEqual(decided(row(1), { isBusy: busy }), { act: "wait", isNew: true });
    assert.deepEqual(decided(row(1), { isBusy: busy, isWaiting: true }), { act: "wait", isNew: false });
  });

  test("a row that waits goes on waiting when it is redrawn, also at a calm moment", () => {
    assert.deepEqual(decided(row(1), { isWaiting: true }), { act: "wait", isNew: false });
  });

  test("the reader's own never waits", () => {
    assert.deepEqual(decided(row(1, { author: "1" }), { own: true, isBusy: busy }), { act: "insert", isNew: false });
  });

  test("a list that pushes nothing down takes its rows at once", () => {
    assert.deepEqual(decided(row(1), { list: "lifted", isBusy: busy }), { act: "insert", isNew: true });
    assert.deepEqual(decided(row(1), { list: "exchange", top: null, isBusy: busy }), { act: "insert", isNew: true });
  });

  test("the page is not measured where the answer does not matter", () => {
    const measured = () => assert.fail("the page was measured");
    for (const changes of [{ own: true }, { isShown: true }, { isWaiting: true }, { list: null }, { list: "lifted" }]) {
      decided(row(1), { ...changes, isBusy: measured });
    }
    decided(row(1, { state: "hidden" }), { isBusy: measured });
  });
});

describe("the move to another list", () => {
  const both = { exchanging: ["lifted", "latest"], own: false };

  test("a row that was lifted, or is no longer, moves", () => {
    assert.ok(mustMove(row(1), row(1, { into: "lifted" }), { ...both, list: "lifted", from: "latest" }));
    assert.ok(mustMove(row(1, { into: "lifted" }), row(1), { ...both, list: "latest", from: "lifted" }));
  });

  test("one that stays in its list stays in its place", () => {
    assert.ok(!mustMove(row(1), row(1), { ...both, list: "latest", from: "latest" }));
  });

  test("where the other list is absent it stays", () => {
    assert.ok(!mustMove(row(1), row(1, { into: "lifted" }), { ...both, list: null, from: "newest" }));
  });

  test("a row that stands elsewhere on the page, as in a list of many stories, stays there", () => {
    assert.ok(!mustMove(row(1), row(1), { ...both, list: "latest", from: "stream" }));
  });

  test("an approved row goes where it is new; the writer's own act leaves it", () => {
    const held = row(1, { state: "held" });
    assert.ok(mustMove(held, row(1), { ...both, list: "latest", from: "latest" }));
    assert.ok(!mustMove(held, row(1), { ...both, list: "latest", from: "latest", own: true }));
    assert.ok(!mustMove(held, held, { ...both, list: "latest", from: "latest" }));
  });
});

describe("rows that wait", () => {
  test("a newer drawing wins, keeps its turn and is one row", () => {
    const waiting = new WaitingRows();
    for (const one of [row(1), row(2), row(1, { state: "collapsed" })]) waiting.add(one);
    assert.equal(waiting.size, 2);
    assert.equal(waiting.find("comment-1").state, "collapsed");
    assert.deepEqual(pks(waiting.takeAll()), [1, 2]);
  });

  test("whoever is taken waits no more", () => {
    const waiting = new WaitingRows();
    waiting.add(row(1));
    waiting.takeAll();
    assert.equal(waiting.size, 0);
    assert.deepEqual(waiting.takeAll(), []);
  });

  test("a retracted row never comes", () => {
    const waiting = new WaitingRows();
    waiting.add(row(1));
    waiting.remove("comment-1");
    waiting.remove("comment-2");
    assert.ok(!waiting.has("comment-1"));
    assert.equal(waiting.find("comment-1"), undefined);
  });

  test("what a fresh copy of the page no longer has is forgotten", () => {
    const waiting = new WaitingRows();
    for (const pk of [1, 2, 3]) waiting.add(row(pk));
    waiting.retain((id) => id === "comment-2");
    assert.deepEqual(pks(waiting.takeAll()), [2]);
  });
});
