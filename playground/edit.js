// Changes of documents at the press of a key. What changes is laid out anew; where there is nothing to do the text
// stays as it is.

import { conditionType, requiredOf, walk } from "./analyse.js";
import { operationAt, parseDocument } from "./document.js";
import { stringValue } from "./lexer.js";
import { layOut, prettify } from "./prettify.js";
import { hasVariable } from "./values.js";

export { prettify };

/** Replaces parts, each `{start, end, text}`, and lays out the whole; of several at one place the first comes first. */
const changed = (text, edits) => (edits.length ? layOut(splice(text, edits)) ?? text : text);

const splice = (text, edits) => {
  const pieces = [];
  let position = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    pieces.push(text.slice(position, edit.start), edit.text ?? "");
    position = edit.end;
  }
  return [...pieces, text.slice(position)].join("");
};

// Selections

const MOST_LEAVES = 4;
const MAXIMUM_DEPTH = 5;

const usableFields = (type, view) => [...type.fields.values()].filter(
  (field) => view.isUsable(field) && !field.deprecated && !requiredOf(field.args).length,
);

/** What is worth seeing of a type, in braces: the records of a page, all of a payload, else a few leaves. */
const selectionOf = (type, view, depth = 0) => {
  const fields = depth < MAXIMUM_DEPTH ? usableFields(type, view) : [];
  const withSelection = (field) => {
    const own = conditionType(view, field.type);
    return own ? `${field.name} ${selectionOf(own, view, depth + 1)}` : field.name;
  };
  const nodes = fields.find(({ name }) => name === "nodes");
  const leaves = fields.filter((field) => !conditionType(view, field.type)).slice(0, MOST_LEAVES);
  let shown = leaves.length ? leaves : fields.slice(0, 1);
  if (nodes) shown = [nodes];
  else if (type.fields.has("userErrors")) shown = fields;
  return `{ ${shown.map(withSelection).join(" ") || "__typename"} }`;
};

/**
 * A field with what it cannot do without: its `text`, and the `definitions` of the variables that it needs, whose names
 * are `taken` from then on. What is worth seeing is selected of it, if no `selection` is given.
 */
const fieldText = (field, view, taken, selection) => {
  const type = conditionType(view, field.type);
  const required = requiredOf(field.args);
  // What is found by one of several keys is found by its id.
  const wanted = !required.length && field.args.has("id") ? [field.args.get("id")] : required;
  const names = wanted.map(({ name }) => freeName(name, taken));
  const definitions = wanted.map((argument, index) => `$${names[index]}: ${argument.type.text.replace(/!?$/, "!")}`);
  const given = wanted.map(({ name }, index) => `${name}: $${names[index]}`);
  const call = field.name + (given.length ? `(${given.join(", ")})` : "");
  return { text: type ? `${call} ${selection ?? selectionOf(type, view)}` : call, definitions };
};

/** `taken` tells how often each name has been asked for. */
const freeName = (name, taken) => {
  let count = taken.get(name) ?? 0;
  let free;
  do free = name + (++count > 1 ? count : "");
  while (taken.has(free));
  taken.set(name, count).set(free, 1);
  return free;
};

const namesTaken = (names) => new Map(names.map((name) => [name, 1]));

const listOf = (definitions) => (definitions.length ? `(${definitions.join(", ")})` : "");

/** An operation that asks for one field, with variables for all that it requires. */
export const operationFor = (view, operation, name) => {
  const { text, definitions } = fieldText(view.root(operation).fields.get(name), view, new Map());
  return prettify(`${operation} ${name[0].toUpperCase()}${name.slice(1)}${listOf(definitions)} { ${text} }`);
};

