// Whether values fit their types, those of a document and those in the JSON of its variables, in the server's words.

import { BUILT_IN_SCALARS, nullable, requiredOf } from "./analyse.js";
import { stringValue } from "./lexer.js";

const MOST_HINTS = 100;

/** Collects what is wrong, and knows what can be wrong with a value. */
export class ValueChecks {
  /** As JSON, the values of enums are strings, and there is one kind of number. */
  constructor(view, isJSON) { Object.assign(this, { view, isJSON, problems: [] }); }

  report(message, node, severity = "error") {
    const { nameStart: start = node.start, nameEnd: end = node.end } = node;
    this.problems.push({ severity, message, start, end });
  }

  /** Says that an element is deprecated, or closed to the role, unless that follows from what it belongs to. */
  mark(element, node, owner) {
    const { coordinate, roles, deprecated } = element;
    if (roles !== owner?.roles && !this.view.isOpen(element)) {
      const open = roles?.join(", ") || "everybody who is signed in";
      this.report(`${coordinate} is closed to ${this.view.role}: open to ${open}`, node, "closed");
    }
    if (deprecated) this.report(`${coordinate} is deprecated: ${deprecated}`, node, "warning");
  }

  /** A sentence that proposes open elements; so many mistakes have none that looking for it would take long. */
  hint(name, elements, what) {
    if (this.problems.length > MOST_HINTS) return "";
    const open = [...elements.values()].filter((element) => this.view.isUsable(element));
    return didYouMean(name, open.map((element) => element.name), what);
  }

  unique(nodes, sentence) {
    const names = new Set();
    for (const node of nodes ?? []) {
      if (node.name && names.has(node.name)) this.report(sentence(node.name), node);
      names.add(node.name);
    }
  }

  value(node, { inputType, isWrong }) {
    if (node.kind === "object")
      this.unique(node.fields, (name) => `There can be only one input field named "${name}".`);
    if (!inputType || isWrong || (node.kind === "list" && inputType.list)) return;
    const type = this.view.types.get(inputType.name);
    const expected = node.kind === "list" ? nullable(inputType) : inputType;
    if (node.kind === "null") {
      if (inputType.nonNull) this.mismatch(node, inputType);
    } else if (type.kind === "SCALAR") this.scalar(node, type.name, expected);
    else if (type.kind === "ENUM") this.enumeration(node, type);
    else if (node.kind === "object") this.inputObject(node, type);
    else this.mismatch(node, expected);
  }

  mismatch(node, expected) { this.report(`Expected value of type "${expected.text}", found ${quoted(node)}.`, node); }

  scalar(node, name, expected) {
    const isText = node.kind === "string" || node.kind === "block";
    const text = isText ? stringValue(node.text) : node.text;
    const isWhole = node.kind === "int" || (this.isJSON && node.kind === "float" && Number.isInteger(Number(text)));
    const kind = isText ? "string" : isWhole ? "int" : node.kind;
    if (accepts(name, kind, text)) return;
    if (BUILT_IN_SCALARS.includes(name)) this.report(`${complaint(name, isWhole)}: ${quoted(node)}`, node);
    // A scalar of the schema's own around a variable waits for its value.
    else if (!hasVariable(node)) this.mismatch(node, expected);
  }

  enumeration(node, type) {
    const isName = node.kind === (this.isJSON ? "string" : "enum");
    const text = isName && this.isJSON ? stringValue(node.text) : quoted(node);
    const value = isName && type.values.get(text);
    if (value) return this.mark(value, node);
    const reason = isName ? `Value "${text}" does not exist in "${type.name}" enum.`
      : `Enum "${type.name}" cannot represent non-enum value: ${text}.`;
    this.report(reason + this.hint(text, type.values, "the enum value"), node);
  }

  inputObject(node, type) {
    const given = new Map(node.fields.map((field) => [field.name, field.value]));
    for (const field of requiredOf(type.fields)) {
      if (given.has(field.name)) continue;
      this.report(`Field "${field.coordinate}" of required type "${field.type.text}" was not provided.`, node);
    }
    const [[name, value] = []] = given;
    if (!type.isOneOf) return;
    if (given.size !== 1) this.report(`OneOf Input Object "${type.name}" must specify exactly one key.`, node);
    else if (value?.kind === "null") this.report(`Field "${type.name}.${name}" must be non-null.`, node);
  }

