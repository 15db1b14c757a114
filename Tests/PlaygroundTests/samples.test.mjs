import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../playground/document.js";
import { prettify } from "../../playground/edit.js";
import { isChange, samples, takeNeeds } from "../../playground/samples.js";
import { validate } from "../../playground/validate.js";
import { checkVariables } from "../../playground/variables.js";
import { schema } from "./support.mjs";

test("ten jobs of a partner and five of an agent, each with its own title", () => {
  const count = (role) => samples.filter((sample) => sample.role === role).length;
  assert.deepEqual([count("PARTNER_USER"), count("AGENT"), samples.length], [10, 5, 15]);
  assert.equal(new Set(samples.map(({ title }) => title)).size, 15);
});

test("each is right and open to its role, its needs included, and laid out", () => {
  for (const { title, role, query, variables, needs } of samples) {
    const view = schema.view(role);
    assert.equal(prettify(query), query);
    const document = parseDocument(query);
    assert.deepEqual(validate(document, view), [], title);
    assert.equal(document.definitions.length, 1);
    assert.deepEqual(checkVariables(JSON.stringify(variables), document.definitions[0], view), [], title);
    if (needs) assert.deepEqual(validate(parseDocument(needs.query), view), [], title);
  }
});

test("a sample that changes something is known", () => {
  const changes = samples.filter(isChange).map(({ title }) => title);
  assert.deepEqual(changes, [
    "Accept a lead first", "Register an opportunity", "Open a case", "Answer in a case", "Qualify a registration",
    "Leave an internal note",
  ]);
});

test("needs are taken into the variables, and the sample stays as it is", () => {
  const sample = { variables: { input: { id: "", other: 1 }, version: 0 }, needs: { take: { "input.id": "a.0.id", version: "a.0.version" } } };
  assert.deepEqual(takeNeeds(sample, { a: [{ id: "x", version: 7 }] }), { input: { id: "x", other: 1 }, version: 7 });
  assert.deepEqual(sample.variables, { input: { id: "", other: 1 }, version: 0 });
  for (const data of [{ a: [] }, { a: null }, {}, null, { a: [{ id: null, version: 1 }] }]) assert.equal(takeNeeds(sample, data), null);
  assert.deepEqual(takeNeeds({ variables: { a: 1 } }, null), { a: 1 });
});
