// Reads documents, also half-typed ones: what is missing is reported and passed over, and the rest is still understood.
//
// Nodes are plain objects with a `kind` and with `start` and `end` in UTF-16 units. Names are strings; where one stands
// is `nameStart` and `nameEnd`. The first problem has the words of the server, which stops there.

import { stringValue, tokenize } from "./lexer.js";

/**
 * @typedef {object} Problem
 * @property {"error"|"warning"|"closed"} severity
 * @property {string} message
 * @property {number} start
 * @property {number} end
 */

/**
 * @typedef {object} Document
 * @property {import("./lexer.js").Token[]} tokens
 * @property {object[]} definitions
 *   `{kind: "operation", operation, name, variables, directives, selections}` and
 *   `{kind: "fragment", name, condition, directives, selections}`. A condition is `{name, start, end}`.
 *   Selections, which lie between `setStart` and `setEnd`, braces included, are null where there are none:
 *   `{kind: "field", alias, name, arguments, directives, selections}`, `{kind: "spread", name, directives}` and
 *   `{kind: "inline", condition, directives, selections}`.
 *   Arguments, and fields of objects: `{kind: "argument"|"objectField", name, value}`.
 *   Variables: `{kind: "definition", name, type, value, directives}`, where a type is as in `schema.js`.
 *   Values: `{kind: "variable", name}`, `{kind: "list", items}`, `{kind: "object", fields}`, and those with a `text` of the
 *   kinds "int", "float", "string", "block", "boolean", "null" and "enum".
 * @property {Problem[]} problems What is wrong with the syntax.
 */

/** As deep as the server reads. */
const MAXIMUM_DEPTH = 200;
const MAXIMUM_LISTS = 30;
const OPERATIONS = ["query", "mutation", "subscription"];
const SCHEMA_WORDS = ["schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend"];

/**
 * @param {string} text
 * @returns {Document}
 */
export const parseDocument = (text) => {
  const parser = new DocumentParser(text);
  return { tokens: parser.tokens, definitions: parser.parse(), problems: parser.problems };
};

/** The operation around an offset, else the last before it, else the first; null if there is none. */
export const operationAt = (document, offset) => {
  const operations = document.definitions.filter((definition) => definition.kind === "operation");
  return operations.findLast((operation) => operation.start <= offset) ?? operations[0] ?? null;
};

/** The name under which a field stands in the answer. */
export const responseName = (field) => field.alias ?? field.name;

/** A type as it is written: `{text, name, nonNull, list, of}`, where a list is one of `of`. */
export const typeFrom = (text) => {
  const nonNull = text.endsWith("!");
  const bare = nonNull ? text.slice(0, -1) : text;
  const of = bare.startsWith("[") ? typeFrom(bare.slice(1, -1)) : null;
  return { text, name: of?.name ?? bare, nonNull, list: of !== null, of };
};

/** What documents and schemas have in common: tokens, values, types and directives. */
export class Parser {
  constructor(text) {
    this.text = text;
    this.tokens = tokenize(text);
    this.problems = [];
    this.next = 0;
    this.depth = 0;
    this.reported = -2;
    this.token = null;
    this.advance();
  }

  // Tokens

  /** Goes on to the next token that means something; at the end of the text, to one of the kind "end". */
  advance() {
    this.end = this.token?.end ?? 0;
    for (;;) {
      const { length } = this.text;
      this.token = this.tokens[this.next++] ?? { kind: "end", start: length, end: length };
      if (this.token.kind === "error") this.report(this.token.message);
      else if (this.token.kind !== "comment") return;
    }
  }

  get isAtEnd() {
    return this.token.kind === "end";
  }

  is(punctuator) {
    return this.token.kind === "punctuator" && this.text[this.token.start] === punctuator[0];
  }

  isWord(...words) {
    return this.token.kind === "name" && words.includes(this.source(this.token));
  }

  skip(punctuator) {
    const isThere = this.is(punctuator);
    if (isThere) this.advance();
    return isThere;
  }

  expect(punctuator) {
    return this.skip(punctuator) || this.expected(`"${punctuator}"`);
  }

  /** @returns {{name: string, start: number, end: number}|null} */
  name() {
    const { kind, start, end } = this.token;
    if (kind !== "name") return this.expected("Name") || null;
    this.advance();
    return { name: this.text.slice(start, end), start, end };
  }

  source({ start, end }) {
    return this.text.slice(start, end);
  }

  // Problems

  expected(what) {
    return this.report(`Expected ${what}, found ${this.describe()}.`);
  }

  /** Always false. Of problems side by side only the first is kept: the others follow from it. */
  report(message, { start, end } = this.token) {
    if (this.next > this.reported + 1) {
      if (start === this.text.length) start = this.tokens[this.tokens.length - 1]?.start ?? 0;
      this.problems.push({ severity: "error", message: `Syntax Error: ${message}`, start, end });
    }
    this.reported = this.next;
    return false;
  }

