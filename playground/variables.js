// The variables of an operation: checked in their JSON as the server checks them, and described for a form.

import { isRequired, walk } from "./analyse.js";
import { Parser } from "./document.js";
import { stringValue } from "./lexer.js";
import { printValue, ValueChecks } from "./values.js";

/** JSON that is known to be right, as nodes with places: keys are the names of fields. */
class JSONReader extends Parser {
  name() {
    if (!this.isString) return null;
    const { start, end } = this.token;
    const name = stringValue(this.source());
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
  const checks = new ValueChecks(view, true);
  const begin = { start: 0, end: Math.min(text.length, 1) };
  let fields = [];
  if (text.trim()) {
    try {
      JSON.parse(text);
    } catch (error) {
      const start = Math.min(Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length), text.length - 1);
      checks.report(`The variables are not JSON: ${error.message}`, { start, end: start + 1 });
      return checks.problems;
    }
    ({ fields } = new JSONReader(text).value(true));
    if (!fields) checks.report("The variables are no object.", { start: 0, end: text.length });
  }
  const given = new Map(fields?.map((field) => [field.name, field]));
  const variables = operation.variables.filter(({ type }) => type && view.types.has(type.name));
  for (const { name, type, value } of variables) {
    if (given.has(name) || !type.nonNull || value) continue;
    checks.report(`Variable "$${name}" of required type "${type.text}" was not provided.`, begin);
  }
  for (const field of given.values()) {
    if (operation.variables.some(({ name }) => name === field.name)) continue;
    checks.report(`Variable "$${field.name}" is not defined.`, field, "warning");
  }
  // As if the values were the defaults of their variables.
  const definitions =
    variables.map((variable) => ({ ...variable, directives: [], value: given.get(variable.name)?.value }));
  walk(
    { definitions: [{ ...operation, variables: definitions, directives: [], selections: null }] },
    view,
    (node, place) => {
      if (node.kind === "objectField") checks.objectField(node, place);
      else if (!["operation", "definition", "type"].includes(node.kind)) checks.value(node, place);
    },
  );
  return checks.problems.sort((one, other) => one.start - other.start);
};

const FORM_KINDS = {
  Boolean: "boolean",
  Int: "int",
  Float: "float",
  ID: "id",
  Date: "date",
  DateTime: "datetime",
};

/**
 * What a form asks for.
 *
 * @returns {{name: string, type: string, required: boolean, description: string,
 *   kind: "enum"|"boolean"|"int"|"float"|"id"|"string"|"date"|"datetime"|"object"|"list",
 *   values?: string[], fields?: object[], item?: object, isOneOf?: boolean}[]}
 *   `fields` of an object and the `item` of a list are made when they are looked at: types may contain themselves.
 */
export const formFields = (operation, view) => operation.variables.filter(
  ({ type }) => view.types.has(type?.name),
).map(({
  name,
  type,
  value,
}) => formField({ name, type, description: "", defaultValue: value && printValue(value) }, view));

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
  const open =
    () => [...named.fields.values()].filter((inner) => view.isOpen(inner)).map((inner) => formField(inner, view));
  return Object.defineProperty({ ...field, kind: "object", isOneOf: named.isOneOf }, "fields", { get: open });
};

/** Where an offset of JSON is: the names that lead there, whether a value stands there, and of which name. */
const pathTo = (head) => {
  const around = [];
  let last = null;
  for (const { 0: piece } of head.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    const list = around.at(-1)?.isList && around.at(-1);
    if (piece === "{" || piece === "[") around.push({ isList: piece === "[", name: list ? list.name : last });
    else if (piece === "}" || piece === "]") around.pop();
    else last = piece.slice(1, -1);
  }
  const objects = around.filter(({ isList }) => !isList).slice(1).map(({ name }) => name);
  const inner = around.at(-1)?.isList;
  if (inner) return { isValue: true, path: [...objects, around.at(-1).name] };
  return /:\s*$/.test(head) ? { isValue: true, path: [...objects, last] } : { isValue: false, path: objects };
};

/**
 * What can stand at an offset of the variables: their names, and the values of enums and booleans.
 *
 * @returns {{start: number, end: number, items: {label: string, insert: string, kind: string, type: string}[]}}
 */
export const completeVariables = (text, offset, operation, view) => {
  const [word] = /"?\w*$/.exec(text.slice(0, offset));
  const start = offset - word.length;
  const { isValue, path } = pathTo(text.slice(0, start));
  const inside = (field) => (field?.kind === "list" ? inside(field.item) : field);
  const below = (outer, name) => inside(outer?.fields?.find((field) => field.name === name));
  const field = path.reduce(below, { fields: formFields(operation, view) });
  const values = field?.kind === "boolean" ? ["true", "false"] : field?.values?.map((value) => JSON.stringify(value));
  const isQuoted = text[offset] === '"' && word.startsWith('"');
  const inserts = isValue ? values ?? [] : (field?.fields ?? []).map(({ name }) => `"${name}"${isQuoted ? "" : ": "}`);
  const wanted = word.replace('"', "").toLowerCase();
  const items = inserts.filter((insert) => insert.toLowerCase().includes(wanted)).map((insert) => {
    const label = insert.replace(/[":\s]/g, "");
    return { label, insert, kind: "", type: (isValue ? field : below(field, label)).type };
  });
  return { start, end: offset + (isQuoted ? 1 : 0), items };
};

const EXAMPLES = {
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: "2030-01-31",
  DateTime: "2030-01-31T12:00:00Z",
  Decimal: "1",
  JSON: null,
};

/** The variables that an operation cannot do without, each with a value of its type. */
export const skeleton = (operation, view) =>
  Object.fromEntries(operation.variables.filter(
    ({ type, value }) => type?.nonNull && !value && view.types.has(type.name),
  ).map(({ name, type }) => [name, exampleOf(type, view)]));

const exampleOf = (type, view) => {
  if (type.list) return [];
  const { kind, values, fields, isOneOf } = view.types.get(type.name);
  if (kind === "ENUM") return [...values.values()].find((value) => view.isOpen(value))?.name;
  if (kind !== "INPUT_OBJECT") return EXAMPLES[type.name] ?? "";
  const open = [...fields.values()].filter((field) => view.isOpen(field));
  const wanted = isOneOf ? open.slice(0, 1) : open.filter(isRequired);
  return Object.fromEntries(wanted.map((field) => [field.name, exampleOf(field.type, view)]));
};
