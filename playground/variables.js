// The variables of an operation: checked in their JSON as the server checks them, and described for a form.

import { isRequired } from "./analyse.js";
import { Parser, typeFrom } from "./document.js";
import { stringValue } from "./lexer.js";
import { accepts, didYouMean, printValue, scalarComplaint, shortened } from "./values.js";

/** As deep as the server goes. */
const MAXIMUM_DEPTH = 32;

/** JSON that is known to be right, as nodes with places: keys are the names of fields. */
class JSONReader extends Parser {
  name() {
    const { start, end } = this.token;
    const name = stringValue(this.source(this.token));
    this.advance();
    return { name, start, end };
  }
}

/**
 * What is wrong with the variables of a request.
 *
 * @param {string} text JSON; none is as good as `{}`.
 * @param {object} operation From the document.
 * @param {View} view
 * @returns {import("./document.js").Problem[]} Places are those in `text`.
 */
export const checkVariables = (text, operation, view) => {
  const problems = [];
  const whole = { start: 0, end: text.length };
  const report = (message, { start, end }, severity = "error") => problems.push({ severity, message, start, end });
  let root = { kind: "object", fields: [], ...whole };
  if (text.trim()) {
    try {
      JSON.parse(text);
    } catch (error) {
      const start = Math.min(Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length), text.length - 1);
      report(`The variables are not JSON: ${error.message}`, { start, end: start + 1 });
      return problems;
    }
    root = new JSONReader(text).value(true);
    if (root?.kind !== "object") {
      report("The variables are no object.", whole);
      return problems;
    }
  }
  const given = new Map(root.fields.map((field) => [field.name, field]));
  for (const { name, type, value: standard } of operation.variables) {
    const field = given.get(name);
    const variable = `Variable "$${name}"`;
    given.delete(name);
    if (!type || !view.types.has(type.name)) continue;
    if (!field && type.nonNull && !standard) {
      report(`${variable} of required type "${type.text}" was not provided.`, { start: root.start, end: root.start + 1 });
    } else if (field?.value?.kind === "null" && type.nonNull) {
      report(`${variable} of non-null type "${type.text}" must not be null.`, field.value);
    } else if (field?.value) new Coercion(view, name, report).check(field.value, type, name);
  }
  for (const field of given.values()) report(`Variable "$${field.name}" is not defined.`, field, "warning");
  return problems.sort((one, other) => one.start - other.start);
};

/** Compares one variable with its type. */
class Coercion {
  constructor(view, variable, report) {
    Object.assign(this, { view, variable, report, depth: 0 });
  }

  refuse(value, path, reason, place = value) {
    const at = path === this.variable ? "" : ` at "${shortened(path)}"`;
    const quoted = shortened(printValue(value));
    this.report(`Variable "$${this.variable}" got invalid value ${quoted}${at}; ${reason}`, place);
  }

  check(value, type, path) {
    if (!value) return;
    const named = this.view.types.get(type.name);
    if (++this.depth > MAXIMUM_DEPTH) {
      this.refuse(value, path, `Value is nested more than ${MAXIMUM_DEPTH} levels deep.`);
    } else if (value.kind === "null") {
      if (type.nonNull) this.refuse(value, path, `Expected non-nullable type "${type.text}" not to be null.`);
    } else if (type.list) {
      if (value.kind === "list") value.items.forEach((item, index) => this.check(item, type.of, `${path}[${index}]`));
      else this.check(value, type.of, path);
    } else if (named.kind === "INPUT_OBJECT") this.object(value, named, path);
    else if (named.kind === "ENUM") this.enumeration(value, named, path);
    else this.scalar(value, named.name, path);
    this.depth--;
  }

  object(value, type, path) {
    if (value.kind !== "object") return this.refuse(value, path, `Expected type "${type.name}" to be an object.`);
    const given = new Set(value.fields.map(({ name }) => name));
    for (const field of value.fields) {
      const input = type.fields.get(field.name);
      if (!input) {
        const names = [...type.fields.values()].filter((known) => this.view.isUsable(known)).map(({ name }) => name);
        const hint = didYouMean(field.name, names);
        this.refuse(value, path, `Field "${shortened(field.name)}" is not defined by type "${type.name}".${hint}`, field);
      } else if (!this.view.isOpen(input)) {
        this.report(`${input.coordinate} is closed to ${this.view.role}: open to ${input.roles.join(", ")}`, field, "closed");
      } else this.check(field.value, input.type, `${path}.${field.name}`);
    }
    for (const { name, type: { text } } of [...type.fields.values()].filter(isRequired)) {
      if (!given.has(name)) this.refuse(value, path, `Field "${name}" of required type "${text}" was not provided.`);
    }
    if (!type.isOneOf) return;
    const [only] = value.fields;
    if (given.size !== 1) this.refuse(value, path, `Exactly one key must be specified for OneOf type "${type.name}".`);
    else if (only.value?.kind === "null") this.refuse(only.value, `${path}.${only.name}`, `Field "${only.name}" must be non-null.`);
  }