  describe() {
    const { kind } = this.token;
    const source = this.source(this.token);
    const label = { name: "Name", int: "Int", float: "Float", string: "String", block: "BlockString" }[kind];
    if (kind === "end") return "<EOF>";
    if (!label) return kind === "punctuator" ? `"${source}"` : `"${source[0]}"`;
    const text = Array.from(kind === "string" || kind === "block" ? stringValue(source) : source);
    return `${label} "${text.slice(0, 200).join("")}${text.length > 200 ? "…" : ""}"`;
  }

  /** Reads no further. */
  abort(message) {
    this.report(message);
    this.next = this.tokens.length;
    this.advance();
  }

  /** Runs `body` one level deeper. */
  nested(body) {
    if (this.depth === MAXIMUM_DEPTH) {
      return this.abort(`Document is nested more than ${MAXIMUM_DEPTH} levels deep. Parsing aborted.`);
    }
    this.depth++;
    body();
    this.depth--;
  }

  // Values

  value(isConstant) {
    const { kind, start, end } = this.token;
    if (this.is("[")) return this.list(isConstant);
    if (this.is("{")) {
      const value = { kind: "object", fields: [], start, end };
      this.advance();
      this.nested(() => this.pairs("objectField", "}", isConstant, value.fields));
      value.end = this.end;
      return value;
    }
    if (kind === "variable") {
      const name = this.variableName(isConstant);
      return { kind, name, start, end: this.end };
    }
    const text = this.source(this.token);
    const literal = kind === "name" ? { true: "boolean", false: "boolean", null: "null" }[text] ?? "enum" : kind;
    if (!["boolean", "null", "enum", "int", "float", "string", "block"].includes(literal)) {
      this.report(`Unexpected ${this.describe()}.`);
      return null;
    }
    this.advance();
    return { kind: literal, text, start, end };
  }

  variableName(isConstant) {
    const dollar = this.token;
    this.advance();
    // The sign may stand apart from its name.
    const name = dollar.end - dollar.start > 1 ? this.text.slice(dollar.start + 1, dollar.end) : this.name()?.name ?? "";
    if (isConstant) this.report(`Unexpected variable "$${name}" in constant value.`, dollar);
    return name;
  }

  list(isConstant) {
    const value = { kind: "list", items: [], start: this.token.start, end: this.token.end };
    this.advance();
    this.nested(() => {
      while (!this.skip("]")) {
        const item = this.value(isConstant);
        if (item) value.items.push(item);
        else if (this.isAtEnd || this.token.kind === "punctuator") return;
        else this.advance();
      }
    });
    value.end = this.end;
    return value;
  }

  arguments(isConstant) {
    const pairs = [];
    if (!this.skip("(")) return pairs;
    if (this.is(")")) this.expected("Name");
    this.pairs("argument", ")", isConstant, pairs);
    return pairs;
  }

  /** Names with their values, and what closes them; a bracket that does not belong here ends them, too. */
  pairs(kind, close, isConstant, pairs) {
    while (!this.skip(close)) {
      const name = this.name();
      if (!name) {
        if (this.isAtEnd || "{}()]@.".includes(this.text[this.token.start])) return;
        this.advance();
        continue;
      }
      const pair = { kind, name: name.name, nameStart: name.start, nameEnd: name.end, value: null };
      pairs.push(pair);
      // Behind a missing colon another name is the next pair's, and a brace belongs to a selection.
      if (this.expect(":") || !(this.token.kind === "name" || this.is("{"))) pair.value = this.value(isConstant);
      Object.assign(pair, { start: name.start, end: this.end });
    }
  }

  directives(isConstant) {
    const directives = [];
    while (this.token.kind === "directive") {
      const { start, end } = this.token;
      this.advance();
      const apart = end - start > 1 ? null : this.name();
      const directive = { kind: "directive", name: apart?.name ?? this.text.slice(start + 1, end), start, end };
      directive.arguments = this.arguments(isConstant);
      directives.push(Object.assign(directive, { nameStart: start, nameEnd: apart?.end ?? end, end: this.end }));
    }
    return directives;
  }

  /** The text of a type without blanks, and where it and its name stand; null if there is none. */
  type() {
    const { start } = this.token;
    let lists = 0;
    while (this.skip("[")) lists++;
    if (lists > MAXIMUM_LISTS) this.abort(`Type is nested more than ${MAXIMUM_LISTS} lists deep. Parsing aborted.`);
    const name = this.name();
    if (!name) return null;
    let text = name.name + (this.skip("!") ? "!" : "");
    for (; lists > 0; lists--) {
      this.expect("]");
      text = `[${text}]${this.skip("!") ? "!" : ""}`;
    }
    return { kind: "type", text, nameStart: name.start, nameEnd: name.end, start, end: this.end };
  }
}

class DocumentParser extends Parser {
  constructor(text) {
    super(text);
    const count = (brace) => this.tokens.filter(({ kind, start }) => kind === "punctuator" && text[start] === brace).length;
    /** Then a definition that begins a line ends the one before it. */
    this.lacksBraces = count("{") > count("}");
  }

  parse() {
    const definitions = [];
    while (!this.isAtEnd) {
      const definition = this.definition();
      if (definition) definitions.push(definition);
    }
    return definitions;
  }

