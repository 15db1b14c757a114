// What answers are made into: comparisons, events of a stream, requests with headers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { complaintOf, linesOf } from "../../playground/compare.js";
import { deniedOf, parsedHeaders, send, verdictOf } from "../../playground/run.js";
import { readEvents } from "../../playground/stream.js";

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

test("a comparison says what went wrong first, but for closed fields", () => {
  const [closed, wrong] = [{ message: "closed", extensions: { code: "FORBIDDEN_FIELD" } }, { message: "wrong" }];
  assert.equal(complaintOf({ json: { errors: [closed, wrong, { message: "later" }] } }), "wrong");
  assert.equal(complaintOf({ json: { data: {}, errors: [closed, null] } }), undefined);
  assert.equal(complaintOf({ kind: "failed", message: "no answer" }), "no answer");
});

test("what a mutation refuses is no success", () => {
  const verdict = (json, status = 200) => Object.values(verdictOf({ kind: "json", status, json }));
  const refused = (...codes) => ({ userErrors: codes.map((code) => ({ code })) });
  assert.deepEqual(verdict({ data: { a: refused() } }), ["good", "200 · OK"]);
  const several = { a: refused("B", "C"), d: null, e: refused("B") };
  assert.deepEqual(verdict({ data: several }), ["bad", "200 · refused: B, C"]);
  assert.deepEqual(verdict({ data: { a: { userErrors: [{}] } } }), ["bad", "200 · refused: without a code"]);
  const closed = { extensions: { code: "FORBIDDEN_FIELD" } };
  assert.deepEqual(verdict({ data: { a: refused() }, errors: [closed] }), ["closed", "200 · 1 closed field"]);
  assert.deepEqual(verdict({ data: { a: refused("B") }, errors: [closed] }), ["bad", "200 · refused: B"]);
  assert.deepEqual(verdict({ data: { a: refused("B") }, errors: [closed, {}] }), ["bad", "200 · 2 errors"]);
  assert.deepEqual(verdict({ errors: [closed] }, 400), ["bad", "400 · 1 error"]);
  assert.deepEqual(Object.values(verdictOf({ kind: "text", status: 200 })), ["bad", "200"]);
  assert.deepEqual(Object.values(verdictOf({ kind: "failed" })), ["bad", "no answer"]);
});

/** The events of a text, read byte by byte. */
const eventsOf = async (text) => {
  const events = [];
  const body = new ReadableStream({
    start(controller) {
      for (const byte of new TextEncoder().encode(text)) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  await readEvents(body, (event) => events.push(event));
  return events;
};

test("events are read whatever characters they hold", async () => {
  const hostile = JSON.stringify({ data: "a\u2028b\u2029c\u0085d\u000be" });
  assert.deepEqual(await eventsOf(`id: 7\nevent: next\ndata: ${hostile}\n\n: a remark\n\ndata:one\r\ndata: two\r\n\r\n`), [
    { id: "7", event: "next", data: hostile }, {}, { data: "one\ntwo" },
  ]);
});

/** What the browser was asked for by a request, and what came of an answer with these headers. */
const asked = async (request, text = "{}", headers = {}) => {
  const original = globalThis.fetch;
  let options;
  globalThis.fetch = async (url, given) => {
    options = given;
    return new Response(text, { headers });
  };
  try {
    return { result: await send(request), options };
  } finally {
    globalThis.fetch = original;
  }
};

test("a request has one header of a name, and shows no cookie", async () => {
  const { options } = await asked({ query: "{ a }", headers: { authorization: "Bearer a", accept: "a/b", "X-N": 1 }, token: "b" });
  assert.equal(options.credentials, "omit");
  assert.deepEqual(Object.fromEntries(options.headers), {
    accept: "a/b", authorization: "Bearer b", "content-type": "application/json", "x-n": "1",
  });
});

test("a header that cannot be sent is named", () => {
  for (const header of ["X Y", "", "é", "A:"]) {
    const { message } = parsedHeaders(JSON.stringify({ Good: "1", [header]: "1" }));
    assert.ok(message.includes(JSON.stringify(header)), message);
  }
  assert.match(parsedHeaders('{"A": "line\\n2 →"}').message, /The header "A" cannot be sent/);
  assert.deepEqual(parsedHeaders('{"X-Trace": "7"}'), { value: { "X-Trace": "7" } });
  assert.match(parsedHeaders("[]").message, /must be a JSON object/);
});

test("the server's own time is told, errors may be anything, and an answer is kept once", async () => {
  const timing = { "Server-Timing": "total;dur=1.234" };
  const { result } = await asked({}, '{"errors":{"length":2}}', timing);
  assert.equal(result.serverMs, 1.234);
  assert.equal(result.text, undefined);
  assert.equal(deniedOf(result.json).size, 0);
  assert.equal((await asked({}, "<h1>")).result.text, "<h1>");
  assert.equal((await asked({}, '{"extensions":{"explain":{"microseconds":5}}}')).result.serverMs, 0.005);
});