/** Gives fields that need a selection one. */
export const fillLeaves = (text, view) => {
  const edits = [];
  walk(parseDocument(text), view, (node, { field }) => {
    const type = node.kind === "field" && !node.selections?.length && conditionType(view, field?.type);
    if (!type) return;
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
  // What a mutation does is not to be asked for by the way, and a subscription has one field.
  if (!found || ["mutation", "subscription"].includes(found.node.operation)) return text;
  const given = new Set(found.node.selections?.map(({ name }) => name));
  const missing = usableFields(found.type, view).filter(({ name }) => !given.has(name)).map((field) => {
    const type = conditionType(view, field.type);
    const few = field.args.has("first") ? "(first: 3)" : "";
    return type ? `${field.name}${few} ${selectionOf(type, view)}` : field.name;
  });
  return changed(text, missing.length ? [insertion(found.node, missing.join(" "))] : []);
};

/** Puts selections behind those that a node has. */
const insertion = (node, text) => {
  if (!node.selections) return { start: node.end, end: node.end, text: ` { ${text} }` };
  return { start: node.setEnd - 1, end: node.setEnd - 1, text: ` ${text} ` };
};

// Variables

const variableNames = (operation) => operation.variables.map(({ name }) => name);

/** Declares variables. */
const declaration = (operation, definitions) => {
  if (!definitions.length) return [];
  const last = operation.variables.at(-1);
  if (last) return [{ start: last.end, end: last.end, text: `, ${definitions.join(", ")}` }];
  const { start, setStart, listStart } = operation;
  return [
    { start: listStart, end: listStart, text: `${start === setStart ? "query " : ""}${listOf(definitions)} ` },
  ];
};

/** Takes variables away that nothing uses. */
const withoutUnused = (text) => {
  const { tokens, definitions } = parseDocument(text);
  const uses = new Map();
  for (const { kind, start, end } of tokens) {
    const name = kind === "variable" && text.slice(start + 1, end);
    if (name) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const edits = definitions.flatMap(({ variables = [], listStart, listEnd }) => {
    const unused = variables.filter(({ name }) => uses.get(name) === 1).map(({ start, end }) => ({ start, end }));
    return unused.length < variables.length || !unused.length ? unused : { start: listStart, end: listEnd };
  });
  return changed(text, edits);
};

/** Makes variables of the values in the operation at an offset; if `variables` are no JSON, nothing is done. */
export const extractVariables = (text, offset, variables, view) => {
  const document = parseDocument(text);
  const operation = operationAt(document, offset);
  const values = parseObject(variables);
  if (!operation || document.problems.length || !values) return { text, variables };
  const taken = namesTaken([...variableNames(operation), ...Object.keys(values)]);
  const [edits, definitions] = [[], []];
  walk(document, view, (node, { root, field, argument }) => {
    const { value } = node;
    if (node.kind !== "argument" || root !== operation || !field || !argument || hasVariable(value)) return;
    const name = freeName(node.name, taken);
    values[name] = jsonOf(value);
    definitions.push(`$${name}: ${argument.type.text}`);
    edits.push({ start: value.start, end: value.end, text: `$${name}` });
  });
  if (!edits.length) return { text, variables };
  return {
    text: changed(text, [...edits, ...declaration(operation, definitions)]),
    variables: JSON.stringify(values, null, 2),
  };
};

/** The object that a text of JSON is, an empty one for no text, or null. */
export const parseObject = (text) => {
  try {
    const value = JSON.parse(text.trim() || "{}");
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

const jsonOf = (value) => {
  if (value.kind === "list") return value.items.map(jsonOf);
  if (value.kind === "object")
    return Object.fromEntries(value.fields.map((field) => [field.name, jsonOf(field.value)]));
  if (value.kind === "string" || value.kind === "block") return stringValue(value.text);
  return value.kind === "enum" ? value.text : JSON.parse(value.text);
};

// Fragments

/** Fragments in fragments can make much of little text, and those in a circle never end. */
const LONGEST_MERGED = 200000;
const MOST_ROUNDS = 50;

/** Writes fragments out where they are spread, and drops their definitions. */
export const mergeFragments = (text, view) => {
  let merged = text;
  for (let round = 0; round < MOST_ROUNDS && merged.length < LONGEST_MERGED; round++) {
    const document = parseDocument(merged);
    const fragments = document.definitions.filter(({ kind }) => kind === "fragment");
    const fragmentNamed = new Map(fragments.map((fragment) => [fragment.name, fragment]));
    if (document.problems.length) return text;
    const edits = [];
    walk(document, view, (node, { root, parentType }) => {
      const fragment = node.kind === "spread" && fragmentNamed.get(node.name);
      if (!fragment || root.kind === "fragment") return;
      const { condition, setStart, setEnd } = fragment;
      const selections = `${merged.slice(setStart + 1, setEnd - 1)}\n`;
      const isBare = parentType?.name === condition.name && !node.directives.length;
      const head = `... on ${condition.name} ${merged.slice(node.nameEnd, node.end)}`;
      edits.push({ start: node.start, end: node.end, text: isBare ? selections : `${head} {${selections}}` });
    });
    if (!edits.length) return changed(merged, fragments.map(({ start, end }) => ({ start, end })));
    merged = splice(merged, edits);
  }
  return text;
};

// Comments

/** Makes the lines from `start` to `end` comments, or, if they all are, text again; they are selected then. */
export const toggleComment = (text, start, end) => {
  const from = start && text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", Math.max(start, end - 1));
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const written = lines.filter((line) => line.trim());
  const indentation = Math.min(...written.map((line) => line.search(/\S/)));
  const isComment = written.every((line) => line.trim().startsWith("#"));
  const toggled =
    lines
      .map(
        (line) =>
          (isComment ? line.replace(/# ?/, "") : line && `${line.slice(0, indentation)}# ${line.slice(indentation)}`),
      )
      .join("\n");
  return { text: text.slice(0, from) + toggled + text.slice(to), start: from, end: from + toggled.length };
};

// The explorer

/** What is selected directly below a node, with its part of a path: the name of a field, or `...` and a type. */
function* childrenOf(node) {
  for (const selection of node?.selections ?? []) {
    if (selection.kind === "field") yield [selection.name, selection];
    else if (selection.condition) yield [`...${selection.condition.name}`, selection];
    else if (selection.kind === "inline") yield* childrenOf(selection);
  }
}

/** The paths of all that an operation selects, but for what its fragments do: `query/node/...Case/title`. */
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
 * Selects what a path leads to, or takes it away, and with it what nobody needs any longer; in the operation at the
 * offset, or the first of its kind.
 */
export const toggleField = (text, path, view, offset = 0) => {
  const [kind, ...names] = path.split("/");
  const document = parseDocument(text);
  const current = operationAt(document, offset);
  const operation =
    current?.operation === kind ? current : document.definitions.find((other) => other.operation === kind);
  const nodes = [operation];
  let type = view.root(kind);
  for (const name of names) {
    const [, child] = [...childrenOf(nodes.at(-1))].find(([other]) => other === name) ?? [];
    if (!child) break;
    nodes.push(child);
    type = typeBelow(type, name, view);
  }
  if (nodes.length > names.length) {
    // What would be left without selections goes, too.
    while (nodes.length > 1 && nodes.at(-2).selections.length === 1) nodes.pop();
    const { start, end } = nodes.at(-1);
    const line = /^[ \t,]*\n?/.exec(text.slice(end))[0];
    return withoutUnused(changed(text, [{ start, end: end + line.length }]));
  }
  const taken = namesTaken(operation ? variableNames(operation) : []);
  const { text: selection, definitions } = pathText(names.slice(nodes.length - 1), type, view, taken);
  if (!operation) return layOut(`${text}\n${kind} ${listOf(definitions)} { ${selection} }`) ?? text;
  return changed(text, [...declaration(operation, definitions), insertion(nodes.at(-1), selection)]);
};

const typeBelow = (type, name, view) =>
  view.types.get(name.startsWith("...") ? name.slice(3) : view.field(type, name)?.type.name);

const pathText = ([name, ...rest], type, view, taken) => {
  const inner = rest.length ? pathText(rest, typeBelow(type, name, view), view, taken) : undefined;
  const selection = inner && `{ ${inner.text} }`;
  const field = view.field(type, name);
  const { text, definitions } = field
    ? fieldText(field, view, taken, selection)
    : { text: `... on ${name.slice(3)} ${selection ?? "{ __typename }"}`, definitions: [] };
  return { text, definitions: [...definitions, ...(inner?.definitions ?? [])] };
};
