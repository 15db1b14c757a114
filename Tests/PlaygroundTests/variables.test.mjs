import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../playground/document.js";
import { checkVariables, completeVariables, formFields, skeleton } from "../../playground/variables.js";
import { operationFor } from "../../playground/edit.js";
import { agent, atCaret, damaged, dice, partner, schema } from "./support.mjs";

const operationOf = (definitions) => parseDocument(`query (${definitions}) { viewer { role } }`).definitions[0];
const check = (definitions, json, view = partner) => checkVariables(json, operationOf(definitions), view).map(({ message }) => message);

test("values are checked against the declared types", () => {
  const table = [
    ["$n: Int!", '{"n": 5}', []],
    ["$n: Int!", '{"n": 5.0}', []],
    ["$n: Int!", "{}", ['Variable "$n" of required type "Int!" was not provided.']],
    ["$n: Int!", "", ['Variable "$n" of required type "Int!" was not provided.']],
    ["$n: Int! = 3", "{}", []],
    ["$n: Int", "", []],
    ["$n: Int!", '{"n": null}', ['Expected value of type "Int!", found null.']],
    ["$n: Int", '{"n": 5.5}', ["Int cannot represent non-integer value: 5.5"]],
    ["$n: Int", '{"n": 3e9}', ["Int cannot represent non 32-bit signed integer value: 3e9"]],
    ["$n: Int", '{"n": "5"}', ['Int cannot represent non-integer value: "5"']],
    ["$n: ID", '{"n": 5}', []],
    ["$n: [ID!]", '{"n": ["a", null]}', ['Expected value of type "ID!", found null.']],
    ["$n: [ID!]", '{"n": "a"}', []],
    ["$n: RecordScope", '{"n": "ALL"}', []],
    ["$n: RecordScope", '{"n": "ALLL"}', ['Value "ALLL" does not exist in "RecordScope" enum. Did you mean the enum value "ALL"?']],
    ["$n: RecordScope", '{"n": 1}', ['Enum "RecordScope" cannot represent non-enum value: 1.']],
    ["$n: Date", '{"n": "2028-02-29"}', []],
    ["$n: Date", '{"n": "2027-02-29"}', ['Expected value of type "Date", found "2027-02-29".']],
    ["$n: DateTime", '{"n": "2027-02-28T10:00:00.5+01:00"}', []],
    ["$n: DateTime", '{"n": "2027-02-28 10:00"}', ['Expected value of type "DateTime", found "2027-02-28 10:00".']],
    ["$n: Decimal", '{"n": "12.5"}', []],
    ["$n: Decimal", '{"n": 12.5}', ['Expected value of type "Decimal", found 12.5.']],
    ["$n: CaseFilter", '{"n": {"titel": {}}}', ['Field "titel" is not defined by type "CaseFilter". Did you mean "title"?']],
    ["$n: CaseFilter", '{"n": {"or": [{"title": {"contains": 5}}]}}', ["String cannot represent a non string value: 5"]],
    ["$n: MoneyInput", '{"n": {"amount": "1"}}', ['Field "MoneyInput.currency" of required type "String!" was not provided.']],
    ["$n: CaseCompanyInput", '{"n": {}}', ['OneOf Input Object "CaseCompanyInput" must specify exactly one key.']],
    ["$n: CaseCompanyInput", '{"n": {"newName": null}}', ['Field "CaseCompanyInput.newName" must be non-null.']],
    ["$n: CaseCompanyInput", '{"n": [1]}', ['Expected value of type "CaseCompanyInput", found [1].']],
    ["$n: CommentKind", '{"n": "INTERNAL_NOTE"}', ["CommentKind.INTERNAL_NOTE is closed to PARTNER_USER: open to AGENT, ADMIN"]],
    ["$n: Int", '{"m": 1}', ['Variable "$m" is not defined.']],
    ["$n: Nope", '{"n": 1}', []],
    ["$n: Int", "[1]", ["The variables are no object."]],
  ];
  for (const [definitions, json, messages] of table) assert.deepEqual(check(definitions, json), messages, `${definitions} ${json}`);
});

test("problems lie where the value is", () => {
  const json = '{\n  "n": { "title": { "contains": 5 } }\n}';
  const [{ severity, start, end }] = checkVariables(json, operationOf("$n: CaseFilter"), partner);
  assert.deepEqual([severity, json.slice(start, end)], ["error", "5"]);
  const places = (text) => checkVariables(text, operationOf("$n: Int!"), partner).map((problem) => [problem.start, problem.end]);
  assert.deepEqual([places("[1]"), places(""), places(" {}")], [[[0, 3], [0, 1]], [[0, 0]], [[0, 1]]]);
});

