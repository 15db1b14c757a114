import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../playground/document.js";
import * as edit from "../../playground/edit.js";
import { tokenize } from "../../playground/lexer.js";
import { validate } from "../../playground/validate.js";
import { agent, atCaret, damaged, dice, documents, partner, schema } from "./support.mjs";

const { extractVariables, fillFields, fillLeaves, mergeFragments, operationFor, prettify, selectionPaths, toggleComment, toggleField } = edit;
const errors = (text, view) => validate(parseDocument(text), view).map(({ message }) => message);

test("a document laid out anew", () => {
  const text = `# head
query Q($a:Int=5,$b:[ID!]! @x) @live{cases(first:$a, filter:{status:[NEW,OPEN],or:[{title:{contains:"x"}}]},orderBy:[{field:TITLE direction:ASC},{field:CREATED_AT, direction:DESC}]){ # trailing
 totalCount


 # own line
 n:nodes{id ...F @include(if:true) ...on Case @skip(if:false){title} ... @include(if:$z){x}}}}
fragment F on Case{id,title(a:"""
 block
"""){id}}
{a(x:{},y:[])}`;
  const expected = `# head
query Q($a: Int = 5, $b: [ID!]! @x) @live {
  cases(
    first: $a
    filter: { status: [NEW, OPEN], or: [{ title: { contains: "x" } }] }
    orderBy: [
      { field: TITLE, direction: ASC }
      { field: CREATED_AT, direction: DESC }
    ]
  ) { # trailing
    totalCount

    # own line
    n: nodes {
      id
      ...F @include(if: true)
      ... on Case @skip(if: false) {
        title
      }
      ... @include(if: $z) {
        x
      }
    }
  }
}

fragment F on Case {
  id
  title(
    a: """
 block
"""
  ) {
    id
  }
}

{
  a(x: {}, y: [])
}
`;
  assert.equal(prettify(text), expected);
  assert.equal(prettify(""), "");
  assert.equal(prettify("# only\n\n\n# remarks"), "# only\n\n# remarks\n");
});

