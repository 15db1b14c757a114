import assert from "node:assert/strict";
import { test } from "node:test";
import { offsetIn } from "../../playground/editor.js";

const place = (text, name) => {
  const before = text.slice(0, text.indexOf(name)).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
};

test("a place in what was sent is found in what is written", () => {
  const written = "query Q {\n  cases(first: 1) { nodes { title } }\n  viewer { role }\n}";
  const sent = written.replace("first", 'after: "x", first');
  for (const name of ["query", "cases", "first", "title", "viewer", "role"]) {
    for (const [from, to] of [[sent, written], [written, sent], [written, written]])
      assert.equal(offsetIn(to, from, place(from, name)), to.indexOf(name), name);
  }
});

test("what is not there any more is where it was, and no place is outside", () => {
  assert.equal(offsetIn("{ a(first: 1) }", '{ a(after: "x", first: 1) }', { line: 1, column: 12 }), 4);
  for (const [text, other] of [["", "{ a }"], ["{ a }", ""], ["b", "{ a }"], ["a\nb\nc", "a\nc"]]) {
    for (const spot of [{ line: 1, column: 1 }, { line: 1, column: 99 }, { line: 9, column: 9 }]) {
      const offset = offsetIn(text, other, spot);
      assert.ok(offset >= 0 && offset <= text.length, `${text} ${other} ${offset}`);
    }
  }
});
