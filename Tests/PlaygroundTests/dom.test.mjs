import assert from "node:assert/strict";
import { test } from "node:test";
import { later } from "../../playground/dom.js";

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