test("laying out keeps every token, and is done once and for all", () => {
  const tokens = (text) => tokenize(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
  const random = dice(7);
  for (let round = 0; round < 1500; round++) {
    const text = damaged(documents[round % documents.length], random);
    const pretty = prettify(text);
    assert.deepEqual(tokens(pretty), tokens(text), text);
    assert.equal(prettify(pretty), pretty, text);
  }
});

test("what cannot be laid out stays as it is", () => {
  for (const text of ["{ a ( }", "{ a", "{ a ] }", '{ a(b: "c) }', "{ a ? }", "{ a)("]) assert.equal(prettify(text), text);
});

test("fields get the selections that they need", () => {
  assert.equal(fillLeaves("{ viewer { partner } portals { } }", partner), `{
  viewer {
    partner {
      id
      name
      tin
      website
    }
  }
  portals {
    id
    pathName
    title
    active
  }
}
`);
  assert.equal(fillLeaves("{ cases }", partner).includes("nodes {"), true);
  assert.equal(fillLeaves('{ portalAccess(path: "a") }', partner).includes("__typename"), true);
  for (const same of ["{ viewer { role } }", "{ nope }", "{ viewer {", ""]) assert.equal(fillLeaves(same, partner), same);
});

test("all fields at the caret: what is closed, needs arguments or is there already is not added", () => {
  const { text, offset } = atCaret("{ opportunities(first: 1) { nodes { id | stage } } }");
  const filled = fillFields(text, offset, partner);
  assert.deepEqual(errors(filled, partner), []);
  const paths = selectionPaths(parseDocument(filled), parseDocument(filled).definitions[0]);
  assert.ok(paths.has("query/opportunities/nodes/estimatedValue/currency") && paths.has("query/opportunities/nodes/comments/nodes/body"));
  assert.equal(paths.has("query/opportunities/nodes/probability"), false);
  assert.equal(filled.match(/\bstage\b/g).length, 1);
  assert.equal(fillFields(text, offset, agent).includes("probability"), true);
  assert.equal(fillFields("{ cases }", 5, partner).includes("totalCount"), true);
  assert.equal(fillFields("{ viewer { role } }", 0, partner), "{ viewer { role } }");
  const all = fillFields(filled, filled.indexOf("stage"), partner);
  assert.equal(all, filled);
});

test("an operation for every root field is right and open to the role", () => {
  for (const role of ["ANONYMOUS", "PARTNER_USER", "PARTNER_SUPERVISOR", "AGENT", "ADMIN", "INTEGRATION"]) {
    const view = schema.view(role);
    for (const kind of ["query", "mutation", "subscription"]) {
      for (const field of view.root(kind).fields.values()) {
        if (!view.isOpen(field)) continue;
        assert.deepEqual(errors(operationFor(view, kind, field.name), view), [], `${role} ${field.name}`);
      }
    }
  }
  assert.equal(operationFor(partner, "query", "case").startsWith("query Case($id: ID!) {\n  case(id: $id) {"), true);
  assert.equal(operationFor(partner, "query", "formSpec").includes("fields {\n      name\n"), true);
  assert.equal(operationFor(partner, "mutation", "signOut"), `mutation SignOut {
  signOut {
    ok
    userErrors {
      code
      message
      field
      conflictingId
    }
  }
}
`);
});

test("values become variables", () => {
  const text = 'query Q($first: Int) { cases(first: $first, filter: { status: [NEW] }, search: "a\\"b") { nodes { comments(first: 3) { totalCount } } } }';
  const result = extractVariables(text, 30, '{ "filter": 1 }', partner);
  assert.equal(result.text.split("\n")[0], "query Q($first: Int, $filter2: CaseFilter, $search: String, $first2: Int) {");
  assert.deepEqual(JSON.parse(result.variables), { filter: 1, filter2: { status: ["NEW"] }, search: 'a"b', first2: 3 });
  assert.deepEqual(errors(result.text, partner), []);
  const short = extractVariables("{ node(id: 5) { id } }", 3, "", partner);
  assert.deepEqual([short.text.split("\n")[0], short.variables], ["query($id: ID!) {", '{\n  "id": 5\n}']);
  assert.equal(extractVariables("mutation { addComment(subjectId: 1, body: \"x\", kind: null) { replayed } }", 3, "{}", partner).text.split("\n")[0],
    "mutation($subjectId: ID!, $body: String!, $kind: CommentKind) {");
  for (const [same, variables] of [["{ viewer { role } }", ""], ["{ cases(first: 1) { ", ""], ["{ cases(first: 1) { totalCount } }", "["], ["", ""]]) {
    assert.deepEqual(extractVariables(same, 0, variables, partner), { text: same, variables });
  }
  const object = "query ($t: String) { cases(filter: { title: { eq: $t } }) { totalCount } }";
  assert.equal(extractVariables(object, 0, "", partner).text, object);
});

test("fragments are written out", () => {
  const text = `query A { cases { nodes { ...F ...G @skip(if: true) } } }
fragment F on Case { id ...G } fragment G on Node { id # remark
}`;
  assert.equal(mergeFragments(text, partner), `query A {
  cases {
    nodes {
      id
      ... on Node {
        id # remark
      }
      ... on Node @skip(if: true) {
        id # remark
      }
    }
  }
}
`);
  assert.deepEqual(errors(mergeFragments(documents[1].replace(" @live", ""), agent), agent), []);
  const doubling = Array.from({ length: 40 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`).join("\n");
  for (const same of ["{ ...F } fragment F on Query { ...F }", "{ a } fragment F on", "{ viewer { role } }", `{ ...F0 } ${doubling} fragment F40 on Query { viewer { role } }`]) {
    assert.equal(mergeFragments(same, partner), same);
  }
});

test("lines become comments and text again", () => {
  const toggle = (marked) => {
    const start = marked.indexOf("[");
    const text = marked.replace("[", "");
    const end = text.indexOf("]");
    const result = toggleComment(text.replace("]", ""), start, end);
    return `${result.text.slice(0, result.start)}[${result.text.slice(result.start, result.end)}]${result.text.slice(result.end)}`;
  };
  assert.equal(toggle("a {\n  [b\n    c\n]}"), "a {\n[  # b\n  #   c]\n}");
  assert.equal(toggle("a {\n  [# b\n  #   c]\n}"), "a {\n[  b\n    c]\n}");
  assert.equal(toggle("[]a"), "[# a]");
  assert.equal(toggle("a\n  b[]\nc"), "a\n[  # b]\nc");
  assert.equal(toggle("[# a\nb]"), "[# # a\n# b]");
  assert.equal(toggle("[]"), "[]");
  assert.equal(toggle("[]\na"), "[]\na");
  const random = dice(8);
  for (let round = 0; round < 300; round++) {
    const [text] = [documents[round % 5]];
    const [one, other] = [Math.floor(random() * text.length), Math.floor(random() * text.length)];
    const once = toggleComment(text, Math.min(one, other), Math.max(one, other));
    assert.equal(toggleComment(once.text, once.start, once.end).text, text);
  }
});

test("the explorer: what is selected, selecting and taking away", () => {
  let text = "{ viewer { role } }";
  const toggle = (path) => (text = toggleField(text, path, partner));
  const paths = () => [...selectionPaths(parseDocument(text), parseDocument(text).definitions[0])].filter((path) => path.includes("/"));
  toggle("query/cases/nodes/title");
  assert.deepEqual(paths(), ["query/viewer", "query/viewer/role", "query/cases", "query/cases/nodes", "query/cases/nodes/title"]);
  toggle("query/node/...Case/title");
  assert.match(text, /^query\(\$id: ID!\) \{/);
  assert.match(text, /node\(id: \$id\) \{\n    \.\.\. on Case \{\n      title/);
  toggle("query/case/caseNumber");
  assert.match(text, /^query\(\$id: ID!, \$id2: ID!\) \{/);
  assert.deepEqual(errors(text, partner), []);
  toggle("query/node/...Case/title");
  toggle("query/cases");
  toggle("query/viewer/role");
  assert.equal(text, "query($id2: ID!) {\n  case(id: $id2) {\n    caseNumber\n  }\n}\n");
  toggle("query/case/caseNumber");
  assert.equal(text, "");
  toggle("mutation/acceptLead");
  toggle("query/viewer");
  assert.deepEqual(parseDocument(text).definitions.map(({ operation }) => operation), ["mutation", "query"]);
});

test("with the last that needs one, a variable goes, and with the last variable their parentheses", () => {
  const one = toggleField("query ($id: ID!) { viewer { role } case(id: $id) { id } }", "query/case", partner);
  assert.equal(one, "query {\n  viewer {\n    role\n  }\n}\n");
  const two = toggleField("query ($id: ID!, $n: Int) { cases(first: $n) { totalCount } case(id: $id) { id } }", "query/case/id", partner);
  assert.equal(two.split("\n")[0], "query($n: Int) {");
  const shared = toggleField("query ($id: ID!) { lead(id: $id) { id } case(id: $id) { id } }", "query/case", partner);
  assert.equal(shared.split("\n")[0], "query($id: ID!) {");
});

test("selecting and taking away again gives the same selections", () => {
  const random = dice(9);
  for (let round = 0; round < 200; round++) {
    let [text, type, path] = [prettify(documents[1].replace(" @live", "")), agent.root("query"), "query"];
    do {
      const fields = [...type.fields.values()].filter((field) => agent.isUsable(field));
      const field = fields[Math.floor(random() * fields.length)];
      path += `/${field.name}`;
      type = schema.types.get(field.type.name);
    } while (type.fields?.size && random() < 0.7);
    const before = [...selectionPaths(parseDocument(text), parseDocument(text).definitions[0])];
    if (before.some((other) => path.startsWith(other) && other !== "query")) continue;
    const there = toggleField(text, path, agent);
    const operation = parseDocument(there).definitions[0];
    assert.ok(selectionPaths(parseDocument(there), operation).has(path), path);
    const back = toggleField(there, path, agent);
    assert.deepEqual([...selectionPaths(parseDocument(back), parseDocument(back).definitions[0])], before, path);
  }
});

test("no text is too broken for a change", () => {
  const random = dice(10);
  for (let round = 0; round < 600; round++) {
    const text = damaged(documents[round % documents.length], random);
    const offset = Math.floor(random() * (text.length + 1));
    for (const result of [
      fillLeaves(text, partner), fillFields(text, offset, partner), mergeFragments(text, partner),
      extractVariables(text, offset, "{}", partner).text, toggleComment(text, offset, text.length).text,
      toggleField(text, "query/cases/nodes/title", partner, offset), toggleField(text, "mutation/createCase", partner, offset),
    ]) assert.equal(typeof result, "string");
  }
});