  definition() {
    const { start } = this.token;
    if (this.is("{")) return this.body({ kind: "operation", operation: "query", name: null, variables: [], start });
    if (["string", "block"].includes(this.token.kind)) this.advance();
    if (this.isWord(...OPERATIONS)) return this.operation(start);
    if (this.isWord("fragment")) return this.fragment(start);
    if (this.isWord(...SCHEMA_WORDS)) return this.foreign();
    this.report(`Unexpected ${this.describe()}.`);
    if (!this.isAtEnd) this.advance();
    return null;
  }

  get beginsDefinition() {
    const { start } = this.token;
    return /^[\n\r]?$/.test(this.text.charAt(start - 1)) && this.isWord(...OPERATIONS, "fragment");
  }

  /** The definition of a schema's element; all up to the next definition that can be executed. */
  foreign() {
    const word = this.source(this.token);
    this.advance();
    const { start, end } = this.token;
    const name = this.token.kind === "name" ? this.source(this.token) : word;
    this.problems.push({ severity: "error", message: `The "${name}" definition is not executable.`, start, end });
    while (!this.isAtEnd && !this.beginsDefinition) this.advance();
    return null;
  }

  operation(start) {
    const operation = this.source(this.token);
    this.advance();
    const name = this.token.kind === "name" ? this.name() : null;
    const node = { kind: "operation", operation, name: name?.name ?? null, variables: this.variables(), start };
    return this.body(Object.assign(node, { nameStart: name?.start, nameEnd: name?.end }));
  }

  fragment(start) {
    this.advance();
    if (this.isWord("on")) this.report('Unexpected Name "on".');
    const name = this.isWord("on") ? null : this.name();
    const node = { kind: "fragment", name: name?.name ?? "", nameStart: name?.start, nameEnd: name?.end, start };
    const isWhole = this.isWord("on") || this.expected('"on"');
    // A word that is being typed stands where "on" should.
    if (this.token.kind === "name" && !this.beginsDefinition) this.advance();
    node.condition = isWhole ? this.name() : null;
    return this.body(node);
  }

  /** Directives and selections, with which a definition ends. */
  body(node) {
    node.directives = this.directives(false);
    this.selectionSet(node);
    return Object.assign(node, { end: node.setEnd ?? this.end });
  }

  variables() {
    const variables = [];
    if (!this.skip("(")) return variables;
    do {
      const { start, kind } = this.token;
      if (kind === "string" || kind === "block") this.advance();
      if (this.token.kind !== "variable") {
        this.expected('"$"');
        if (this.isAtEnd || this.is("{") || this.beginsDefinition) return variables;
        if (!this.is(")")) this.advance();
        continue;
      }
      const nameStart = this.token.start;
      const node = { kind: "definition", name: this.variableName(false), nameStart, nameEnd: this.end, start };
      const type = this.expect(":") ? this.type() : null;
      node.type = type && { ...typeFrom(type.text), ...type };
      node.value = this.skip("=") ? this.value(true) : null;
      node.directives = this.directives(true);
      variables.push(Object.assign(node, { end: this.end }));
    } while (!this.skip(")"));
    return variables;
  }

  selectionSet(node) {
    node.selections = null;
    if (!this.is("{")) return this.expected('"{"');
    node.selections = [];
    node.setStart = this.token.start;
    this.advance();
    if (this.is("}")) this.expected("Name");
    this.nested(() => {
      while (!this.skip("}")) {
        if (this.isAtEnd || (this.lacksBraces && this.beginsDefinition)) {
          // What is not closed reaches up to what comes next.
          this.end = this.token.start;
          return this.expected("Name");
        }
        const selection = this.is(".") ? this.spread() : this.field();
        if (selection) node.selections.push(selection);
        else if (!this.is("}") && !this.isAtEnd) this.advance();
      }
    });
    node.setEnd = this.end;
  }

  field() {
    const first = this.name();
    if (!first) return null;
    const { start } = first;
    const second = this.skip(":") ? this.name() ?? { name: "", start: this.end, end: this.end } : null;
    const { name, start: nameStart, end: nameEnd } = second ?? first;
    const node = { kind: "field", alias: second ? first.name : null, name, nameStart, nameEnd, start };
    node.arguments = this.arguments(false);
    node.directives = this.directives(false);
    node.selections = null;
    if (this.is("{")) this.selectionSet(node);
    return Object.assign(node, { end: this.end });
  }

  /** A spread or an inline fragment: both begin with `...`. */
  spread() {
    const { start } = this.token;
    this.advance();
    if (this.token.kind === "name" && !this.isWord("on")) {
      const { name, start: nameStart, end: nameEnd } = this.name();
      return { kind: "spread", name, nameStart, nameEnd, start, directives: this.directives(false), end: this.end };
    }
    const node = { kind: "inline", condition: null, start };
    if (this.isWord("on")) {
      this.advance();
      node.condition = this.name();
    }
    node.directives = this.directives(false);
    this.selectionSet(node);
    return Object.assign(node, { end: this.end });
  }
}
