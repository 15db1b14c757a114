// What the tests of the playground's modules share.

import { readFileSync } from "node:fs";
import { tokenize } from "../../playground/lexer.js";
import { parseSchema } from "../../playground/schema.js";

export const sdl = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
export const schema = parseSchema(sdl);
export const partner = schema.view("PARTNER_USER");
export const agent = schema.view("AGENT");
export const admin = schema.view("ADMIN");

/** A text without its sign `|`, and where that was. */
export const atCaret = (marked) => ({ text: marked.replace("|", ""), offset: marked.indexOf("|") });

/** Numbers from 0 to 1, the same for the same seed. */
export const dice = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const scraps = [
  "{", "}", "(", ")", "[", "]", ":", "!", "=", "|", "&", "$", "@", "...", "..", '"', '"""', "\\", "#", "\n", ",", "-", "1.", "0x",
  "query", "fragment", "on", "type", "$first", "@skip", "nodes", "cases", "Case", "{ id }", "(first: 3)", "...F", "null", "é", "\u0000",
  "😀", "\ud800", '"\\u{110000}"',
];

/** A text with a few of its tokens lost, doubled, moved or replaced by scraps. */
export const damaged = (text, random) => {
  let result = text;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const tokens = tokenize(result);
    const { start, end } = tokens[Math.floor(random() * tokens.length)] ?? { start: 0, end: 0 };
    const scrap = scraps[Math.floor(random() * scraps.length)];
    const put = [() => scrap, () => "", () => `${result.slice(start, end)} ${scrap} `, () => result.slice(start, end - 1)];
    if (random() < 0.2) result = result.slice(0, start);
    else result = result.slice(0, start) + put[Math.floor(random() * put.length)]() + result.slice(end);
  }
  return result;
};

/** Documents of many kinds. */
export const documents = [
  "{ viewer { role } }",
  `query Cases($first: Int = 5, $filter: CaseFilter, $states: [CaseStatus!]! = [NEW]) @live {
  cases(first: $first, filter: $filter, orderBy: [{ field: TITLE, direction: DESC }]) { # the page
    totalCount
    nodes { ...Head comments(last: 2) @include(if: true) { nodes { body author { ... on Agent { id } } } } }
  }
  late: cases(filter: { status: $states, or: [{ title: { contains: "x" } }] }) { pageInfo { endCursor } }
}

fragment Head on Case { id caseNumber title }`,
  `mutation Open($title: String!) {
  createCase(input: { title: $title, summary: """
    All of it:
      at once.
  """, category: SUPPORT, organization: { newName: "A\\u0042" } }) { case { id } userErrors { code message } }
}`,
  "subscription { recordChanged(types: [\"Case\"], after: 12) { sequence node { ... on Case @skip(if: false) { status } } } }",
  "query A { node(id: 5) { id __typename } } query B { portalAccess(path: \"x\") { ... on PortalGranted { portal { title } } } }",
  "# nothing but a remark",
  "",
];
