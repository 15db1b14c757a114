import assert from "node:assert/strict";
import { test } from "node:test";
import { likeness, parseSchema, ROLES } from "../../playground/schema.js";
import { didYouMean } from "../../playground/values.js";
import { admin, agent, damaged, dice, partner, schema, sdl } from "./support.mjs";

test("the real schema is read without a problem", () => {
  assert.deepEqual(schema.problems, []);
  assert.deepEqual([...schema.types.get("Role").values.keys()], ROLES);
  const definitions = sdl.match(/^(type|interface|union|enum|input|scalar) /gm).length;
  assert.equal(schema.types.size, definitions + 5);
});

test("what is known of a field", () => {
  const { type, args, ...field } = schema.types.get("CaseConnection").fields.get("totalCount");
  assert.equal(type.text, "Int!");
  assert.equal(args.size, 0);
  assert.deepEqual(field, {
    name: "totalCount", coordinate: "CaseConnection.totalCount", defaultValue: null, cost: 10, personal: false, roles: null,
    description: "How many there are on all pages; counted only when asked for. Looks at every row.",
    deprecated: null, isOneOf: false, specifiedBy: null,
  });
  const scope = schema.types.get("Query").fields.get("cases").args.get("scope");
  assert.deepEqual([scope.coordinate, scope.type.text, scope.defaultValue], ["Query.cases(scope:)", "RecordScope", "MINE"]);
  assert.equal(schema.types.get("Contact").fields.get("email").personal, true);
  assert.equal(schema.types.get("ContactChoiceInput").isOneOf, true);
  assert.equal(schema.types.get("DateTime").specifiedBy, "https://www.rfc-editor.org/rfc/rfc3339");
  assert.deepEqual(schema.types.get("Actor").possible, ["PartnerUser", "IntegrationAccount", "Agent", "SystemActor"]);
  assert.deepEqual(schema.types.get("Case").interfaces, ["Node", "Versioned", "HasActivity"]);
  assert.deepEqual(schema.types.get("PortalAccess").possible, ["PortalGranted", "PortalRedirect"]);
});

test("@allow: a field's own, else its type's, else everybody who is signed in", () => {
  const anonymous = schema.view("ANONYMOUS");
  const field = (type, name) => schema.types.get(type).fields.get(name);
  const open = (view, type, name) => view.isOpen(field(type, name));
  assert.deepEqual(field("Opportunity", "probability").roles, ["AGENT", "ADMIN"]);
  assert.deepEqual(field("AuditEntry", "ip").roles, ["ADMIN"]);
  assert.equal(field("Case", "title").roles, null);
  assert.deepEqual([partner, agent, anonymous].map((view) => open(view, "Opportunity", "probability")), [false, true, false]);
  assert.deepEqual([agent, admin].map((view) => open(view, "AuditEntry", "ip")), [false, true]);
  assert.deepEqual([partner, anonymous].map((view) => open(view, "Case", "title")), [true, false]);
  assert.equal(anonymous.isOpen(field("Query", "portal").args.get("path")), true);
  assert.equal(anonymous.isOpen(anonymous.field(schema.types.get("Portal"), "__typename")), true);
  assert.equal(agent.isOpen(schema.types.get("CommentKind").values.get("INTERNAL_NOTE")), true);
  assert.equal(partner.isOpen(schema.types.get("CommentKind").values.get("INTERNAL_NOTE")), false);
  assert.equal(schema.view("AGENT"), agent);
});

test("a type is open if something open leads to it", () => {
  const isOpen = (view, name) => view.isOpen(schema.types.get(name));
  assert.deepEqual([isOpen(partner, "AuditEntryConnection"), isOpen(admin, "AuditEntryConnection")], [false, true]);
  assert.deepEqual([isOpen(partner, "AuditEntry"), isOpen(partner, "Case"), isOpen(partner, "Money")], [false, true, true]);
  assert.equal(partner.isUsable(schema.types.get("Query").fields.get("cases")), true);
  assert.equal(partner.isUsable(schema.types.get("Query").fields.get("auditLog")), false);
});

