import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../playground/document.js";
import { validate } from "../../playground/validate.js";
import { complete, hover } from "../../playground/complete.js";
import { agent, damaged, dice, documents, partner, schema } from "./support.mjs";

const problems = (text, view = agent) => validate(parseDocument(text), view);
const messages = (text, view) => problems(text, view).map(({ message }) => message);

test("right documents have no problems", () => {
  for (const text of documents.map((document) => document.replace(" @live", ""))) assert.deepEqual(problems(text), [], text);
  for (const text of ["{ __schema { types { name } } __type(name: \"Case\") { fields { name } } }", "{ node(id: 1) { __typename } }"]) {
    assert.deepEqual(problems(text), []);
  }
});

test("the sentences are the server's", () => {
  const table = [
    // Fields
    ["{ caes { totalCount } }", 'Cannot query field "caes" on type "Query". Did you mean "case" or "cases"?'],
    ["{ node(id: 1) { title } }", 'Cannot query field "title" on type "Node". Did you mean to use an inline fragment on "Case", "Portal", or "TouchPoint"?'],
    ["{ viewer }", 'Field "viewer" of type "Viewer" must have a selection of subfields. Did you mean "viewer { ... }"?'],
    ["{ viewer { role { x } } }", 'Field "role" must not have a selection since type "Role!" has no subfields.'],
    ["{ node(id: 1) { ... on Case { nope } } }", 'Cannot query field "nope" on type "Case".'],
    ["{ viewer { __schema { x } } }", 'Cannot query field "__schema" on type "Viewer".'],
    // Arguments
    ["{ cases(frist: 1) { totalCount } }", 'Unknown argument "frist" on field "Query.cases". Did you mean "first" or "last"?'],
    ["{ portal { title } }", 'Field "portal" argument "path" of type "String!" is required, but it was not provided.'],
    ["{ cases(first: 1, first: 2) { totalCount } }", 'There can be only one argument named "first".'],
    // Values
    ["{ cases(first: 1.5) { totalCount } }", "Int cannot represent non-integer value: 1.5"],
    ["{ cases(first: 3000000000) { totalCount } }", "Int cannot represent non 32-bit signed integer value: 3000000000"],
    ["{ node(id: true) { id } }", "ID cannot represent a non-string and non-integer value: true"],
    ["{ portal(path: X) { title } }", "String cannot represent a non string value: X"],
    ["{ portal(path: null) { title } }", 'Expected value of type "String!", found null.'],
    ["{ cases(scope: MIEN) { totalCount } }", 'Value "MIEN" does not exist in "RecordScope" enum. Did you mean the enum value "MINE"?'],
    ['{ cases(scope: "ALL") { totalCount } }', 'Enum "RecordScope" cannot represent non-enum value: "ALL". Did you mean the enum value "ALL"?'],
    ["{ cases(filter: 5) { totalCount } }", 'Expected value of type "CaseFilter", found 5.'],
    ["{ cases(filter: [{ id: 1 }]) { totalCount } }", 'Expected value of type "CaseFilter", found [{ id: 1 }].'],
    ["{ cases(filter: { titel: {} }) { totalCount } }", 'Field "titel" is not defined by type "CaseFilter". Did you mean "title"?'],
    ["{ cases(filter: { title: {}, title: {} }) { totalCount } }", 'There can be only one input field named "title".'],
    ["mutation { createCase(input: 5) { replayed } }", 'Expected value of type "CreateCaseInput!", found 5.'],
    ["mutation { createCase(input: [5]) { replayed } }", 'Expected value of type "CreateCaseInput", found [5].'],
    ["{ cases(orderBy: {}) { totalCount } }", 'Field "CaseOrder.field" of required type "CaseOrderField!" was not provided.'],
    ['{ cases(filter: { createdAt: { gte: "2026-02-30T00:00:00Z" } }) { totalCount } }',
      'Expected value of type "DateTime", found "2026-02-30T00:00:00Z".'],
    ['{ products(filter: { listPrice: { gte: "1.23456" } }) { totalCount } }', 'Expected value of type "Decimal", found "1.23456".'],
    ['mutation { createCase(input: { title: "a", summary: "b", category: SALES, organization: {} }) { replayed } }',
      'OneOf Input Object "CaseCompanyInput" must specify exactly one key.'],
    ['mutation { createCase(input: { title: "a", summary: "b", category: SALES, organization: { newName: null } }) { replayed } }',
      'Field "CaseCompanyInput.newName" must be non-null.'],
    // Fragments
    ["{ ...F }", 'Unknown fragment "F".'],
    ["{ viewer { role } } fragment F on Case { id }", 'Fragment "F" is never used.'],
    ["{ ...F ...F } fragment F on Query { viewer { role } } fragment F on Query { viewer { role } }", 'There can be only one fragment named "F".'],
    ["{ viewer { ... on Case { id } } }", 'Fragment cannot be spread here as objects of type "Viewer" can never be of type "Case".'],
    ["{ viewer { ...F } } fragment F on Case { id }", 'Fragment "F" cannot be spread here as objects of type "Viewer" can never be of type "Case".'],
    ["{ ...F } fragment F on Role { id }", 'Fragment "F" cannot condition on non composite type "Role".'],
    ["{ ... on Int { id } }", 'Fragment cannot condition on non composite type "Int".'],
    ["{ node(id: 1) { ... on Csae { id } } }", 'Unknown type "Csae". Did you mean "Case"?'],
    // Directives
    ["{ viewer @nope { role } }", 'Unknown directive "@nope".'],
    ["{ viewer @no @no { role } }", 'Unknown directive "@no".', 'Unknown directive "@no".'],
    ["query @skip(if: true) { viewer { role } }", 'Directive "@skip" may not be used on QUERY.'],
    ["{ viewer @skip { role } }", 'Directive "@skip" argument "if" of type "Boolean!" is required, but it was not provided.'],
    ["{ viewer @skip(if: true) @skip(if: true) { role } }", 'The directive "@skip" can only be used once at this location.'],
    ["{ viewer @skip(if: true, unless: false) { role } }", 'Unknown argument "unless" on directive "@skip".'],
    // Variables
    ["{ cases(first: $n) { totalCount } }", 'Variable "$n" is not defined.'],
    ["query Q { ...F } fragment F on Query { cases(first: $n) { totalCount } }", 'Variable "$n" is not defined by operation "Q".'],
    ["query Q($n: Int) { viewer { role } }", 'Variable "$n" is never used in operation "Q".'],
    ["query ($n: String) { cases(first: $n) { totalCount } }", 'Variable "$n" of type "String" used in position expecting type "Int".'],
    ["query ($n: ID) { node(id: $n) { id } }", 'Variable "$n" of type "ID" used in position expecting type "ID!".'],
    ["query ($n: Case) { node(id: $n) { id } }", 'Variable "$n" cannot be non-input type "Case".',
      'Variable "$n" of type "Case" used in position expecting type "ID!".'],
    ["query ($n: Itn) { node(id: $n) { id } }", 'Unknown type "Itn". Did you mean "Int", "TIN", or "ID"?'],
    ['query ($n: Int = "x") { cases(first: $n) { totalCount } }', 'Int cannot represent non-integer value: "x"'],
    ["query ($n: Int, $n: Int) { cases(first: $n) { totalCount } }", 'There can be only one variable named "$n".'],
    ["mutation M($n: String) { createCase(input: { title: \"a\", summary: \"b\", category: SALES, organization: { newName: $n } }) { replayed } }",
      'Variable "$n" is of type "String" but must be non-nullable to be used for OneOf Input Object "CaseCompanyInput".'],
    // Operations
    ["query A { viewer { role } } query A { viewer { role } }", 'There can be only one operation named "A".'],
    ["query A { viewer { role } } { viewer { role } }", "This anonymous operation must be the only defined operation."],
  ];
  for (const [text, ...expected] of table) assert.deepEqual(messages(text), expected, text);
});

