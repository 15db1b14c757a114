// Lays a document out anew. It moves tokens and never changes one, so that comments stay and half-typed text is safe.

import { tokenize } from "./lexer.js";

/** What does not fit gets lines of its own. */
const LINE_LENGTH = 80;
const CLOSING = { "{": "}", "(": ")", "[": "]" };

/** Null if there are brackets without a partner, or what is no token. */
export const layOut = (text) => {
  const tokens = tokenize(text).map((token) => ({ ...token, text: text.slice(token.start, token.end) }));
  return pairUp(tokens) ? new Layout(text, tokens).print() : null;
};

/** What cannot be laid out stays as it is. */
export const prettify = (text) => layOut(text) ?? text;

/** Tells each opening bracket where its partner is; false if one has none. */
const pairUp = (tokens) => {
  const open = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "error") return false;
    if (token.kind !== "punctuator") continue;
    if (CLOSING[token.text]) open.push(token);
    else if (")]}".includes(token.text)) {
      const partner = open.pop();
      if (CLOSING[partner?.text] !== token.text) return false;
      partner.partner = index;
    }
  }
  return open.length === 0;
};

class Layout {
  constructor(text, tokens) {
    Object.assign(this, { text, tokens, lines: [], line: "" });
    /** Of each open bracket: its sign, how far its content is indented, and whether that has lines of its own. */
    this.open = [{ sign: "", indentation: 0, isBroken: true }];
  }

  get around() { return this.open.at(-1); }

  print() {
    this.tokens.forEach((token, index) => this.put(token, index));
    this.endLine();
    return this.lines.length ? `${this.lines.join("\n")}\n` : "";
  }

  put(token, index) {
    const before = this.tokens[index - 1];
    const isClosing = token.kind === "punctuator" && ")]}".includes(token.text);
    const around = this.around;
    if (isClosing) this.open.pop();
    if (!before) this.line = token.text;
    else if (this.beginsLine(token, before, index, around, isClosing)) {
      this.endLine();
      if (this.isParagraph(token, before)) this.lines.push("");
      this.line = "  ".repeat(this.around.indentation) + token.text;
    } else this.line += separatorOf(before, token, this.tokens[index + 1], around.sign) + token.text;
    if (CLOSING[token.text]) this.enter(token, index);
  }

  endLine() {
    if (this.line) this.lines.push(this.line);
    this.line = "";
  }

  beginsLine(token, before, index, around, isClosing) {
    if (before.kind === "comment") return true;
    const isApart = this.text.slice(before.end, token.start).includes("\n");
    if (token.kind === "comment") return isApart;
    if (!around.isBroken) return false;
    if (isClosing) return true;
    if (CLOSING[before.text] && before.kind === "punctuator") return true;
    if (around.sign === "{set") return beginsSelection(token, before, this.tokens[index - 2]);
    if (around.sign) return beginsPair(token, before, this.tokens[index + 1], around.sign);
    return before.text === "}";
  }

  /** Whether an empty line goes before what begins a line. */
  isParagraph(token, before) {
    if (this.open.length === 1 && before.text === "}") return token.text !== "}";
    const isWanted = /\n[ \t,]*\r?\n/.test(this.text.slice(before.end, token.start));
    return isWanted && !CLOSING[before.text] && !")]}".includes(token.text);
  }

  enter(token, index) {
    const { indentation, sign } = this.around;
    const isSet = token.text === "{" && (sign === "" || sign === "{set");
    const isBroken = isSet || !this.fits(index);
    this.open.push({ sign: isSet ? "{set" : token.text, indentation: indentation + (isBroken ? 1 : 0), isBroken });
  }

  /** Whether a bracket, its content and its partner fit into the line. */
  fits(index) {
    let length = this.line.length;
    const signs = [this.tokens[index].text];
    for (let next = index + 1; next <= this.tokens[index].partner; next++) {
      const token = this.tokens[next];
      if (token.kind === "comment" || token.text.includes("\n")) return false;
      const separator = separatorOf(this.tokens[next - 1], token, this.tokens[next + 1], signs.at(-1));
      length += separator.length + token.text.length;
      if (length > LINE_LENGTH) return false;
      if (CLOSING[token.text]) signs.push(token.text);
      else if (")]}".includes(token.text)) signs.pop();
    }
    return true;
  }
}

/** Whether a token of a selection set begins one of its selections. */
const beginsSelection = (token, before, beforeLast) => {
  if (token.text === "...") return true;
  if (token.kind !== "name" || before.text === ":" || before.text === "...") return false;
  return !(before.text === "on" && beforeLast?.text === "...");
};

/** Whether a token between brackets begins an argument, a variable, a field or an item of a list. */
const beginsPair = (token, before, next, sign) => {
  if (sign === "[") return !["!", ":"].includes(token.text);
  return (token.kind === "name" || token.kind === "variable") && next?.text === ":" && before.text !== ":";
};

/** What stands between two tokens of one line. */
const separatorOf = (before, token, next, sign) => {
  const [left, right] = [before.text, token.text];
  if (token.kind === "comment") return " ";
  if (sign === "{" && (left === "{" || right === "}")) return left === "{" && right === "}" ? "" : " ";
  if ("([".includes(left) && before.kind === "punctuator") return "";
  if (token.kind === "punctuator" && ")]:!".includes(right)) return "";
  if (right === "(" && before.kind !== "punctuator") return "";
  if (left === "...") return right === "on" || token.kind === "directive" || right === "{" ? " " : "";
  const isInside = sign !== "" && sign !== "{set";
  return isInside && beginsPair(token, before, next, sign) ? ", " : " ";
};