test("search: names first, then parts of them, then descriptions, then letters; what is open first", () => {
  const found = (text, view = partner) => view.search(text, 3).map(({ coordinate }) => coordinate);
  assert.deepEqual(found("Case").slice(0, 1), ["Case"]);
  assert.equal(found("Case.title")[0], "Case.title");
  assert.deepEqual(found("totalc").every((coordinate) => coordinate.endsWith(".totalCount")), true);
  assert.deepEqual(found("offer has run out"), ["ErrorCode.LEAD_EXPIRED"]);
  assert.deepEqual(found("webhookdelivery", admin), ["WebhookDelivery", "WebhookDeliveryEdge", "WebhookDeliveryConnection"]);
  assert.deepEqual(partner.search("probability").map(({ isClosed }) => isClosed).at(-1), true);
  assert.deepEqual([found(""), found("   "), found("zqzqzq")], [[], [], []]);
  assert.equal(found("csttl").includes("Case.title") || partner.search("casetitle").some(({ coordinate }) => coordinate === "Case.title"), true);
  assert.equal(partner.search("a", 7).length, 7);
});

test("other ways to write a schema", () => {
  const small = parseSchema(`
    schema { query: Root }
    """Blocks""" type Root implements A & B @allow(roles: [ADMIN]) { old(a: [Int!]! = [1] @deprecated): U @deprecated(reason: "Gone") }
    interface A { old: U } interface B { old: U } union U = | Root | Other type Other { x: Int }
    directive @d(a: Int) repeatable on FIELD | QUERY
    enum E { V @deprecated }`);
  assert.deepEqual(small.problems, []);
  const root = small.view("ADMIN").root("query");
  assert.deepEqual([root.name, root.description, root.interfaces], ["Root", "Blocks", ["A", "B"]]);
  const old = root.fields.get("old");
  assert.deepEqual([old.deprecated, old.roles, old.args.get("a").defaultValue], ["Gone", ["ADMIN"], "[1]"]);
  assert.equal(small.types.get("E").values.get("V").deprecated, "No longer supported");
  assert.deepEqual(small.types.get("A").possible, ["Root"]);
  assert.deepEqual(small.types.get("U").possible, ["Root", "Other"]);
  assert.deepEqual(small.directives.get("d").locations, ["FIELD", "QUERY"]);
});

test("no text is too broken to be read", () => {
  const random = dice(3);
  for (let round = 0; round < 300; round++) {
    const from = Math.floor(random() * sdl.length);
    const broken = parseSchema(damaged(sdl.slice(from, from + 2000), random));
    assert.equal(broken.types.has("Int"), true);
    broken.view("AGENT").search("a");
  }
  assert.notEqual(parseSchema("<!doctype html>").problems.length, 0);
  assert.notEqual(parseSchema(`type A { ${"a(".repeat(5000)}`).problems.length, 0);
  assert.equal(parseSchema("").view("AGENT").root("query"), undefined);
});

test("names that are like a mistyped one, the nearest first, five at most", () => {
  const table = [
    ["ab", ["abc", "a", "abcd", "", "xyz"], ' Did you mean "a" or "abc"?'],
    ["viewre", ["viewer", "review"], ' Did you mean "viewer"?'],
    ["TITLE", ["title", "titles"], ' Did you mean "title" or "titles"?'],
    ["cases", ["case", "cakes", "caseses", "Cases"], ' Did you mean "Cases", "cakes", "case", or "caseses"?'],
    ["a", ["b", "c", "d", "e", "f", "g"], ' Did you mean "b", "c", "d", "e", or "f"?'],
    ["nothing", ["like", "it"], ""],
    ["x".repeat(65), ["x".repeat(65)], ""],
  ];
  for (const [name, candidates, sentence] of table) assert.equal(didYouMean(name, candidates), sentence, name);
  assert.equal(didYouMean("ab", ["abc"], "the enum value"), ' Did you mean the enum value "abc"?');
});

test("how like a name is to what was typed", () => {
  const scores = (typed, ...names) => names.map((name) => likeness(name, typed));
  assert.deepEqual(scores("case", "Case", "caseNumber", "createCase", "Create_case", "showcase", "cabs_eye", "bcase", "x"), [100, 90, 80, 80, 70, 20, 70, 0]);
  assert.deepEqual(scores("e", "node", "xyz"), [70, 0]);
});
