// What can stand at a caret, and what the thing under a pointer is.

import { isComposite, isInput, requiredOf, typeAt } from "./analyse.js";
import { parseDocument } from "./document.js";
import { likeness } from "./suggest.js";

const MOST_ITEMS = 100;
/** Behind these, items come without being asked for. */
const INVITING = /(?:[$@({[:]|\.\.\.|\bon)\s*$/;

/**
 * What can stand at an offset: each item's `insert` replaces the text from `start` to `end`, and the caret goes to `caret` in it.
 * What is closed to the role comes only when its name is being typed.
 *
 * @param {{isExplicit?: boolean}} [options] Whether somebody has asked for items.
 * @returns {{start: number, end: number, items: {label: string, insert: string, caret: number,
 *   kind: "field"|"argument"|"value"|"variable"|"fragment"|"type"|"directive"|"keyword",
 *   type: string, description: string, isClosed: boolean, deprecated: string|null}[]}} The best first.
 */
export const complete = (text, offset, view, { isExplicit = false } = {}) => {
  const [before, behind] = [text.slice(0, offset), text.slice(offset)];
  const [typed] = /[$@]?\w*$/.exec(before.slice(-200));
  const start = offset - typed.length;
  const end = offset + (typed ? /^\w*/.exec(behind)[0].length : 0);
  const nothing = { start, end, items: [] };
  if (!isExplicit && !typed && !INVITING.test(before.slice(-20))) return nothing;
  // A name at the caret lets the parser say what a name means there.
  const name = /\w/.test(typed) ? "" : /^\w/.test(behind) ? "_ " : "_";
  const document = parseDocument(before + name + behind);
  const token = document.tokens.find((other) => other.end > start);
  if (!["name", "variable", "directive"].includes(token?.kind)) return nothing;
  const candidates = new Candidates(document, view, start, text.slice(end)).at(typeAt(document, view, start + 1));
  const score = ({ label, isClosed, deprecated }) => {
    const like = typed ? likeness(label, typed.toLowerCase()) : 1;
    if (isClosed) return typed.length > 1 && like > 60 ? like / 100 : 0;
    return deprecated ? like / 50 : like;
  };
  const scored = candidates.map((item) => ({ item, score: score(item) })).filter((candidate) => candidate.score);
  scored.sort((one, other) => other.score - one.score);
  return { start, end, items: scored.slice(0, MOST_ITEMS).map(({ item }) => item) };
};

/** What the grammar and the schema allow at a name, before anybody looks at its letters. */
class Candidates {
  constructor(document, view, start, behind) {
    Object.assign(this, { document, view, start, behind });
  }

  at(place) {
    if (!place) return this.keywords("query", "mutation", "subscription", "fragment");
    const { node, root, parentType, inputType } = place;
    const { start } = this;
    const isIn = (part) => part && part.start <= start && start < part.end;
    const isName = node.nameStart <= start && start < node.nameEnd;
    switch (node.kind) {
      case "field":
        return isName && parentType ? this.fields(parentType) : [];
      case "spread":
        return [...this.fragments(parentType), ...this.conditions(parentType, "on ")];
      case "inline":
      case "fragment":
        if (!node.condition && !isName) return this.keywords("on");
        return isIn(node.condition) ? this.conditions(parentType, "") : [];
      case "argument":
      case "objectField":
        return isName ? this.inputs(place) : [];
      case "directive":
        return this.directives(place.location);
      case "type":
        return this.types(isInput);
      case "variable":
        return this.variables(root, inputType);
      case "enum":
      case "boolean":
      case "null":
        return [...this.values(inputType), ...this.variables(root, inputType)];
      default:
        return [];
    }
  }

  /** The caret of what is inserted comes where the sign ‸ is. */
  item(kind, element, type = "", template = `${element.name}‸`, label = element.name) {
    const { description = "", deprecated = null, coordinate } = element;
    const isClosed = coordinate !== undefined && !this.view.isOpen(element);
    const caret = template.indexOf("‸");
    return { label, insert: template.replace("‸", ""), caret, kind, type, description, isClosed, deprecated };
  }

  keywords(...words) {
    return words.map((name) => this.item("keyword", { name }, "", `${name} ‸`));
  }

  fields(parent) {
    const meta = [...this.view.schema.meta.values()].filter(({ name }) => this.view.field(parent, name));
    return [...parent.fields.values(), ...meta].map((field) => {
      const { name, type } = field;
      const [required] = requiredOf(field.args);
      let template;
      if (/^\s*[({]/.test(this.behind)) template = `${name}‸`;
      else if (required) template = `${name}(${required.name}: ‸)`;
      else if (isComposite(this.view.types.get(type.name))) template = `${name} { ‸ }`;
      return this.item("field", field, type.text, template);
    });
  }

  inputs({ node, siblings, field, directive, inputObject }) {
    const given = new Set(siblings.filter((other) => other !== node).map(({ name }) => name));
    const inputs = inputObject?.fields ?? (field ?? directive)?.args ?? new Map();
    const colon = /^\s*:/.test(this.behind) ? "" : ": ";
    return [...inputs.values()]
      .filter(({ name }) => !given.has(name))
      .map((input) => this.item("argument", input, input.type.text, `${input.name}${colon}‸`));
  }

  values(inputType) {
    const type = this.view.types.get(inputType?.name);
    if (!type) return [];
    const words = type.name === "Boolean" ? ["true", "false"] : [];
    if (!inputType.nonNull) words.push("null");
    const items = [...type.values.values(), ...words.map((name) => ({ name }))].map((value) => this.item("value", value, type.name));
    return type.kind === "INPUT_OBJECT" ? [this.item("value", { name: "{}" }, type.name, "{ ‸ }"), ...items] : items;
  }

  variables(root, inputType) {
    return (root.variables ?? [])
      .filter(({ type }) => !inputType || !type || type.name === inputType.name)
      .map(({ name, type }) => this.item("variable", { name: `$${name}` }, type?.text));
  }

  types(isWanted) {
    return [...this.view.types.values()].filter(isWanted).map((type) => this.item("type", type));
  }

  /** Types that objects of a type may be of. */
  conditions(parent, on) {
    const possible = new Set(parent?.possible);
    const fits = (type) => isComposite(type) && (!parent || type.possible.some((name) => possible.has(name)));
    return this.types(fits).map((item) => ({ ...item, label: on + item.label, insert: on + item.insert, caret: on.length + item.caret }));
  }

  fragments(parent) {
    const names = new Set(this.conditions(parent, "").map(({ label }) => label));
    return this.document.definitions
      .filter(({ kind, condition }) => kind === "fragment" && names.has(condition?.name))
      .map(({ name, condition }) => this.item("fragment", { name }, condition.name));
  }

  directives(location) {
    return [...this.view.directives.values()]
      .filter(({ locations }) => locations.includes(location))
      .map((directive) => {
        const [required] = requiredOf(directive.args);
        const name = `@${directive.name}`;
        return this.item("directive", directive, "", required ? `${name}(${required.name}: ‸)` : `${name}‸`, name);
      });
  }
}

/**
 * What is at an offset.
 *
 * @returns {{start: number, end: number, coordinate: string, signature: string, description: string,
 *   roles: string[]|null, deprecated: string|null}|null}
 */
export const hover = (text, offset, view) => {
  const place = typeAt(parseDocument(text), view, offset);
  if (!place) return null;
  const { node, field, argument, directive, inputType } = place;
  const isOf = { field, argument, objectField: argument, directive, type: view.types.get(node.name) };
  const condition = node.condition;
  let element = isOf[node.kind];
  let { nameStart: start, nameEnd: end } = node;
  if (node.kind === "enum") {
    element = view.types.get(inputType?.name)?.values.get(node.text);
    ({ start, end } = node);
  } else if (condition) {
    element = view.types.get(condition.name);
    ({ start, end } = condition);
  }
  if (!element || offset < start || offset > end) return null;
  const { coordinate, description, roles, deprecated = null } = element;
  return { start, end, coordinate, signature: signatureOf(element), description, roles, deprecated };
};

/** An element as the schema writes it, in one line. */
export const signatureOf = ({ kind, name, coordinate, type, args, defaultValue }) => {
  const inputs = [...(args?.values() ?? [])].map(signatureOf).join(", ");
  const isInput = coordinate.endsWith(":)");
  const words = { OBJECT: "type", INPUT_OBJECT: "input" };
  const head = kind ? `${words[kind] ?? kind.toLowerCase()} ${name}` : isInput ? name : coordinate;
  return `${head}${inputs && `(${inputs})`}${type ? `: ${type.text}` : ""}${defaultValue ? ` = ${defaultValue}` : ""}`;
};
