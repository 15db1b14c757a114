// Large documents and schemas take as many times the work as they are larger. Work is counted, not timed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { complete, hover } from "../../playground/complete.js";
import { parseDocument } from "../../playground/document.js";
import * as edit from "../../playground/edit.js";
import { stringValue, tokenize } from "../../playground/lexer.js";
import { parseSchema } from "../../playground/schema.js";
import { validate } from "../../playground/validate.js";
import { checkVariables } from "../../playground/variables.js";
import { partner } from "./support.mjs";

const counted = [
  [Map, ["get", "has", "set"]], [Set, ["has", "add"]], [RegExp, ["test", "exec"]], [String, ["slice", "startsWith"]], [Array, ["push"]],
];
/** These look at all that they are called on. */
const scanning = ["find", "findIndex", "findLast", "filter", "map", "some", "every", "includes", "indexOf", "flatMap", "join"];

/** How many steps `body` takes: calls of the methods above, and for each scan the length of what is scanned. */
const workOf = (body) => {
  let work = 0;
  const originals = [];
  const replace = (type, name, cost) => {
    const original = type.prototype[name];
    originals.push(() => (type.prototype[name] = original));
    type.prototype[name] = function (...rest) {
      work += cost(this);
      return original.apply(this, rest);
    };
  };
  for (const [type, names] of counted) for (const name of names) replace(type, name, () => 1);
  for (const name of scanning) replace(Array, name, (array) => array.length);
  try {
    body();
  } finally {
    for (const restore of originals) restore();
  }
  return work;
};

/** Twice as much takes at most a little more than twice the work. */
const assertLinear = (name, make, body) => {
  const [small, large] = [make(1), make(2)];
  body(make(0.01));
  const [one, two] = [workOf(() => body(small)), workOf(() => body(large))];
  assert.ok(two <= 2.2 * one + 1000, `${name}: ${one}, then ${two}`);
};

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join("\n");
const shapes = {
  "one large operation": (size) => `query Q($n: Int) {\n${lines(800 * size, (index) => `  a${index}: cases(first: $n, search: "s") { totalCount }`)}\n}`,
  "many operations and fragments": (size) => lines(200 * size, (index) =>
    `query Q${index}($n: Int) {\n  cases(first: $n) {\n    ...F${index}\n  }\n}\nfragment F${index} on CaseConnection {\n  totalCount\n}`),
  "a chain of fragments": (size) => `{ ...F0 }\n${lines(800 * size, (index) => `fragment F${index} on Query {\n  viewer { role }\n  ...F${index + 1}\n}`)}`,
  "mistakes in every line": (size) => `{\n${lines(800 * size, (index) => `  nope${index}(x: $y${index}) @no { ... on Nope${index} { a } }`)}\n}`,
  "no braces at all": (size) => lines(800 * size, (index) => `  cases(first: ${index}`),
  "braces that never close": (size) => lines(800 * size, () => "query A { a {"),
  "one long list": (size) => `{ nodes(ids: [${lines(800 * size, (index) => `"${index}"`)}]) { id } }`,
  remarks: (size) => lines(800 * size, (index) => `# remark ${index}`),
};

for (const [name, make] of Object.entries(shapes)) {
  test(`${name}: reading, checking, completing and laying out`, () => {
    assertLinear("tokenize", make, tokenize);
    assertLinear("parseDocument", make, parseDocument);
    assertLinear("validate", make, (text) => validate(parseDocument(text), partner));
    assertLinear("complete", make, (text) => complete(text, text.length >> 1, partner, { isExplicit: true }));
    assertLinear("hover", make, (text) => hover(text, text.length >> 1, partner));
    assertLinear("prettify", make, edit.prettify);
    assertLinear("fillLeaves", make, (text) => edit.fillLeaves(text, partner));
    assertLinear("fillFields", make, (text) => edit.fillFields(text, text.length >> 1, partner));
    assertLinear("extractVariables", make, (text) => edit.extractVariables(text, 0, "{}", partner));
    assertLinear("toggleField", make, (text) => edit.toggleField(text, "query/cases/nodes/title", partner));
    assertLinear("toggleComment", make, (text) => edit.toggleComment(text, 0, text.length));
    assertLinear("selectionPaths", make, (text) => edit.selectionPaths(parseDocument(text), parseDocument(text).definitions[0]));
  });
}

test("a document of 5,000 lines, right or wrong, in a schema of thousands of types", () => {
  for (const name of ["one large operation", "mistakes in every line"]) {
    const text = shapes[name](6.25);
    assert.ok(text.split("\n").length > 5000);
    assert.ok(workOf(() => validate(parseDocument(text), partner)) < 3000000);
    assert.ok(workOf(() => complete(text, text.length >> 1, partner, { isExplicit: true })) < 3000000);
  }
});

test("nested fragments do not multiply", () => {
  const doubling = (count) => `{ ...F0 }\n${lines(count, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)}\nfragment F${count} on Query { viewer { role } }`;
  assert.ok(workOf(() => validate(parseDocument(doubling(40)), partner)) < 20000);
  assert.ok(workOf(() => edit.mergeFragments(doubling(40), partner)) < 20000000);
});

test("long strings and blocks, and what looks like one", () => {
  const make = (piece) => (size) => piece.repeat(100000 * size);
  for (const [name, text] of Object.entries({
    string: (size) => `"${"a".repeat(1e6 * size)}"`, escapes: (size) => `"${"\\n".repeat(1e5 * size)}"`, block: (size) => `"""${"\n \\\"\"\"".repeat(1e5 * size)}"""`,
    quotes: make('"'), backslashes: (size) => `"${make("\\")(size)}`, commas: make(","), dots: make("."), digits: make("1"), minus: make("-"),
  })) assertLinear(name, text, tokenize);
  assertLinear("stringValue", (size) => `"""${"\n  ".repeat(1e4 * size)}x${"\n  ".repeat(1e4 * size)}"""`, stringValue);
});

test("a schema of thousands of types", () => {
  const make = (size) => `type Query { node: Node t0: T0 }\ninterface Node { id: ID! }\n${lines(800 * size, (index) => `
"Type number ${index}."
type T${index} implements Node @allow(roles: [PARTNER_USER]) {
  id: ID! "The next." next(first: Int = 3, of: E${index}): [T${index + 1}!]
}
enum E${index} { A${index} B }`)}`;
  assertLinear("parseSchema", make, parseSchema);
  const views = (size) => parseSchema(make(size)).view("PARTNER_USER");
  assertLinear("search", views, (view) => view.search("number 77"));
  assertLinear("complete", views, (view) => complete("{ node { ... on | } }".replace("|", ""), 16, view, { isExplicit: true }));
  assertLinear("validate", views, (view) => validate(parseDocument("{ node { ... on T1 { nxet } ... on Tx { id } title } }"), view));
  const view = views(2);
  assert.equal(view.types.size, 1600 * 2 + 2 + 5);
  assert.deepEqual(view.search("T1599", 1).map(({ coordinate }) => coordinate), ["T1599"]);
});

test("variables of a megabyte", () => {
  const [operation] = parseDocument("query ($filters: [CaseFilter!]) { viewer { role } }").definitions;
  const make = (size) => JSON.stringify({ filters: Array.from({ length: 10000 * size }, (_, index) => ({ title: { contains: index } })) });
  assertLinear("checkVariables", make, (json) => checkVariables(json, operation, partner));
});
