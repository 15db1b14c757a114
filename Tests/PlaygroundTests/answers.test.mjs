// What answers are made into: comparisons, events of a stream, requests with headers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "../../playground/compare.js";

const answersOf = (...all) => all.map((data) => ({ result: { json: { data } }, denied: new Map() }));
/** The lines below a label, each as its texts. */
const cellsOf = (lines, label) =>
  lines.filter((line) => line.label === label).map(({ cells }) => cells.map(({ text }) => text));

test("records that nothing tells apart are all compared", () => {
  const ada = (body) => ({ authorName: "Ada", body });
  const bob = { authorName: "Bob", body: "three" };
  const lines = linesOf(answersOf(
    { comments: [ada("one"), ada("two"), bob] },
    { comments: [ada("other"), ada("two"), bob] },
    { comments: [ada("one"), bob] },
  ));
  assert.deepEqual(cellsOf(lines, "body"), [
    ['"one"', '"other"', '"one"'], ['"two"', '"two"', ""], ['"three"', '"three"', '"three"'],
  ]);
  assert.ok(lines.find(({ label }) => label === "body").differs);
});

test("records are compared by what names them, wherever they stand", () => {
  const nodes = (...numbers) => ({ nodes: numbers.map((number) => ({ id: `${number}`, number, title: `T${number}` })) });
  const lines = linesOf(answersOf(nodes(1, 2), nodes(2)));
  assert.deepEqual(cellsOf(lines, "title"), [['"T1"', ""], ['"T2"', '"T2"']]);
  assert.deepEqual(cellsOf(linesOf(answersOf({ tags: ["a", "a"] }, { tags: ["a", "b"] })), "[1]"), [['"a"', '"b"']]);
});
