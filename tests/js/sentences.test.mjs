/* What modules say, in the reader's variant. */

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = { sentences: { "网址已复制。": "網址已複製。", "还可写 {} 字": "還可寫 {} 字" } };
const { say } = await import("../../static/js/sentences.js");

test("a sentence is said in the form of the variant", () => {
  assert.equal(say("网址已复制。"), "網址已複製。");
});

test("one without another form is said as it stands in the module", () => {
  assert.equal(say("修改"), "修改");
});

test("what is filled in stays as it is", () => {
  assert.equal(say("还可写 {} 字", 0), "還可寫 0 字");
  assert.equal(say("回复 {}", "网址已复制。"), "回复 网址已复制。");
  assert.equal(say("回复 {}", "$& {} $1"), "回复 $& {} $1");
});
