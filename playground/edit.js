// Changes of documents at the press of a key. What they add is laid out anew; without anything to add the text stays as it is.

import { conditionType, isComposite, requiredOf, walk } from "./analyse.js";
import { operationAt, parseDocument } from "./document.js";
import { stringValue } from "./lexer.js";
import { prettify } from "./prettify.js";

export { prettify };

/** Replaces parts, each `{start, end, text}`; of several at one place the first comes first. */
const splice = (text, edits) => {
  const pieces = [];
  let position = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    pieces.push(text.slice(position, edit.start), edit.text);
    position = edit.end;
  }
  return [...pieces, text.slice(position)].join("");
};

const changed = (text, edits) => (edits.length ? prettify(splice(text, edits)) : text);

// Selections

const MOST_LEAVES = 4;

const usableFields = (type, view) =>
  [...type.fields.values()].filter((field) => view.isUsable(field) && !field.deprecated && !requiredOf(field.args).length);

/** What is worth seeing of a type, in braces; of a payload everything, of a page its records. */
const selectionOf = (type, view, depth = 0) => {
  const fields = usableFields(type, view);
  const typeOf = (field) => view.types.get(field.type.name);
  const inner = (field) => `${field.name} ${selectionOf(typeOf(field), view, depth + 1)}`;
  const leaves = fields.filter((field) => !isComposite(typeOf(field))).map(({ name }) => name);
  const composites = fields.filter((field) => isComposite(typeOf(field)));
  const nodes = composites.find(({ name }) => name === "nodes");
  const isPayload = type.fields.has("userErrors");
  if (nodes && depth < 5) return `{ ${inner(nodes)} }`;
  if (isPayload && depth < 5) return `{ ${[...leaves, ...composites.map(inner)].join(" ")} }`;
  if (!leaves.length && composites.length && depth < 5) return `{ ${inner(composites[0])} }`;
  return `{ ${leaves.slice(0, MOST_LEAVES).join(" ") || "__typename"} }`;
};

/**
 * A field with what it cannot do without.
 *
 * @param {Set<string>} taken Names of variables; those that the field needs are added.
 * @param {string} [selection] What to select below it, in place of what is worth seeing.
 * @returns {{text: string, definitions: string[]}}
 */
const fieldText = (field, view, taken, selection) => {
  const type = view.types.get(field.type.name);
  let wanted = requiredOf(field.args);
  // What is found by one of several keys is found by its id.
  if (!wanted.length && field.args.has("id")) wanted = [field.args.get("id")];
  const definitions = [];
  const given = wanted.map((argument) => {
    const variable = freeName(argument.name, taken);
    definitions.push(`$${variable}: ${argument.type.text.replace(/!?$/, "!")}`);
    return `${argument.name}: $${variable}`;
  });
  const call = field.name + (given.length ? `(${given.join(", ")})` : "");
  return { text: isComposite(type) ? `${call} ${selection ?? selectionOf(type, view)}` : call, definitions };
};

const freeName = (name, taken) => {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
  taken.add(free);
  return free;
};

/** Gives fields that need a selection one. */
export const fillLeaves = (text, view) => {
  const edits = [];
  walk(parseDocument(text), view, (node, { field }) => {
    const type = node.kind === "field" && conditionType(view, field?.type);
    if (!type || node.selections?.length) return;
    const [start, end] = node.selections ? [node.setStart, node.setEnd] : [node.end, node.end];
    edits.push({ start, end, text: ` ${selectionOf(type, view)}` });
  });
  return changed(text, edits);
};

/** Adds all that can be asked for without arguments to the selections around an offset; of lists a few. */
export const fillFields = (text, offset, view) => {
  let found = null;
  walk(parseDocument(text), view, (node, { type, field }) => {
    if (offset < node.start || offset > node.end) return false;
    const own = node.kind === "field" ? conditionType(view, field?.type) : type;
    const isInside = node.selections ? offset > node.setStart && offset < node.setEnd : node.kind === "field";
    if (own && isInside) found = { node, type: own };
  });
  if (!found) return text;
  const given = new Set(found.node.selections?.map(({ name }) => name));
  const missing = usableFields(found.type, view)
    .filter(({ name }) => !given.has(name))
    .map((field) => {
      const type = conditionType(view, field.type);
      const few = type && field.args.has("first") ? "(first: 3)" : "";
      return field.name + few + (type ? ` ${selectionOf(type, view)}` : "");
    });
  return changed(text, missing.length ? [insertion(found.node, missing.join("\n") || "__typename")] : []);
};

/** Puts selections at the end of those that a node has. */
const insertion = (node, text) => {
  if (!node.selections) return { start: node.end, end: node.end, text: ` { ${text} }` };
  return { start: node.setEnd - 1, end: node.setEnd - 1, text: ` ${text} ` };
};

