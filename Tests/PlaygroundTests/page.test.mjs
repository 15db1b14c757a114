// What holds for the files of the page, whatever they do.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../playground/", import.meta.url);
const files = readdirSync(folder).map((name) => ({ name, content: readFileSync(new URL(name, folder)) }));

test("nothing becomes markup or code that came as text", () => {
  const sinks = /\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|DOMParser|srcdoc)\b|document\.write|\beval\(|\bnew Function\b|setTimeout\(\s*["'`]|javascript:/g;
  for (const { name, content } of files) {
    const found = content.toString().match(sinks);
    assert.equal(found, null, `${name} has ${found}`);
  }
});

test("the page has no script or style of its own, as its policy wants it", () => {
  const page = files.find(({ name }) => name === "index.html").content.toString();
  assert.doesNotMatch(page, /\sstyle\s*=/);
  assert.doesNotMatch(page, /\son[a-z]+\s*=/);
  assert.doesNotMatch(page, /<style/);
  for (const [, inside] of page.matchAll(/<script[^>]*>([^]*?)<\/script>/g)) assert.equal(inside, "");
});

test("nothing is loaded from elsewhere, and modules name their files as browsers need them", () => {
  for (const { name, content } of files) {
    const text = content.toString();
    for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
      if (!name.endsWith(".js")) continue;
      assert.match(specifier, /^\.\/[a-z-]+\.js$/, `${name} imports ${specifier}`);
      assert.ok(files.some((file) => `./${file.name}` === specifier), `${name} imports ${specifier}`);
    }
    for (const [, address] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      assert.match(address, /^(\/|#|data:)/, `${name} leads to ${address}`);
    }
  }
});

test("what a part imports is there when the page is opened, or is fetched with the part", () => {
  const textOf = (name) => files.find((file) => file.name === name).content.toString();
  const importsOf = (name) => [...textOf(name).matchAll(/\bfrom "\.\/([a-z]+\.js)"/g)].map(([, other]) => other);
  const preloaded = [...textOf("index.html").matchAll(/modulepreload" href="\/([a-z]+\.js)"/g)].map(([, name]) => name);
  const opened = new Set(["main.js", ...preloaded]);
  assert.deepEqual([...opened].flatMap(importsOf).filter((name) => !opened.has(name)), []);
  const [, table] = textOf("views.js").match(/const imports = (\{[^]*?\n\});/);
  const together = JSON.parse(table.replace(/(\w+):/g, '"$1":').replace(/,(?=\s*\})/g, ""));
  for (const [part, others] of Object.entries(together)) {
    const own = [part, ...others].map((name) => `${name}.js`);
    assert.deepEqual(own.flatMap(importsOf).filter((name) => !opened.has(name) && !own.includes(name)), [], part);
    assert.deepEqual(own.filter((name) => opened.has(name)), [], part);
  }
  const alone = files.map(({ name }) => name).filter(
    (name) => name.endsWith(".js") && !opened.has(name) && !Object.entries(together).flat(2).includes(name.slice(0, -3)));
  for (const name of alone) assert.deepEqual(importsOf(name).filter((other) => !opened.has(other)), [], name);
});
