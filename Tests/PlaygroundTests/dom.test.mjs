import assert from "node:assert/strict";
import { test } from "node:test";
import { followTree, later } from "../../playground/dom.js";

test("what waits can be done at once, is done once, and what does not wait is not", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const done = [];
  const ask = later(300, (value) => done.push(value));
  ask.now();
  ask(1);
  ask(2);
  context.mock.timers.tick(299);
  assert.deepEqual(done, []);
  ask.now();
  context.mock.timers.tick(1000);
  assert.deepEqual(done, [2]);
  ask(3);
  context.mock.timers.tick(300);
  ask.now();
  assert.deepEqual(done, [2, 3]);
});

test("arrow keys fold what is open, unfold what is not, and go in and out", () => {
  const did = (key, isOpen) => {
    let what = null;
    const acts = Object.fromEntries(["fold", "goIn", "goOut"].map((name) => [name, () => (what = name)]));
    return [followTree({ key }, isOpen, acts), what];
  };
  assert.deepEqual([true, false, undefined].map((isOpen) => did("ArrowRight", isOpen)), [[true, "goIn"], [true, "fold"], [true, null]]);
  assert.deepEqual([true, false, undefined].map((isOpen) => did("ArrowLeft", isOpen)), [[true, "fold"], [true, "goOut"], [true, "goOut"]]);
  assert.deepEqual(["ArrowDown", "a"].map((key) => did(key, true)), [[false, null], [false, null]]);
});
