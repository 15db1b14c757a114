// Problems as they are listed and gone through, in a page that is only as much of one as they need.

import assert from "node:assert/strict";
import { test } from "node:test";
import { operationAt, parseDocument } from "../../playground/document.js";
import { validate } from "../../playground/validate.js";
import { checkVariables } from "../../playground/variables.js";
import { partner } from "./support.mjs";

const part = () => ({ children: [], setAttribute() {}, append() {}, addEventListener() {},
  replaceChildren(...children) { this.children = children; } });
const places = {};
globalThis.document = {
  getElementById: (id) => (places[id] ??= part()),
  createElement: part,
  createElementNS: part,
  activeElement: null,
};
const { createProblems } = await import("../../playground/problems.js");

/** An editor whose caret goes where it is sent. */
const editor = (text) => ({ text, caret: 0, area: {}, mark() {}, lineOf: () => 0,
  goTo(start) {
    this.caret = start;
    document.activeElement = this.area;
  } });

/** The problems of a document, and `visit(step)`: where the caret is after a step. */
const problemsOf = async (text, variables = "{}", caret = 0) => {
  const app = {
    view: partner, query: editor(text), variables: editor(variables), showPane() {}, showDrawer() {}, tell() {},
    language: async () => ({ validate, checkVariables }),
    operation: async () => {
      const parsed = parseDocument(text);
      return { document: parsed, operation: operationAt(parsed, 0) };
    },
  };
  document.activeElement = null;
  app.query.caret = caret;
  const made = await createProblems(app);
  const visit = (step) => {
    made.next(step);
    return document.activeElement === app.variables.area ? `variables ${app.variables.caret}` : app.query.caret;
  };
  return { count: places.problems.children.length, visit };
};

test("a mistake in the syntax is listed once", async () => {
  const text = "{ viewer { role }";
  assert.equal(parseDocument(text).problems.length, 1);
  assert.equal((await problemsOf(text)).count, 1);
});

test("problems are gone through from the caret, forwards and backwards, the variables' last", async () => {
  const text = "query ($n: Int) { a cases(first: $n) { totalCount } b viewer { role } c }";
  const [a, b, c] = ["a ", "b ", "c }"].map((name) => text.indexOf(` ${name}`) + 1);
  const variables = '{ "n": "x" }';
  const ways = async (caret, ...steps) => {
    const { visit } = await problemsOf(text, variables, caret);
    return steps.map(visit);
  };
  const last = `variables ${variables.indexOf('"x"')}`;
  assert.deepEqual(await ways(0, 1, 1, 1, 1, 1), [a, b, c, last, a]);
  assert.deepEqual(await ways(0, -1, -1, -1, -1), [last, c, b, a]);
  assert.deepEqual(await ways(b - 2, 1, -1, -1), [b, a, last]);
  assert.deepEqual(await ways(b + 1, -1), [b]);
});
