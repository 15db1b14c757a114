import assert from "node:assert/strict";
import { test } from "node:test";
import { complete, hover, signatureOf } from "../../playground/complete.js";
import { agent, atCaret, documents, partner, schema } from "./support.mjs";

const labels = (marked, view = partner, isExplicit = true) => {
  const { text, offset } = atCaret(marked);
  return complete(text, offset, view, { isExplicit }).items.map(({ label }) => label);
};

test("what comes at each place", () => {
  // The first items that come, and one that must not.
  const table = [
    ["|", "query mutation subscription fragment", "viewer"],
    ["mu|", "mutation", "query"],
    ["{ vie| }", "viewer", "query"],
    ["{ viewer { ro| } }", "role", "viewer"],
    ["{ viewer { role | } }", "role displayName user", "viewer"],
    ["{ me: vie| }", "viewer", "me"],
    ["{ cases(| }", "scope filter orderBy search", "viewer"],
    ["{ cases(first: 1, | ) { nodes { id } } }", "scope filter orderBy search after", "first"],
    ["{ cases(fil|) { nodes { id } } }", "filter", "first"],
    ["{ cases(scope: |", "MINE COMPANY ALL", "viewer"],
    ["{ cases(scope: A|) { totalCount } }", "ALL", "scope"],
    ["{ cases(filter: |", "{} null", "status"],
    ["{ cases(filter: { |", "and or not caseNumber", "filter"],
    ["{ cases(filter: { status: NEW, | } ) }", "and or not caseNumber", "status"],
    ["{ cases(filter: { status: [|", "NEW ASSIGNED OPEN", "status"],
    ["{ cases(filter: { or: [{ title: { co|", "contains", "and"],
    ["{ cases(orderBy: { direction: D|", "DESC", "NEW"],
    ["{ cases { nodes { ...| } } }", "on Node on Versioned on HasActivity on Case", "on Lead"],
    ["{ cases { nodes { ...| } } } fragment F on Case { id }", "F on Node", "on Lead"],
    ["{ node(id: 1) { ... on Ca| } }", "Case", "CaseFilter"],
    ["{ portalAccess(path: 1) { ... on | } }", "PortalAccess PortalGranted PortalRedirect", "Case"],
    ["fragment F |", "on", "Case"],
    ["fragment F on Cas|", "Case", "CaseStatus"],
    ["query Q($f: CaseF|", "CaseFilter", "Case"],
    ["query Q($f: [|", "Int Float String", "Case"],
    ["query Q($n: Int, $s: String) { cases(first: $|", "$n", "$s"],
    ["query Q($n: Int, $s: String) { cases(first: |", "null $n", "$s"],
    ["{ viewer @|", "@include @skip", "@allow"],
    ["{ viewer @sk|", "@skip", "@include"],
    ["{ viewer @skip(|", "if", "roles"],
    ["{ viewer @skip(if: |", "true false", "null"],
    ["mutation { createCase(input: { category: S|", "SALES SUPPORT", "LOW"],
    ["subscription { |", "recordChanged leadInboxChanged commentAdded", "viewer"],
    ["query A { viewer { rol|\nquery B { viewer { role } }", "role", "query"],
    ["{ __sch|", "__schema", "viewer"],
  ];
  for (const [marked, first, never] of table) {
    const found = labels(marked);
    assert.equal(found.join(" ").startsWith(first), true, `${marked} gives ${found.slice(0, 6)}`);
    assert.equal(found.includes(never), false, `${marked} gives ${never}`);
  }
});

test("where nothing can come, nothing does", () => {
  for (const marked of ["# vie|", '{ lead(id: "|") }', "{ lead(id: 4|) }", "query |", "query Q($|", "{ nope { | } }", "{ al| : viewer }", "fragment F| on Case { id }", "{ viewer } |}"]) {
    const found = labels(marked);
    assert.deepEqual(marked.endsWith("|}") ? found.filter((label) => label === "viewer") : found, [], marked);
  }
});

test("unasked, items come when a name has begun, or behind a sign that invites them", () => {
  const unasked = (marked) => labels(marked, partner, false).length > 0;
  const table = { "{ v| }": true, "{| }": true, "{ cases(|": true, "{ cases(scope: |": true, "{ viewer { role |": false, "|": false, "{ ...|": true };
  for (const [marked, expected] of Object.entries(table)) assert.equal(unasked(marked), expected, marked);
});