test("defaults and wrapped types make variables fit", () => {
  const fitting = [
    "query ($n: Int = 3) { changes(after: $n) { hasMore } }",
    "query ($n: ID!) { nodes(ids: [$n]) { id } }",
    "query ($n: [ID!]!) { nodes(ids: $n) { id } }",
    "query ($n: CaseStatus!) { cases(filter: { status: [$n] }) { totalCount } }",
  ];
  for (const text of fitting) assert.deepEqual(messages(text), [], text);
  assert.equal(messages("query ($n: ID!) { nodes(ids: $n) { id } }").length, 1);
});

test("what is closed to the role is marked, with the roles that it is open to", () => {
  const text = "{ opportunities { nodes { probability } } auditLog { totalCount } }";
  assert.deepEqual(problems(text, partner), [
    { severity: "closed", message: "Opportunity.probability is closed to PARTNER_USER: open to AGENT, ADMIN", start: 26, end: 37 },
    { severity: "closed", message: "Query.auditLog is closed to PARTNER_USER: open to ADMIN", start: 42, end: 50 },
  ]);
  assert.deepEqual(messages("{ viewer { role } portals { title } }", schema.view("ANONYMOUS")), [
    "Viewer.role is closed to ANONYMOUS: open to everybody who is signed in",
    "Query.portals is closed to ANONYMOUS: open to everybody who is signed in",
  ]);
  assert.deepEqual(messages('mutation { addComment(subjectId: 1, body: "x", kind: INTERNAL_NOTE) { replayed } }', partner), [
    "CommentKind.INTERNAL_NOTE is closed to PARTNER_USER: open to AGENT, ADMIN",
  ]);
  assert.deepEqual(messages('{ contacts(search: "x", filter: { createdByPartnerId: {} }) { totalCount } }', schema.view("INTEGRATION")), [
    "Query.contacts(search:) is closed to INTEGRATION: open to PARTNER_USER, PARTNER_SUPERVISOR, AGENT, ADMIN",
    "ContactFilter.createdByPartnerId is closed to INTEGRATION: open to AGENT, ADMIN",
  ]);
  // Nothing that is closed is proposed.
  assert.deepEqual(messages("{ opportunities { nodes { probabilty } } }", partner), ['Cannot query field "probabilty" on type "Opportunity".']);
});

test("problems come in the order of the text, those of the syntax among them", () => {
  const found = problems("{ nope cases(first: ) { totalCount } }");
  assert.deepEqual(found.map(({ start, end }) => [start, end]), [[2, 6], [20, 21]]);
  // What is used cannot be told while braces are missing.
  assert.deepEqual(messages("query Q($n: Int) { viewer { role }"), ["Syntax Error: Expected Name, found <EOF>."]);
});

test("no text is too broken to be checked, completed or looked at", () => {
  const random = dice(11);
  for (let round = 0; round < 2000; round++) {
    const text = damaged(documents[round % documents.length], random);
    for (const { message, start, end } of problems(text, partner)) {
      assert.ok(start >= 0 && start <= end && end <= text.length, `${message} in ${text}`);
      assert.doesNotMatch(message, /undefined|\[object/);
    }
    const offset = Math.floor(random() * (text.length + 1));
    complete(text, offset, partner, { isExplicit: true });
    hover(text, offset, partner);
  }
});