  enumeration(value, type, path) {
    const text = value.kind === "string" ? stringValue(value.text) : shortened(printValue(value));
    const known = value.kind === "string" && type.values.get(text);
    if (known && this.view.isOpen(known)) return;
    if (known) return this.report(`${known.coordinate} is closed to ${this.view.role}: open to ${known.roles.join(", ")}`, value, "closed");
    const names = [...type.values.values()].filter((other) => this.view.isOpen(other)).map(({ name }) => name);
    const reason = value.kind === "string"
      ? `Value "${shortened(text)}" does not exist in "${type.name}" enum.`
      : `Enum "${type.name}" cannot represent non-string value: ${text}.`;
    this.refuse(value, path, reason + didYouMean(text, names, "the enum value"));
  }

  scalar(value, name, path) {
    const isText = value.kind === "string";
    const text = isText ? stringValue(value.text) : value.text;
    // JSON has one kind of number.
    const isWhole = ["int", "float"].includes(value.kind) && Number.isInteger(Number(text));
    const kind = isWhole && ["Int", "ID"].includes(name) ? "int" : value.kind;
    if (accepts(name, kind, text)) return;
    const complaint = name === "ID" ? "ID cannot represent value" : scalarComplaint(name, isWhole);
    this.refuse(value, path, complaint ? `${complaint}: ${shortened(printValue(value))}` : `Expected type "${name}".`);
  }
}

const FORM_KINDS = { Boolean: "boolean", Int: "int", Float: "float", ID: "id", Date: "date", DateTime: "datetime" };

/**
 * What a form asks for.
 *
 * @returns {{name: string, type: string, required: boolean, description: string,
 *   kind: "enum"|"boolean"|"int"|"float"|"id"|"string"|"date"|"datetime"|"object"|"list",
 *   values?: string[], fields?: object[], item?: object, isOneOf?: boolean}[]}
 *   `fields` of an object and the `item` of a list are made when they are looked at, since types may contain themselves.
 */
export const formFields = (operation, view) =>
  operation.variables
    .filter(({ type }) => view.types.has(type?.name))
    .map(({ name, type, value }) => formField({ name, type, description: "", defaultValue: value && printValue(value) }, view));

const formField = (input, view) => {
  const { name, type, description } = input;
  const field = { name, type: type.text, required: isRequired(input), description };
  const named = view.types.get(type.name);
  if (type.list) {
    const item = { name, type: type.of, description, defaultValue: null };
    return Object.defineProperty({ ...field, kind: "list" }, "item", { get: () => formField(item, view) });
  }
  if (named.kind === "ENUM") {
    const values = [...named.values.values()].filter((value) => view.isOpen(value)).map((value) => value.name);
    return { ...field, kind: "enum", values };
  }
  if (named.kind !== "INPUT_OBJECT") return { ...field, kind: FORM_KINDS[type.name] ?? "string" };
  const open = () => [...named.fields.values()].filter((inner) => view.isOpen(inner)).map((inner) => formField(inner, view));
  return Object.defineProperty({ ...field, kind: "object", isOneOf: named.isOneOf }, "fields", { get: open });
};

const EXAMPLES = {
  Int: 1, Float: 1, Boolean: false, Date: "2030-01-31", DateTime: "2030-01-31T12:00:00Z", Decimal: "1", JSON: null,
};

/** The variables that an operation cannot do without, each with a value of its type. */
export const skeleton = (operation, view) =>
  Object.fromEntries(
    operation.variables
      .filter(({ type, value }) => type?.nonNull && !value && view.types.has(type.name))
      .map(({ name, type }) => [name, exampleOf(type, view)]));

const exampleOf = (type, view) => {
  if (type.list) return [];
  const { kind, values, fields, isOneOf } = view.types.get(type.name);
  if (kind === "ENUM") return [...values.values()].find((value) => view.isOpen(value))?.name;
  if (kind !== "INPUT_OBJECT") return EXAMPLES[type.name] ?? "";
  const open = [...fields.values()].filter((field) => view.isOpen(field));
  const wanted = isOneOf ? open.slice(0, 1) : open.filter(isRequired);
  return Object.fromEntries(wanted.map((field) => [field.name, exampleOf(field.type, view)]));
};
