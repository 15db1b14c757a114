import assert from "node:assert/strict";
import { test } from "node:test";
import { complete, hover } from "../../playground/complete.js";
import { firstSentence, readDescription } from "../../playground/description.js";
import { parseDocument } from "../../playground/document.js";
import { operationFor, prettify } from "../../playground/edit.js";
import { validate } from "../../playground/validate.js";
import { atCaret, partner } from "./support.mjs";

const described = `Finds it. See
\`Case.title\`; e-mail
too.

\`\`\`graphql
{ a }
\`\`\`

And so on.

\`\`\`graphql
query B {
  b
}
\`\`\``;

test("a description is prose and examples", () => {
  const { prose, examples } = readDescription(described);
  assert.equal(prose.replace(/\n{2,}/g, "\n\n"), "Finds it. See\n`Case.title`; e-mail\ntoo.\n\nAnd so on.");
  assert.deepEqual(examples, ["{ a }", "query B {\n  b\n}"]);
  for (const text of ["", "One.", "```graphql", "```\n{ a }\n```", "a ```graphql b"])
    assert.deepEqual(readDescription(text), { prose: text, examples: [] });
});

test("the first sentence stands in one line", () => {
  assert.equal(firstSentence(described), "Finds it.");
  assert.equal(firstSentence("Version 1.2 of\nit; no end"), "Version 1.2 of it; no end");
  assert.equal(firstSentence("```graphql\n{ a }\n```\nBehind it. More."), "Behind it.");
  assert.equal(firstSentence(""), "");
});

const shown = ["query", "mutation", "subscription"].flatMap((operation) =>
  [...partner.root(operation).fields.values()].flatMap((field) =>
    readDescription(field.description).examples.map((example) => ({ operation, field, example }))));

test("examples of the schema are right and open to a partner, also as they are opened", () => {
  assert.ok(shown.length >= 10);
  for (const { field, example } of shown)
    for (const text of [example, prettify(example)]) assert.deepEqual(validate(parseDocument(text), partner), [], field.coordinate);
});

test("proposals and cards tell of a field without its examples", () => {
  for (const { operation, field } of shown) {
    const text = operationFor(partner, operation, field.name);
    const card = hover(text, text.indexOf(field.name, text.indexOf("{")), partner);
    assert.equal(card.coordinate, field.coordinate);
    assert.ok(card.description && !card.description.includes("```"), field.coordinate);
  }
  const { text, offset } = atCaret("mutation { sig|");
  const { items } = complete(text, offset, partner);
  assert.equal(items.find(({ label }) => label === "signIn").description, "Begin a session with your e-mail address and password.");
});
