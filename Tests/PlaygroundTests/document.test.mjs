import assert from "node:assert/strict";
import { test } from "node:test";
import { operationAt, parseDocument, typeFrom } from "../../playground/document.js";
import { damaged, dice, documents } from "./support.mjs";

/** A document in a notation of its own: what was understood of it. */
const outline = (text) => parseDocument(text).definitions.map(describe).join(" ");
const list = (nodes, open, close) => (nodes?.length ? open + nodes.map(describe).join(" ") + close : "");
const describe = (node) => {
  if (!node) return "?";
  const { kind, name, value, condition } = node;
  const rest = list(node.arguments, "(", ")") + list(node.directives, " ", "") + (node.selections ? list(node.selections, "{", "}") || "{}" : "");
  const describers = {
    operation: () => `${node.operation} ${name}${list(node.variables, "(", ")")}${rest}`,
    fragment: () => `fragment ${name}/${condition?.name}${rest}`,
    field: () => `${node.alias ? `${node.alias}:` : ""}${name}${rest}`,
    spread: () => `...${name}${rest}`,
    inline: () => `.../${condition?.name ?? ""}${rest}`,
    directive: () => `@${name}${rest}`,
    definition: () => `$${name}/${node.type?.text}${value ? `=${describe(value)}` : ""}${list(node.directives, " ", "")}`,
    argument: () => `${name}=${describe(value)}`,
    objectField: () => `${name}=${describe(value)}`,
    variable: () => `$${name}`,
    list: () => `[${node.items.map(describe).join(" ")}]`,
    object: () => `<${node.fields.map(describe).join(" ")}>`,
  };
  return describers[kind]?.() ?? `${kind} ${node.text}`;
};

test("a whole document", () => {
  assert.equal(
    outline('query Q($a: [Int!]! = [1, 2] @d) @e { x: y(b: {c: ENUM, d: null}, e: $a) @f(g: true) { z ...F ... on T { u } ... { v } } } fragment F on T { w }'),
    "query Q($a/[Int!]!=[int 1 int 2] @d) @e{x:y(b=<c=enum ENUM d=null null> e=$a) @f(g=boolean true){z ...F .../T{u} .../{v}}} fragment F/T{w}");
  for (const text of documents) assert.deepEqual(parseDocument(text).problems, [], text);
});

test("half-typed documents are understood as far as they go", () => {
  const table = {
    "{": "query null{}",
    "{ cases(first: ": "query null{cases(first=?)}",
    "{ cases(fir": "query null{cases(fir=?)}",
    "{ cases(first: 1 { nodes { id } } }": "query null{cases(first=int 1){nodes{id}}}",
    "{ cases(filter { nodes { id } } }": "query null{cases(filter=?){nodes{id}}}",
    "{ cases(filter: { status: [NEW ) { nodes { id } } }": "query null{cases(filter=<status=[enum NEW]>){nodes{id}}}",
    "{ a: }": "query null{a:}",
    "{ a @": "query null{a @}",
    "{ ... on }": "query null{.../}",
    "query Q($": "query Q($/undefined)",
    "query Q($a: [Int { b }": "query Q($a/[Int]){b}",
    "query Q": "query Q",
    "fragment F": "fragment F/undefined",
    "fragment F o": "fragment F/undefined",
    "query A { a { b\nquery B { c }": "query A{a{b}} query B{c}",
    "oops { a }": "query null{a}",
    "{ a 5 b }": "query null{a b}",
    '{ a(b: "c) d }': "query null{a(b=?)}",
  };
  for (const [text, expected] of Object.entries(table)) {
    assert.equal(outline(text), expected, text);
    assert.notEqual(parseDocument(text).problems.length, 0, text);
  }
});

test("problems have the server's words and the place", () => {
  const first = (text) => {
    const [{ severity, message, start, end }] = parseDocument(text).problems;
    return `${severity} ${message} ${start}-${end}`;
  };
  assert.equal(first("{ a("), "error Syntax Error: Expected Name, found <EOF>. 3-4");
  assert.equal(first("{ a(b 5) }"), 'error Syntax Error: Expected ":", found Int "5". 6-7');
  assert.equal(first("{ a(b: ) }"), 'error Syntax Error: Unexpected ")". 7-8');
  assert.equal(first("{ } "), 'error Syntax Error: Expected Name, found "}". 2-3');
  assert.equal(first('{ a } "b" "c"'), 'error Syntax Error: Unexpected String "c". 10-13');
  assert.equal(first("query ($a: Int = $b) { c }"), 'error Syntax Error: Unexpected variable "$b" in constant value. 17-19');
  assert.equal(first("fragment on on A { b }"), 'error Syntax Error: Unexpected Name "on". 9-11');
  assert.equal(first("{".repeat(300)), 'error Syntax Error: Expected Name, found "{". 1-2');
  assert.equal(first("{a".repeat(300)), "error Syntax Error: Document is nested more than 200 levels deep. Parsing aborted. 401-402");
});

test("what goes on from one mistake is told once", () => {
  assert.equal(parseDocument("{ a { b { c").problems.length, 1);
  assert.equal(parseDocument("{ a 1 2 3 4 }").problems.length, 1);
  assert.equal(parseDocument("{ a ( }").problems.length, 1);
});

test("every node lies within the one around it", () => {
  const check = (node, start, end) => {
    if (Array.isArray(node)) for (const inner of node) check(inner, start, end);
    if (Array.isArray(node) || typeof node?.kind !== "string") return;
    assert.ok(node.start >= start && node.end <= end && node.start <= node.end, JSON.stringify(node));
    for (const inner of Object.values(node)) if (typeof inner === "object") check(inner, node.start, node.end);
  };
  const random = dice(2);
  for (let round = 0; round < 1000; round++) {
    const text = damaged(documents[round % 5], random);
    check(parseDocument(text).definitions, 0, text.length);
  }
});

test("the operation at an offset", () => {
  const text = "query A { a } query B { b } fragment F on C { c }";
  const name = (offset) => operationAt(parseDocument(text), offset).name;
  assert.deepEqual([0, 13, 14, 25, 40].map(name), ["A", "A", "B", "B", "B"]);
  assert.equal(operationAt(parseDocument("fragment F on C { c }"), 3), null);
  assert.equal(operationAt(parseDocument("# a\n{ b }"), 0).operation, "query");
});

test("types as they are written", () => {
  assert.deepEqual(typeFrom("[Case!]!"), {
    text: "[Case!]!", name: "Case", nonNull: true, list: true,
    of: { text: "Case!", name: "Case", nonNull: true, list: false, of: null },
  });
});