/** An operation that asks for one field, with variables for all that it requires. */
export const operationFor = (view, operation, name) => {
  const field = view.root(operation).fields.get(name);
  const { text, definitions } = fieldText(field, view, new Set());
  const variables = definitions.length ? `(${definitions.join(", ")})` : "";
  return prettify(`${operation} ${name[0].toUpperCase()}${name.slice(1)}${variables} { ${text} }`);
};

// Variables

const variableNames = (operation) => new Set(operation.variables.map(({ name }) => name));

/** Declares variables. */
const declaration = (operation, definitions) => {
  const last = operation.variables[operation.variables.length - 1];
  const list = definitions.join(", ");
  if (!list) return [];
  if (last) return [{ start: last.end, end: last.end, text: `, ${list}` }];
  const isShort = operation.start === operation.setStart;
  const start = operation.nameEnd ?? operation.start + (isShort ? 0 : operation.operation.length);
  return [{ start, end: start, text: `${isShort ? "query " : ""}(${list}) ` }];
};

/**
 * Makes variables of the values that stand in the operation at an offset.
 *
 * @param {string} variables JSON, to which theirs is added; where it is none, nothing is done.
 * @returns {{text: string, variables: string}}
 */
export const extractVariables = (text, offset, variables, view) => {
  const document = parseDocument(text);
  const operation = operationAt(document, offset);
  const values = parseJSON(variables.trim() || "{}");
  if (!operation || document.problems.length || !values) return { text, variables };
  const taken = new Set([...variableNames(operation), ...Object.keys(values)]);
  const [edits, definitions] = [[], []];
  walk(document, view, (node, { root, field, argument }) => {
    const { value } = node;
    if (node.kind !== "argument" || root !== operation || !field || !argument || isVariable(value)) return;
    const name = freeName(node.name, taken);
    values[name] = jsonOf(value);
    definitions.push(`$${name}: ${argument.type.text}`);
    edits.push({ start: value.start, end: value.end, text: `$${name}` });
    return false;
  });
  if (!edits.length) return { text, variables };
  const whole = changed(text, [...edits, ...declaration(operation, definitions)]);
  return { text: whole, variables: JSON.stringify(values, null, 2) };
};