test("what is inserted, and where the caret goes", () => {
  const insert = (marked) => {
    const { text, offset } = atCaret(marked);
    const { start, end, items: [item] } = complete(text, offset, partner, { isExplicit: true });
    const inserted = `${item.insert.slice(0, item.caret)}|${item.insert.slice(item.caret)}`;
    return text.slice(0, start) + inserted + text.slice(end);
  };
  assert.equal(insert("{ viewer { rol|x } }"), "{ viewer { role| } }");
  assert.equal(insert("{ vie| }"), "{ viewer { | } }");
  assert.equal(insert("{ vie| { role } }"), "{ viewer| { role } }");
  assert.equal(insert("{ salesDirectio| }"), "{ salesDirections { | } }");
  assert.equal(insert("{ portalAc| }"), "{ portalAccess(path: |) }");
  assert.equal(insert("{ cases(fir|) }"), "{ cases(first: |) }");
  assert.equal(insert("{ cases(fir|: 3) }"), "{ cases(first|: 3) }");
  assert.equal(insert("{ cases(filter: |) }"), "{ cases(filter: { | }) }");
  assert.equal(insert("{ viewer @sk| }"), "{ viewer @skip(if: |) }");
  assert.equal(insert("query Q($num: Int) { cases(first: $nu|) }"), "query Q($num: Int) { cases(first: $num|) }");
  assert.equal(insert("q|"), "query |");
  assert.equal(insert("{ node(id: 1) { ...on Ca| } }"), "{ node(id: 1) { ...on Case| } }");
});

test("what is closed comes last, and only when its name is being typed", () => {
  const items = (marked, view) => {
    const { text, offset } = atCaret(marked);
    return complete(text, offset, view, { isExplicit: true }).items;
  };
  for (const typed of ["", "p", "bability", "prt"]) {
    assert.equal(labels(`{ opportunities { nodes { ${typed}| } } }`).includes("probability"), typed === "bability", typed);
  }
  assert.equal(labels("{ opportunities { nodes { p| } } }").includes("partner"), true);
  assert.deepEqual(items("{ opportunities { nodes { prob| } } }", partner).map(({ label, isClosed }) => [label, isClosed]), [["probability", true]]);
  assert.deepEqual(items("{ opportunities { nodes { prob| } } }", agent).map(({ label, isClosed }) => [label, isClosed]), [["probability", false]]);
  const { type, description, kind, deprecated } = items("{ viewer { ro| } }", partner)[0];
  assert.deepEqual([type, description, kind, deprecated], ["Role!", "What you are to the portal.", "field", null]);
});

test("at every offset of every document items fit the place, and never more than a hundred come", () => {
  const kinds = new Set(["field", "argument", "value", "variable", "fragment", "type", "directive", "keyword"]);
  for (const text of documents) {
    for (let offset = 0; offset <= text.length; offset++) {
      const { start, end, items } = complete(text, offset, partner, { isExplicit: true });
      assert.ok(start <= offset && offset <= end && items.length <= 100);
      for (const { insert, caret, kind } of items) assert.ok(kinds.has(kind) && caret >= 0 && caret <= insert.length);
    }
  }
});

test("every name of a right document is among the items at its end", () => {
  const [, text] = documents;
  for (const { index, 0: name } of text.matchAll(/\$?\b(totalCount|nodes|comments|filter|orderBy|status|title|author|Agent|Head|DESC|CaseFilter|cases)\b/g)) {
    const offset = index + name.length;
    // What is being defined may have any name.
    if ((name.startsWith("$") && text[offset] === ":") || text.slice(0, index).endsWith("fragment ")) continue;
    assert.ok(labels(`${text.slice(0, offset)}|${text.slice(offset)}`).some((label) => label.endsWith(name)), `${name} at ${index}`);
  }
});

test("what is under the pointer", () => {
  const at = (marked) => {
    const { text, offset } = atCaret(marked);
    const found = hover(text, offset, partner);
    return found && `${text.slice(found.start, found.end)} is ${found.signature} (${found.coordinate})`;
  };
  assert.equal(at("{ vie|wer { role } }"), "viewer is Query.viewer: Viewer (Query.viewer)");
  assert.equal(at("{ a: portal|Access(path: 1) }"), "portalAccess is Query.portalAccess(path: String!): PortalAccess! (Query.portalAccess)");
  assert.equal(at("{ cases(sco|pe: ALL) }"), "scope is scope: RecordScope = MINE (Query.cases(scope:))");
  assert.equal(at("{ cases(scope: AL|L) }"), "ALL is RecordScope.ALL (RecordScope.ALL)");
  assert.equal(at("{ cases(filter: { sta|tus: [NEW] }) }"), "status is CaseFilter.status: [CaseStatus!] (CaseFilter.status)");
  assert.equal(at("query Q($f: Case|Filter) { a }"), "CaseFilter is input CaseFilter (CaseFilter)");
  assert.equal(at("{ node(id: 1) { ... on Ca|se { id } } }"), "Case is type Case (Case)");
  assert.equal(at("fragment F on Cas|e { id }"), "Case is type Case (Case)");
  assert.equal(at("{ viewer @ski|p(if: true) }"), "@skip is @skip(if: Boolean!) (@skip)");
  for (const marked of ["{ |  viewer }", "{ cases(first: 1|2) }", "{ nope|x }", "que|ry { a }", "{ al|ias: viewer }", ""]) assert.equal(at(marked), null, marked);
  assert.deepEqual(hover("{ opportunities { nodes { probability } } }", 30, partner).roles, ["AGENT", "ADMIN"]);
});

test("signatures of all elements fit into a line", () => {
  for (const type of schema.types.values()) {
    for (const element of [type, ...type.fields.values(), ...type.values.values()]) assert.doesNotMatch(signatureOf(element), /\n|undefined/);
  }
});
