import assert from "node:assert/strict";
import { test } from "node:test";
import { named, withoutDoubles, withoutSecrets } from "../../playground/storage.js";

test("no password, token or secret is left in a document, finished or not", () => {
  const table = [
    ['mutation { signIn(email: "a@b.c", password: "hunter2") { token } }', 'mutation { signIn(email: "a@b.c", password: "") { token } }'],
    ['{ a(newPassword:"hunter2", first: 2) }', '{ a(newPassword:"", first: 2) }'],
    ['{ a(password: "hunter \\" 2", b: "c") }', '{ a(password: "", b: "c") }'],
    ['{ a(password: """hunter "2\n""", b: "c") }', '{ a(password: "", b: "c") }'],
    ['{ a(password: "hunt', '{ a(password: ""'],
    ['{ a(password: """hunt', '{ a(password: ""'],
    ['{ a(password: "hunt\n  b: "c") }', '{ a(password: ""\n  b: "c") }'],
    ['query Q($password: String! = "hunter2") { a }', 'query Q($password: String! = "") { a }'],
    ['{ a(Token: "x", clientSecret : "y") }', '{ a(Token: "", clientSecret : "") }'],
  ];
  for (const [text, kept] of table) {
    assert.equal(withoutSecrets(text), kept);
    assert.equal(withoutSecrets(kept), kept);
  }
  for (const text of ['{ token: a(b: "c") }', "{ a(password: $p) }", '{ passwordChangeRecommended a(b: "password") }', ""]) {
    assert.equal(withoutSecrets(text), text);
  }
});

test("variables lose their secrets, and all texts where one is handed on as a secret", () => {
  assert.equal(withoutSecrets('{"password": "a\\"b", "n": "c"}'), '{"password": "", "n": "c"}');
  assert.equal(withoutSecrets('{"input": {"apiToken": "a", "n": 1}}'), '{"input": {"apiToken": "", "n": 1}}');
  const document = "mutation M($e: E!, $p: String!) { signIn(email: $e, password: $p) { token } }";
  assert.equal(withoutSecrets('{"e": "a@b.c", "p": "hunter2", "l": ["x", 1]}', document), '{"e": "", "p": "", "l": ["", 1]}');
  assert.equal(withoutSecrets('{"p": "hunt', document), '{"p": ""');
  assert.equal(withoutSecrets('{"p": "a"}', "{ a(b: $p) { token } }"), '{"p": "a"}');
});

test("two people of one name and role are two, and of two tokens of one the first counts", () => {
  const [one, other] = [{ role: "AGENT", name: "Ada", organization: "A" }, { role: "AGENT", name: "Ada", organization: "B" }].map(named);
  assert.notEqual(one.id, other.id);
  assert.equal(named({ role: "AGENT", name: "Ada", organization: null }).id, "AGENT:Ada");
  const fresh = { ...one, token: "fresh" };
  assert.deepEqual(withoutDoubles([fresh, other, one]), [fresh, other]);
});
