/* What a fresh copy of a page means for the page that is open. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isBehind, isDue, laterThan, missingFrom, newestOf, retractedFrom, surplus } from "../../static/js/list_rules.js";
import { pks, row } from "./rows.mjs";

test("a copy of the page older than the stream is behind, one as new or newer is not", () => {
  assert.ok(isBehind(9, 10));
  assert.ok(!isBehind(10, 10));
  assert.ok(!isBehind(11, 10));
});

test("a copy that names no cursor, or is asked for none, is taken as it is", () => {
  assert.ok(!isBehind(NaN, 10));
  assert.ok(!isBehind(0, 0));
});

test("later than a moment is only what comes after it", () => {
  assert.deepEqual(pks(laterThan([row(3), row(2), row(1)], 2000)), [3]);
  assert.deepEqual(laterThan([], 0), []);
});

test("the newest of no rows is the beginning of time", () => {
  assert.equal(newestOf([row(2), row(3), row(1)]), 3000);
  assert.equal(newestOf([]), 0);
});

test("missing is what the page shows and its fresh copy does not have", () => {
  assert.deepEqual(pks(missingFrom([row(1), row(4)], [row(3), row(1), row(2)])), [3, 2]);
  assert.deepEqual(missingFrom([row(1)], []), []);
});

test("retracted is what is missing although it is newer than the copy's last row", () => {
  assert.deepEqual(pks(retractedFrom([row(5), row(3)], [row(5), row(4), row(3)])), [4]);
});

test("what is older than the copy's last row may have moved to the next page, and stays", () => {
  assert.deepEqual(retractedFrom([row(5), row(4)], [row(4), row(3), row(2)]), []);
});

test("of the same moment as the copy's last row nothing is known, and it stays", () => {
  assert.deepEqual(retractedFrom([row(5), row(4, { at: 4000 })], [row(3, { at: 4000 })]), []);
});

test("a copy without rows retracts nothing", () => {
  assert.deepEqual(retractedFrom([], [row(1)]), []);
});

test("surplus is what stands below the most that a list may hold", () => {
  assert.deepEqual(pks(surplus([row(3), row(2), row(1)], 2)), [1]);
  assert.deepEqual(surplus([row(1)], 2), []);
});

test("asking again is due a tenth before the interval is over, for intervals are not exact", () => {
  assert.ok(isDue(900, 1000));
  assert.ok(isDue(5000, 1000));
  assert.ok(!isDue(899, 1000));
});
