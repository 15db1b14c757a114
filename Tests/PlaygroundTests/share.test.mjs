import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeShare, encodeShare } from "../../playground/share.js";
import { curl, fetchCall, python, swift } from "../../playground/exports.js";
import { dice } from "./support.mjs";

test("a link comes back as it was, in characters that addresses take", () => {
  for (const request of [{ query: "{ a }", variables: "" }, { query: "# é 😀 \u2028", variables: '{"a": "?&#%+/"}' }, { query: "x".repeat(100000), variables: "{" }]) {
    const link = encodeShare(request);
    assert.match(link, /^#[\w-]+$/);
    assert.deepEqual(decodeShare(link), request);
  }
  assert.deepEqual(decodeShare(encodeShare({ query: "{ a }", token: "pt_secret" })), { query: "{ a }", variables: "" });
});

test("what is no such link is nothing", () => {
  const foreign = (value) => `#${Buffer.from(JSON.stringify(value)).toString("base64url")}`;
  for (const hash of ["", "#", "#docs", "#é", "#====", foreign(null), foreign([]), foreign("a"), foreign({}), foreign({ query: 5 }), foreign({ query: "a", variables: {} })]) {
    assert.equal(decodeShare(hash), null, hash);
  }
  assert.equal(decodeShare(`#${Buffer.from([0x22, 0xff, 0x22]).toString("base64url")}`), null);
  assert.equal(decodeShare(`#${"A".repeat(3_000_000)}`), null);
  const random = dice(6);
  for (let round = 0; round < 300; round++) {
    const link = [...encodeShare({ query: "{ viewer { role } }", variables: "{}" })];
    link[1 + Math.floor(random() * (link.length - 1))] = String.fromCharCode(Math.floor(random() * 300));
    const decoded = decodeShare(link.join(""));
    assert.ok(decoded === null || typeof decoded.query === "string");
  }
});

const request = {
  url: "https://portal.example/graphql",
  query: 'query Q($n: String) {\n  # it\'s "quoted" \\ `here` ${x} \\(y)\n  a(n: $n)\n}',
  variables: { n: "O'Neill \"x\" \u2028 é" },
  operationName: "Q",
};

test("a shell and a JavaScript engine read the request back", async () => {
  const { execFileSync } = await import("node:child_process");
  const echo = 'curl() { for each; do last=$each; done; printf %s "$last"; }\n';
  const body = execFileSync("sh", ["-c", echo + curl(request)], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(body), { query: request.query, variables: request.variables, operationName: "Q" });
  let sent;
  const fetch = async (url, options) => {
    sent = { url, options };
    return { json: async () => ({ data: 1 }) };
  };
  const call = new Function("fetch", "process", `return (async () => { ${fetchCall(request)} return data; })()`);
  assert.equal(await call(fetch, { env: { TOKEN: "t" } }), 1);
  assert.equal(sent.url, request.url);
  assert.equal(sent.options.headers.Authorization, "Bearer t");
  assert.deepEqual(JSON.parse(sent.options.body), JSON.parse(body));
});

test("Swift and Python have the body as one literal, with no escape but of quotes and backslashes", () => {
  for (const [code, literal] of [[swift(request), /Data\((".*")\.utf8\)/s], [python(request), /data=(".*")\.encode\(\)/s]]) {
    const [, text] = literal.exec(code);
    assert.doesNotMatch(text.replace(/\\["\\]/g, ""), /[\\\n]|(?<!^)"(?!$)/);
    assert.deepEqual(JSON.parse(JSON.parse(text)), { query: request.query, variables: request.variables, operationName: "Q" });
    assert.match(code, /TOKEN/);
  }
});