  objectField(node, { argument, inputObject, isWrong }) {
    if (argument) this.mark(argument, node);
    else if (inputObject && !isWrong) {
      const hint = this.hint(node.name, inputObject.fields);
      this.report(`Field "${node.name}" is not defined by type "${inputObject.name}".${hint}`, node);
    }
  }
}

/** Whether a value is a variable, or one is in it. */
export const hasVariable = (value) =>
  value.kind === "variable" || (value.items ?? value.fields ?? []).some((inner) => hasVariable(inner.value ?? inner));

/** A value as the language writes it in one line. */
export const printValue = (value) => {
  if (!value) return "";
  const pairs = () => value.fields.map((field) => `${field.name}: ${printValue(field.value)}`).join(", ");
  if (value.kind === "list") return `[${value.items.map(printValue).join(", ")}]`;
  if (value.kind === "object") return value.fields.length ? `{ ${pairs()} }` : "{}";
  return value.kind === "variable" ? `$${value.name}` : value.text;
};

/** A value as messages quote it: of a long one the beginning. */
const quoted = (value) => {
  const text = printValue(value);
  const characters = Array.from(text.slice(0, 402));
  return characters.length > 200 ? `${characters.slice(0, 200).join("")}…` : text;
};

// Scalars

const TEXTS = ["String", "TIN", "URL", "EmailAddress", "PhoneNumber", "Cursor", "Upload"];
const TIME = /^([^Tt]*)[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DECIMAL = /^-?\d+(?:\.\d{1,4})?$/;
/** Times 10⁴ it has 64 bits. */
const LARGEST_DECIMAL = 922337203685477;

/** Whether there is such a day: of others `Date` makes the next one, or none. */
const isDate = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** Whether a scalar accepts a value, by the kind of a literal; one that is not known accepts all. */
const accepts = (scalar, kind, text) => {
  const isText = kind === "string";
  const rules = {
    Int: () => kind === "int" && Number(text) === (Number(text) | 0),
    Float: () => ["int", "float"].includes(kind) && Number.isFinite(Number(text)),
    Boolean: () => kind === "boolean",
    ID: () => isText || kind === "int",
    Date: () => isText && isDate(text),
    DateTime: () => isText && isDate(TIME.exec(text)?.[1]),
    Decimal: () => (isText || kind === "int") && DECIMAL.test(text) && Math.abs(Number(text)) <= LARGEST_DECIMAL,
  };
  return TEXTS.includes(scalar) ? isText : rules[scalar]?.() ?? true;
};

const complaint = (scalar, isWhole) => ({
  Int: `Int cannot represent ${isWhole ? "non 32-bit signed integer" : "non-integer"} value`,
  Float: "Float cannot represent non numeric value",
  String: "String cannot represent a non string value",
  Boolean: "Boolean cannot represent a non boolean value",
  ID: "ID cannot represent a non-string and non-integer value",
})[scalar];

// Names that are like a mistyped one

/** A sentence with the names that are most like one, or nothing; it begins with a blank. */
export const didYouMean = (name, candidates, what) => suggestion(similar(name, candidates), what);

export const suggestion = (names, what = "") => {
  if (!names.length) return "";
  const quoted = names.slice(0, 5).map((name) => `"${name}"`);
  const last = quoted.pop();
  const list = quoted.length > 1 ? `${quoted.join(", ")}, or ${last}` : [...quoted, last].join(" or ");
  return ` Did you mean ${what && `${what} `}${list}?`;
};

/** Longer names get no suggestion, since comparing takes the square of their length. */
const LONGEST_COMPARED = 64;
const MOST_COMPARED = 2000;

const similar = (name, candidates) => {
  if (name.length > LONGEST_COMPARED) return [];
  const threshold = Math.floor(name.length * 0.4) + 1;
  const lower = name.toLowerCase();
  return candidates.filter((candidate) => Math.abs(candidate.length - name.length) <= threshold)
    .slice(0, MOST_COMPARED)
    .map((candidate) => {
      const other = candidate.toLowerCase();
      return { candidate, distance: lower === other ? 1 : distanceOf(lower, other) };
    })
    .filter(({ distance }) => distance <= threshold)
    .sort((one, other) => one.distance - other.distance || (one.candidate < other.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
};

/** How many insertions, removals, replacements and swaps of neighbours lead from one text to the other. */
const distanceOf = (one, other) => {
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = last[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      const isSwapped = row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = isSwapped ? beforeLast[column - 2] + 1 : Infinity;
      current.push(Math.min(last[column] + 1, current[column - 1] + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length];
};
