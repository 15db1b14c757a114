// Reads documents, also half-typed ones: what is wrong is reported and passed over, and the rest is still understood.

import { stringValue, tokenize } from "./lexer.js";

/*
 * Problems are `{severity: "error"|"warning"|"closed", message, start, end}`; of the syntax, the first is what the
 * server says. Nodes reach from `start` to `end`; a name is a string, from `nameStart` to `nameEnd`:
 *   `{kind: "operation", operation, name, variables, directives, selections}`,
 *   `{kind: "fragment", name, condition: {name, start, end}, directives, selections}`.
 * Selections are null, or in braces from `setStart` to `setEnd`:
 *   `{kind: "field", alias, name, arguments, directives, selections}`,
 *   `{kind: "spread", name, directives}`, `{kind: "inline", condition, directives, selections}`.
 * Variables, in parentheses from `listStart` to `listEnd`, arguments, and fields of objects:
 *   `{kind: "definition", name, type, value, directives}`, `{kind: "argument"|"objectField", name, value}`.
 * Values: `{kind: "variable", name}`, `{kind: "list", items}`, `{kind: "object", fields}`, and with their `text` those
 * of the kinds "int", "float", "string", "block", "boolean", "null" and "enum".
 */

/** As deep as the server reads. */
const MAXIMUM_DEPTH = 200;
const OPERATIONS = ["query", "mutation", "subscription"];
const LABELS = { name: "Name", int: "Int", float: "Float", string: "String", block: "BlockString" };
const WORDS = { true: "boolean", false: "boolean", null: "null" };

/** What could be read of a document: `{tokens, definitions, problems}`. */
export const parseDocument = (text) => {
  const parser = new DocumentParser(text);
  return { tokens: parser.tokens, definitions: parser.parse(), problems: parser.problems };
};

/** The operation around an offset, else the last before it, else the first; null if there is none. */
export const operationAt = (document, offset) => {
  const operations = document.definitions.filter((definition) => definition.kind === "operation");
  return operations.findLast((operation) => operation.start <= offset) ?? operations[0] ?? null;
};

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
    Object.assign(
      this, { text, tokens: tokenize(text), problems: [], next: 0, reported: -2, depth: 0, token: null },
    );
    this.advance();
  }

  /** Goes on to the next token that means something; at the end of the text, to one of the kind "end". */
  advance() {
    const { length } = this.text;
    this.end = this.token?.end ?? 0;
    do {
      this.token = this.tokens[this.next++] ?? { kind: "end", start: length, end: length };
      if (this.token.kind === "error") this.report(this.token.message);
    } while (["comment", "error"].includes(this.token.kind));
  }

  get isAtEnd() { return this.token.kind === "end"; }

  get isString() { return ["string", "block"].includes(this.token.kind); }

  is(sign) { return this.token.kind === "punctuator" && this.text[this.token.start] === sign[0]; }

  isWord(...words) { return this.token.kind === "name" && words.includes(this.source()); }

  source({ start, end } = this.token) { return this.text.slice(start, end); }

  /** A node that ends with the last token that was read. */
  ended(node) {
    node.end = this.end;
    return node;
  }

  skip(sign) {
    const isThere = this.is(sign);
    if (isThere) this.advance();
    return isThere;
  }

  expect(sign) { return this.skip(sign) || this.expected(`"${sign}"`); }

  /** `{name, start, end}`, or null. */
  name() {
    const { kind, start, end } = this.token;
    if (kind !== "name") return this.expected("Name") || null;
    this.advance();
    return { name: this.text.slice(start, end), start, end };
  }

  // Problems

  /** Always false. Of problems side by side only the first is kept: the others follow from it. */
  report(message, { start, end } = this.token) {
    if (this.next > this.reported + 1) {
      if (start === this.text.length) start = this.tokens[this.tokens.length - 1]?.start ?? 0;
      this.problems.push({ severity: "error", message: `Syntax Error: ${message}`, start, end });
    }
    this.reported = this.next;
    return false;
  }

  expected(what) { return this.report(`Expected ${what}, found ${this.found}.`); }

  unexpected() { return this.report(`Unexpected ${this.found}.`); }

  get found() {
    const { kind } = this.token;
    const source = this.source();
    if (LABELS[kind]) return `${LABELS[kind]} "${(this.isString ? stringValue(source) : source).slice(0, 200)}"`;
    return kind === "end" ? "<EOF>" : `"${kind === "punctuator" ? source : source[0]}"`;
  }

  /** Runs `body` one level deeper; what is too deep is read no further. */
  nested(body) {
    if (this.depth < MAXIMUM_DEPTH) {
      this.depth++;
      body();
      this.depth--;
    } else {
      this.report(`Document is nested more than ${MAXIMUM_DEPTH} levels deep. Parsing aborted.`);
      this.next = this.tokens.length;
      this.advance();
    }
  }

  // Values

  /** Null if there is none. */
  value(isConstant) {
    const { kind, start } = this.token;
    const text = this.source();
    const value = { kind, text, start };
    if (this.skip("[")) {
      Object.assign(value, { kind: "list", items: [] });
      this.nested(() => this.items(value.items, isConstant));
    } else if (this.skip("{")) {
      Object.assign(value, { kind: "object", fields: [] });
      this.nested(() => this.pairs(value.fields, "objectField", "}", isConstant));
    } else if (kind === "variable") {
      if (isConstant) this.report(`Unexpected variable "${text}" in constant value.`);
      value.name = text.slice(1);
      this.advance();
    } else if (LABELS[kind]) {
      if (kind === "name") value.kind = WORDS[text] ?? "enum";
      this.advance();
    } else {
      this.unexpected();
      return null;
    }
    return this.ended(value);
  }

  items(items, isConstant) {
    while (!this.skip("]")) {
      const item = this.value(isConstant);
      if (item) items.push(item);
      else if (this.isAtEnd || this.token.kind === "punctuator") return;
      else this.advance();
    }
  }

  arguments(isConstant) {
    const pairs = [];
    if (!this.skip("(")) return pairs;
    if (this.is(")")) this.expected("Name");
    this.pairs(pairs, "argument", ")", isConstant);
    return pairs;
  }

  /** Names with their values, and what closes them; a bracket that does not belong here ends them, too. */
  pairs(pairs, kind, close, isConstant) {
    while (!this.skip(close)) {
      const name = this.name();
      if (!name) {
        if (this.isAtEnd || "{}()]@.".includes(this.text[this.token.start])) return;
        this.advance();
        continue;
      }
      const { start, end } = name;
      const pair = { kind, name: name.name, nameStart: start, nameEnd: end, value: null, start };
      // Behind a missing colon another name is the next pair's, and a brace belongs to a selection.
      if (this.expect(":") || !(this.token.kind === "name" || this.is("{"))) pair.value = this.value(isConstant);
      pairs.push(this.ended(pair));
    }
  }

  directives(isConstant) {
    const directives = [];
    while (this.token.kind === "directive") {
      const { start, end } = this.token;
      this.advance();
      const directive = {
        kind: "directive",
        name: this.text.slice(start + 1, end),
        nameStart: start,
        nameEnd: end,
        start,
      };
      directive.arguments = this.arguments(isConstant);
      directives.push(this.ended(directive));
    }
    return directives;
  }

  /** The text of a type without blanks, and where it and its name stand; null if there is none. */
  type() {
    const { start } = this.token;
    let lists = 0;
    while (lists < MAXIMUM_DEPTH && this.skip("[")) lists++;
    const name = this.name();
    if (!name) return null;
    let text = name.name + (this.skip("!") ? "!" : "");
    for (; lists > 0; lists--) {
      this.expect("]");
      text = `[${text}]${this.skip("!") ? "!" : ""}`;
    }
    return this.ended({ kind: "type", text, nameStart: name.start, nameEnd: name.end, start });
  }
}