const parseJSON = (text) => {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

/** Whether a value is a variable, or one is in it. */
const isVariable = (value) =>
  value.kind === "variable" || (value.items ?? value.fields ?? []).some((inner) => isVariable(inner.value ?? inner));

const jsonOf = (value) => {
  switch (value.kind) {
    case "list":
      return value.items.map(jsonOf);
    case "object":
      return Object.fromEntries(value.fields.map((field) => [field.name, jsonOf(field.value)]));
    case "string":
    case "block":
      return stringValue(value.text);
    case "enum":
      return value.text;
    default:
      return JSON.parse(value.text);
  }
};

// Fragments

/** Nested fragments can make much of little text, in characters. */
const LONGEST_MERGED = 200000;

/** Writes fragments out where they are spread, and drops their definitions. */
export const mergeFragments = (text, view) => {
  const document = parseDocument(text);
  const fragments = new Map(document.definitions.filter(({ kind }) => kind === "fragment").map((each) => [each.name, each]));
  const spreads = new Map(document.definitions.map((definition) => [definition, []]));
  walk(document, view, (node, { root, parentType }) => {
    if (node.kind === "spread") spreads.get(root).push({ node, parentType });
  });
  let length = 0;
  /** A part of a definition with its spreads written out; null if they are too much, or in a circle. */
  const written = (definition, start, end, around) => {
    const edits = [];
    for (const { node, parentType } of spreads.get(definition)) {
      const fragment = fragments.get(node.name);
      if (!fragment) continue;
      const body = around.includes(fragment) ? null : written(fragment, fragment.setStart + 1, fragment.setEnd - 1, [...around, fragment]);
      if (body === null) return null;
      const isNeeded = parentType?.name !== fragment.condition.name || node.directives.length;
      const head = `... on ${fragment.condition.name} ${text.slice(node.nameEnd, node.end)}`;
      const replacement = isNeeded ? `${head} {${body}\n}` : `${body}\n`;
      length += replacement.length;
      if (length > LONGEST_MERGED) return null;
      edits.push({ start: node.start - start, end: node.end - start, text: replacement });
    }
    return splice(text.slice(start, end), edits);
  };
  if (!fragments.size || document.problems.length) return text;
  const edits = [];
  for (const definition of document.definitions) {
    const { kind, start, end } = definition;
    const whole = kind === "fragment" ? "" : written(definition, start, end, []);
    if (whole === null) return text;
    edits.push({ start, end, text: whole });
  }
  return changed(text, edits);
};

// Comments

/** Makes lines comments, or, if they all are, text again. */
export const toggleComment = (text, start, end) => {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", Math.max(start, end - 1));
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const written = lines.filter((line) => line.trim());
  const isComment = written.length > 0 && written.every((line) => /^\s*#/.test(line));
  const indentation = Math.min(...written.map((line) => line.search(/\S/)), 100);
  const toggled = lines
    .map((line) => {
      if (isComment) return line.replace(/# ?/, "");
      return line.trim() || !written.length ? `${line.slice(0, indentation)}# ${line.slice(indentation)}` : line;
    })
    .join("\n");
  const grown = toggled.length - (to - from);
  const caret = Math.max(from, start + grown);
  const [first, last] = start === end ? [caret, caret] : [from, to + grown];
  return { text: text.slice(0, from) + toggled + text.slice(to), start: first, end: last };
};

// The explorer

/** What is selected directly below a node, with its part of a path: the name of a field, or `...` and a type. */
function* childrenOf(node) {
  for (const selection of node.selections ?? []) {
    if (selection.kind === "field") yield [selection.name, selection];
    else if (selection.condition) yield [`...${selection.condition.name}`, selection];
    else if (selection.kind === "inline") yield* childrenOf(selection);
  }
}

/**
 * All that an operation selects, but for what its fragments do.
 *
 * @returns {Set<string>} Paths such as `query/cases/nodes/id` and `query/node/...Case/title`.
 */
export const selectionPaths = (document, operation) => {
  const paths = new Set();
  const add = (node, path) => {
    paths.add(path);
    for (const [name, child] of childrenOf(node)) add(child, `${path}/${name}`);
  };
  if (operation) add(operation, operation.operation);
  return paths;
};

/**
 * Selects what a path leads to, or takes it away, and with it what nobody needs any longer.
 *
 * @param {string} path As in `selectionPaths`.
 * @param {number} [offset] Where the operation is, if it is not the first of its kind.
 */
export const toggleField = (text, path, view, offset = 0) => {
  const [kind, ...names] = path.split("/");
  const document = parseDocument(text);
  const current = operationAt(document, offset);
  const operation = current?.operation === kind ? current : document.definitions.find((other) => other.operation === kind);
  const nodes = [operation];
  let type = view.root(kind);
  while (nodes.length <= names.length) {
    const name = names[nodes.length - 1];
    const [, child] = [...childrenOf(nodes[nodes.length - 1] ?? {})].find(([other]) => other === name) ?? [];
    if (!child) break;
    nodes.push(child);
    type = typeBelow(type, name, view);
  }
  if (nodes.length > names.length) return changed(text, removal(text, document, nodes));
  const taken = operation ? variableNames(operation) : new Set();
  const { text: selection, definitions } = pathText(names.slice(nodes.length - 1), type, view, taken);
  if (!operation) {
    const variables = definitions.length ? `(${definitions.join(", ")})` : "";
    return prettify(`${text}\n${kind} ${variables} { ${selection} }`);
  }
  return changed(text, [...declaration(operation, definitions), insertion(nodes[nodes.length - 1], selection)]);
};

const typeBelow = (type, name, view) =>
  view.types.get(name.startsWith("...") ? name.slice(3) : type && view.field(type, name)?.type.name);

const pathText = ([name, ...rest], type, view, taken) => {
  const below = typeBelow(type, name, view);
  const inner = rest.length ? pathText(rest, below, view, taken) : null;
  const selection = inner ? `{ ${inner.text} }` : undefined;
  const field = type && view.field(type, name);
  const own = field
    ? fieldText(field, view, taken, selection)
    : { text: `... on ${name.slice(3)} ${selection ?? "{ __typename }"}`, definitions: [] };
  return { text: own.text, definitions: [...own.definitions, ...(inner?.definitions ?? [])] };
};

const removal = (text, document, nodes) => {
  // What would be left without selections goes, too.
  while (nodes.length > 1 && nodes[nodes.length - 2].selections.length === 1) nodes.pop();
  const [operation] = nodes;
  const { start, end } = nodes[nodes.length - 1];
  const rest = /[ \t,]*\n?/y;
  rest.lastIndex = end;
  const removed = [{ start, end: end + rest.exec(text)[0].length, text: "" }];
  if (nodes.length === 1) return removed;
  const isUsed = (variable) =>
    document.tokens.some((token) => {
      const isApart = token.start < variable.start || token.start >= variable.end;
      const isLeft = token.start < start || token.start >= end;
      return token.kind === "variable" && isApart && isLeft && text.slice(token.start + 1, token.end) === variable.name;
    });
  const { variables } = operation;
  const unused = variables.filter((variable) => !isUsed(variable));
  if (!unused.length) return removed;
  // Without variables there are no parentheses.
  const around = { start: text.lastIndexOf("(", variables[0].start), end: text.indexOf(")", variables[variables.length - 1].end) + 1 };
  const gone = unused.length === variables.length ? [around] : unused;
  return [...gone.map((part) => ({ start: part.start, end: part.end, text: "" })), ...removed];
};