test("what is no JSON is told, with its place if the browser says it", () => {
  for (const json of ["{", '{"a": }', "{'a': 1}", '{"a": 1,}', "nope", '{"a": 01}', "\u0000"]) {
    const problems = checkVariables(json, operationOf("$n: Int"), partner);
    assert.equal(problems.length, 1, json);
    assert.match(problems[0].message, /^The variables are not JSON: /);
    assert.ok(problems[0].start >= 0 && problems[0].end <= json.length);
  }
});

test("any text can be checked", () => {
  const random = dice(5);
  const operation = operationOf("$n: CaseFilter, $m: [Int!]!");
  for (let round = 0; round < 500; round++) {
    checkVariables(damaged('{ "n": { "or": [{ "title": { "eq": "x" } }] }, "m": [1, 2.5, null] }', random), operation, agent);
  }
  const deep = "[".repeat(1000) + "]".repeat(1000);
  assert.ok(Array.isArray(checkVariables(`{"n": ${deep}}`, operation, agent)));
});

test("a form for each kind of type", () => {
  const definitions = "$a: Int!, $b: [CaseStatus!], $c: MoneyInput, $d: Boolean = true, $e: ID, $f: Date, $g: DateTime, $h: CommentKind, $i: Decimal, $j: Float";
  const fields = formFields(operationOf(definitions), partner);
  assert.deepEqual(fields.map(({ name, kind, required }) => `${name} ${kind}${required ? "!" : ""}`), [
    "a int!", "b list", "c object", "d boolean", "e id", "f date", "g datetime", "h enum", "i string", "j float",
  ]);
  assert.deepEqual(fields[1].item.values.slice(0, 2), ["NEW", "ASSIGNED"]);
  assert.deepEqual(fields[2].fields.map(({ name, required, description }) => [name, required, description]), [
    ["amount", true, "The amount, zero or more."], ["currency", true, "ISO 4217 code, such as `EUR`."],
  ]);
  assert.deepEqual(fields[7].values, ["ADDITIONAL_COMMENT"]);
});

test("types that contain themselves have forms as deep as somebody looks", () => {
  let [field] = formFields(operationOf("$f: CaseFilter"), partner);
  for (let depth = 0; depth < 20; depth++) field = field.fields.find(({ name }) => name === "or").item;
  assert.equal(field.type, "CaseFilter!");
});

test("the skeleton of every operation fits its variables", () => {
  for (const view of [partner, agent]) {
    for (const kind of ["query", "mutation", "subscription"]) {
      for (const name of view.root(kind).fields.keys()) {
        const [operation] = parseDocument(operationFor(view, kind, name)).definitions;
        const json = JSON.stringify(skeleton(operation, view));
        const errors = checkVariables(json, operation, view).filter(({ severity }) => severity === "error");
        assert.deepEqual(errors, [], `${name} ${json}`);
      }
    }
  }
  assert.deepEqual(skeleton(operationOf("$a: Int!, $b: Int, $c: [ID!]!, $d: MoneyInput!, $e: RecordScope! = ALL"), partner), {
    a: 1, c: [], d: { amount: "1", currency: "" },
  });
  assert.equal(schema.types.get("Int").kind, "SCALAR");
});

test("what can stand at a place of the variables", () => {
  const definitions = "$n: Int, $scope: RecordScope, $live: Boolean, $filter: CaseFilter, $filters: [CaseFilter!], $states: [CaseStatus!]";
  const table = [
    ["{ | }", "n scope live filter filters states"],
    ['{ "sc|" }', "scope"],
    ['{ "scope": | }', "MINE COMPANY ALL"],
    ['{ "scope": "AL|" }', "ALL"],
    ['{ "live": | }', "true false"],
    ['{ "n": | }', ""],
    ['{ "filter": { "titl| } }', "title"],
    ['{ "states": [|] }', "NEW ASSIGNED OPEN"],
    ['{ "states": ["NEW", "OP|"] }', "OPEN"],
    ['{ "filter": { "status": ["NEW", |', "NEW ASSIGNED OPEN"],
    ['{ "filters": [{ "title": { "contains": "x" } }, { "titl|', "title"],
    ['{ "filter": { "or": [{ "status": ["OP|', "OPEN"],
    ['{ "states": ["NEW"], "sco|', "scope"],
    ['{ "nope": { "| } }', ""],
  ];
  for (const [marked, first] of table) {
    const { text, offset } = atCaret(marked);
    const labels = completeVariables(text, offset, operationOf(definitions), partner).items.map(({ label }) => label).join(" ");
    assert.equal(first ? labels.startsWith(first) : labels === "", true, `${marked} gives ${labels}`);
  }
  const { text, offset } = atCaret('{ "sc|" }');
  const { start, end, items: [{ insert, type }] } = completeVariables(text, offset, operationOf(definitions), partner);
  assert.deepEqual([text.slice(start, end), insert, type], ['"sc"', '"scope"', "RecordScope"]);
});