class DocumentParser extends Parser {
  parse() {
    const count = (brace) => this.tokens.filter((token) => this.source(token) === brace).length;
    // Then a definition that begins a line ends the one before it.
    this.lacksBraces = count("{") > count("}");
    const definitions = [];
    while (!this.isAtEnd) {
      const { start } = this.token;
      if (this.isString) this.advance();
      if (this.is("{")) definitions.push(this.operation(start));
      else if (this.isWord(...OPERATIONS)) definitions.push(this.operation(start, this.source()));
      else if (this.isWord("fragment")) definitions.push(this.fragment(start));
      else {
        this.unexpected();
        this.advance();
      }
    }
    return definitions;
  }

  get beginsDefinition() {
    return /^[\n\r]?$/.test(this.text.charAt(this.token.start - 1)) && this.isWord(...OPERATIONS, "fragment");
  }

  /** `word` is missing where the braces stand alone. */
  operation(start, word) {
    if (word) this.advance();
    const { name = null, ...place } = (this.token.kind === "name" && this.name()) || {};
    const node = {
      kind: "operation",
      operation: word ?? "query",
      name,
      nameStart: place.start,
      nameEnd: place.end,
      start,
    };
    node.listStart = this.token.start;
    node.variables = this.variables();
    node.listEnd = this.end;
    return this.body(node);
  }

  fragment(start) {
    this.advance();
    const name = this.isWord("on") ? this.unexpected() : this.name();
    const node = { kind: "fragment", name: name?.name ?? "", nameStart: name?.start, nameEnd: name?.end, start };
    const isWhole = this.isWord("on") || this.expected('"on"');
    // A word that is being typed stands where "on" should.
    if (this.token.kind === "name" && !this.beginsDefinition) this.advance();
    node.condition = isWhole ? this.name() : null;
    return this.body(node);
  }

  /** What a definition ends with. */
  body(node) {
    node.directives = this.directives(false);
    this.selectionSet(node);
    return this.ended(node);
  }

  variables() {
    const variables = [];
    if (!this.skip("(")) return variables;
    do {
      const { start } = this.token;
      if (this.isString) this.advance();
      const { kind, start: nameStart, end: nameEnd } = this.token;
      if (kind !== "variable") {
        this.expected('"$"');
        if (this.isAtEnd || this.is("{") || this.beginsDefinition) return variables;
        if (!this.is(")")) this.advance();
        continue;
      }
      const node = { kind: "definition", name: this.source().slice(1), nameStart, nameEnd, start };
      this.advance();
      const type = this.expect(":") ? this.type() : null;
      node.type = type && { ...typeFrom(type.text), ...type };
      node.value = this.skip("=") ? this.value(true) : null;
      node.directives = this.directives(true);
      variables.push(this.ended(node));
    } while (!this.skip(")"));
    return variables;
  }

  selectionSet(node) {
    node.selections = null;
    node.setStart = this.token.start;
    if (!this.expect("{")) return;
    node.selections = [];
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
        else this.advance();
      }
    });
    node.setEnd = this.end;
  }

  field() {
    const first = this.name();
    if (!first) return null;
    const isAlias = this.skip(":");
    const { name, start, end } = isAlias ? this.name() ?? { name: "", start: this.end, end: this.end } : first;
    const node = {
      kind: "field",
      alias: isAlias ? first.name : null,
      name,
      nameStart: start,
      nameEnd: end,
      start: first.start,
    };
    node.arguments = this.arguments(false);
    node.directives = this.directives(false);
    node.selections = null;
    if (this.is("{")) this.selectionSet(node);
    return this.ended(node);
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
    return this.body(node);
  }
}
