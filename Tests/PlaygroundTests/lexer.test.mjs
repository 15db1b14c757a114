import assert from "node:assert/strict";
import { test } from "node:test";
import { stringValue, tokenize } from "../../playground/lexer.js";
import { damaged, dice, documents, sdl } from "./support.mjs";

const read = (text) => tokenize(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

test("each kind of token", () => {
  assert.deepEqual(read('query Q($a: [Int!] = -1.5e3) @skip { a, b:c(d: "e\\"", f: """g""") ...F } # h\n0 &|$@'), [
    "name query", "name Q", "punctuator (", "variable $a", "punctuator :", "punctuator [", "name Int", "punctuator !", "punctuator ]",
    "punctuator =", "float -1.5e3", "punctuator )", "directive @skip", "punctuator {", "name a", "name b", "punctuator :", "name c",
    "punctuator (", "name d", "punctuator :", 'string "e\\""', "name f", "punctuator :", 'block """g"""', "punctuator )",
    "punctuator ...", "name F", "punctuator }", "comment # h", "int 0", "punctuator &", "punctuator |", "variable $", "directive @",
  ]);
});

test("what is no token says why", () => {
  const messages = (text) => tokenize(text).filter(({ kind }) => kind === "error").map(({ message }) => message);
  assert.deepEqual(messages("?"), ['Unexpected character: "?".']);
  assert.deepEqual(messages("a\u00a0b"), ["Unexpected character: U+00A0."]);
  assert.deepEqual(messages("😀"), ["Unexpected character: U+1F600."]);
  assert.deepEqual(messages(".. "), ['Unexpected character: ".".', 'Unexpected character: ".".']);
  assert.deepEqual(messages('"abc\nd'), ["Unterminated string."]);
  assert.deepEqual(messages('"""abc'), ["Unterminated string."]);
  assert.deepEqual(messages('"""a\\"""'), ["Unterminated string."]);
  assert.deepEqual(messages('"a\\qb" c'), ['Invalid character escape sequence: "\\q".']);
  assert.deepEqual(messages('"\\u{110000}"'), ['Invalid character escape sequence: "\\u".']);
  for (const number of ["01", "1.", "1.x", "-", "1e", "1x", "0x1", "1.2.3"]) assert.deepEqual(messages(number), ["Invalid number."], number);
  assert.deepEqual(messages('1 -0 0.5 1E+5 "\\u{10FFFF} \\u00e9"'), []);
});

test("what strings stand for", () => {
  assert.equal(stringValue('"a\\n\\"\\\\\\/\\u00e9b\\u{1F600}"'), 'a\n"\\/éb😀');
  assert.equal(stringValue('"""\n    a\n      b\n\n    c \\"""\n  \n"""'), 'a\n  b\n\nc """');
  assert.equal(stringValue('"""a"""'), "a");
  assert.equal(stringValue('"""\n\n"""'), "");
  assert.equal(stringValue('""'), "");
});

test("tokens are in order, and between them are blanks and commas only", () => {
  const random = dice(1);
  for (const text of [sdl, ...documents, ...Array.from({ length: 500 }, (_, index) => damaged(documents[index % 5], random))]) {
    let position = 0;
    for (const { start, end } of tokenize(text)) {
      assert.match(text.slice(position, start), /^[ \t\n\r,\uFEFF]*$/);
      assert.ok(end > start);
      position = end;
    }
    assert.match(text.slice(position), /^[ \t\n\r,\uFEFF]*$/);
  }
});
