import assert from "node:assert/strict";
import { test } from "node:test";
import { keepDocuments, named, takeDocuments, withoutDoubles, withoutSecrets } from "../../playground/storage.js";

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

class Store {
  getItem(name) { return this[name] ?? null; }
  setItem(name, text) {
    if (this.room !== undefined && text.length > this.room) throw new Error("QuotaExceededError");
    this[name] = text;
  }
  removeItem(name) { delete this[name]; }
}

/** A window of the browser: what it opens with, and what it does with its documents. */
const openWindow = (session = new Store()) => {
  const inside = (work) => (...values) => {
    globalThis.sessionStorage = session;
    return work(...values);
  };
  const { place, tabs } = inside(takeDocuments)();
  const keep = (isOpen) => inside((text) => keepDocuments({ place, tabs: [{ id: 1, text, headers: "h" }], chosen: 1 }, isOpen));
  return { text: tabs?.[0].text, headers: tabs?.[0].headers, session, write: keep(true), leave: keep(false) };
};
const newDisk = () => {
  globalThis.localStorage = new Store();
  let now = 0;
  globalThis.Date.now = () => (now += 1);
};

test("no window takes away what another has", () => {
  newDisk();
  const [one, two] = [openWindow(), openWindow()];
  one.write("1");
  two.write("2");
  one.write("1, changed");
  one.leave("1, changed");
  two.leave("2");
  const back = openWindow(one.session);
  assert.deepEqual([back.text, back.headers], ["1, changed", "h"], "it is loaded again");
  back.leave("1, changed");
  assert.deepEqual([openWindow().text, openWindow().text], ["1, changed", "2"], "what was closed last comes first");
});

test("what is closed is taken over once, and then a new window has a copy of what was used last", () => {
  newDisk();
  openWindow().leave("1");
  const one = openWindow();
  assert.deepEqual([one.text, one.headers], ["1", ""]);
  one.write("2");
  const two = openWindow();
  assert.equal(two.text, "2");
  two.write("3");
  one.leave("2");
  two.leave("3");
  assert.deepEqual([openWindow().text, openWindow().text], ["3", "2"]);
});

test("a window that is copied with all it keeps goes a way of its own", () => {
  newDisk();
  const one = openWindow();
  one.write("1");
  const copy = openWindow(Object.assign(new Store(), one.session));
  assert.equal(copy.text, "1");
  copy.write("2");
  one.leave("1");
  copy.leave("2");
  assert.deepEqual([openWindow().text, openWindow().text], ["2", "1"]);
});

test("what all windows shared once is not lost, and ten windows are kept", () => {
  newDisk();
  localStorage.setItem("portico.documents", JSON.stringify({ version: 1, value: { tabs: [{ id: 1, text: "old" }], chosen: 1 } }));
  assert.equal(openWindow().text, "old");
  assert.equal(localStorage.getItem("portico.documents"), null);
  newDisk();
  const windows = Array.from({ length: 12 }, () => openWindow());
  windows.forEach((each, index) => each.leave(String(index)));
  assert.deepEqual(Array.from({ length: 10 }, () => openWindow().text), ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
});

test("a full disk says so, and what is on it stays", () => {
  newDisk();
  const one = openWindow();
  assert.equal(one.write("1"), true);
  one.leave("1");
  localStorage.room = 5;
  const two = openWindow();
  assert.equal(two.text, "1");
  assert.equal(two.write("2"), false);
  delete localStorage.room;
  assert.equal(openWindow().text, "1");
});
