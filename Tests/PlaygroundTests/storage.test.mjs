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

class Store {
  getItem(name) { return this[name] ?? null; }
  setItem(name, text) {
    const others = Object.entries(this).filter(([other]) => other !== "room" && other !== name);
    const used = others.reduce((sum, [, other]) => sum + other.length, 0);
    if (used + text.length > this.room) throw new Error("QuotaExceededError");
    this[name] = text;
  }
  removeItem(name) { delete this[name]; }
}

/** What a browser has of the Web Locks, with the names of those that are held. */
class Locks {
  names = new Set();
  async request(name, work) {
    this.names.add(name);
    await work();
    this.names.delete(name);
  }
  async query() { return { held: [...this.names].map((name) => ({ name })) }; }
}

let windows = 0;
/** A window of the browser, which has the modules for itself: what it opens with, and what it does with its documents. */
const openWindow = async (session = new Store()) => {
  const inside = (work) => (...values) => {
    globalThis.sessionStorage = session;
    return work(...values);
  };
  const { keepDocuments, takeDocuments } = await import(`../../playground/storage.js?${windows++}`);
  const { place, tabs } = await inside(takeDocuments)();
  const keep = (isOpen) => inside((text) => keepDocuments({ place, tabs: [{ id: 1, text, headers: "h" }], chosen: 1 }, isOpen));
  const crash = () => navigator.locks.names.delete(`portico.${place}`);
  return { text: tabs?.[0].text, headers: tabs?.[0].headers, session, write: keep(true), leave: keep(false), crash };
};
const textsOf = async (count) => {
  const texts = [];
  while (texts.length < count) texts.push((await openWindow()).text);
  return texts;
};
const newDisk = (locks) => {
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  globalThis.localStorage = new Store();
  let now = 0;
  globalThis.Date.now = () => (now += 1);
};

for (const [where, newLocks] of [["", () => new Locks()], [", without locks", () => undefined]]) {
  test(`no window takes away what another has${where}`, async () => {
    newDisk(newLocks());
    const [one, two] = [await openWindow(), await openWindow()];
    one.write("1");
    two.write("2");
    one.write("1, changed");
    one.leave("1, changed");
    two.leave("2");
    const back = await openWindow(one.session);
    assert.deepEqual([back.text, back.headers], ["1, changed", "h"], "it is loaded again");
    back.leave("1, changed");
    assert.deepEqual(await textsOf(2), ["1, changed", "2"], "what was closed last comes first");
  });

  test(`what is closed is taken over once, and then a new window has a copy of what was used last${where}`, async () => {
    newDisk(newLocks());
    (await openWindow()).leave("1");
    const one = await openWindow();
    assert.deepEqual([one.text, one.headers], ["1", ""]);
    one.write("2");
    const two = await openWindow();
    assert.equal(two.text, "2");
    two.write("3");
    one.leave("2");
    two.leave("3");
    assert.deepEqual(await textsOf(2), ["3", "2"]);
  });

  test(`a window that is copied with all it keeps goes a way of its own${where}`, async () => {
    newDisk(newLocks());
    const one = await openWindow();
    one.write("1");
    const copy = await openWindow(Object.assign(new Store(), one.session));
    assert.equal(copy.text, "1");
    copy.write("2");
    one.leave("1");
    copy.leave("2");
    assert.deepEqual(await textsOf(2), ["2", "1"]);
  });

  test(`what all windows shared once is not lost, and ten closed windows are kept, but all that are open${where}`, async () => {
    newDisk(newLocks());
    localStorage.setItem("portico.documents", JSON.stringify({ version: 1, value: { tabs: [{ id: 1, text: "old" }], chosen: 1 } }));
    assert.deepEqual(await textsOf(1), ["old"]);
    assert.equal(localStorage.getItem("portico.documents"), null);
    newDisk(newLocks());
    const open = await openWindow();
    open.write("open");
    const others = [];
    while (others.length < 12) others.push(await openWindow());
    others.forEach((each, index) => each.leave(String(index)));
    assert.deepEqual(await textsOf(10), ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
    assert.equal(Object.values(localStorage).filter((text) => text.includes('"open"')).length, 1);
  });

  test(`a full disk says so, and what is on it stays${where}`, async () => {
    newDisk(newLocks());
    const one = await openWindow();
    assert.equal(one.write("1"), true);
    one.leave("1");
    localStorage.room = Object.values(localStorage).join("").length;
    const two = await openWindow();
    assert.equal(two.text, "1", "there is no room for it twice");
    assert.equal(two.write("2, and much more"), false);
    two.leave("1");
    assert.deepEqual(await textsOf(1), ["1"]);
  });
}

test("the documents of a window that has crashed are taken over before those of one that was closed earlier", async () => {
  newDisk(new Locks());
  const [closed, crashed, open] = [await openWindow(), await openWindow(), await openWindow()];
  closed.leave("closed");
  crashed.write("crashed");
  open.write("open");
  crashed.crash();
  assert.deepEqual(await textsOf(3), ["crashed", "closed", "open"]);
});
