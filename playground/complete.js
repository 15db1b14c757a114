// What can stand at a caret, and what the thing under a pointer is.

import { conditionType, isComposite, isInput, requiredOf, typeAt } from "./analyse.js";
import { firstSentence, readDescription } from "./description.js";
import { parseDocument } from "./document.js";
import { likeness } from "./schema.js";

const MOST_ITEMS = 100;
/** Behind these, items come without being asked for. */
const INVITING = /(?:[$@({[:]|\.\.\.|\bon)\s*$/;

/**
 * What can stand at an offset, the best first: `{start, end, items}`, where each item's `insert` replaces the text from
 * `start` to `end`, and the caret goes to `caret` in it; of its description it has the first sentence. What is closed
 * to the role comes only when its name is being typed; `isExplicit` says that somebody has asked.
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

/** What the grammar and the schema allow at a name, before anybody looks at its letters; by the kind of its node. */
class Candidates {
  constructor(document, view, start, behind) { Object.assign(this, { document, view, start, behind }); }

  at(place) {
    if (!place) return this.keywords("query", "mutation", "subscription", "fragment");
    const { nameStart, nameEnd } = place.node;
    const isName = nameStart === undefined || (nameStart <= this.start && this.start < nameEnd);
    return this[place.node.kind]?.({ ...place, isName }) ?? [];
  }

  /** The caret of what is inserted comes where the sign ‸ is. */
  item(kind, element, type = "", template = `${element.name}‸`, label = element.name) {
    const { description = "", deprecated = null, coordinate } = element;
    const isClosed = coordinate !== undefined && !this.view.isOpen(element);
    const caret = template.indexOf("‸");
    const insert = template.replace("‸", "");
    return { label, insert, caret, kind, type, description: firstSentence(description), isClosed, deprecated };
  }

  keywords(...words) { return words.map((name) => this.item("keyword", { name }, "", `${name} ‸`)); }

  field({ isName, parentType }) {
    if (!isName || !parentType) return [];
    const meta = [...this.view.schema.meta.values()].filter(({ name }) => this.view.field(parentType, name));
    return [...parentType.fields.values(), ...meta].map((field) => {
      const [required] = requiredOf(field.args);
      let rest = conditionType(this.view, field.type) ? " { ‸ }" : "‸";
      if (required) rest = `(${required.name}: ‸)`;
      // What is there already, stays.
      if (/^\s*[({]/.test(this.behind)) rest = "‸";
      return this.item("field", field, field.type.text, field.name + rest);
    });
  }

  argument({ isName, node, siblings, field, directive, inputObject }) {
    if (!isName) return [];
    const given = new Set(siblings.filter((other) => other !== node).map(({ name }) => name));
    const inputs = inputObject?.fields ?? (field ?? directive)?.args ?? new Map();
    const colon = /^\s*:/.test(this.behind) ? "" : ": ";
    return [...inputs.values()].filter(({ name }) => !given.has(name)).map(
      (input) => this.item("argument", input, input.type.text, `${input.name}${colon}‸`),
    );
  }

  objectField(place) { return this.argument(place); }

  enum({ root, inputType }) {
    const type = this.view.types.get(inputType?.name);
    const words = type?.name === "Boolean" ? ["true", "false"] : [];
    if (type && !inputType.nonNull) words.push("null");
    const values = [...(type?.values.values() ?? []), ...words.map((name) => ({ name }))];
    const object = type?.kind === "INPUT_OBJECT" ? [this.item("value", { name: "{}" }, type.name, "{ ‸ }")] : [];
    return [
      ...object,
      ...values.map((value) => this.item("value", value, type.name)),
      ...this.variable({ root, inputType }),
    ];
  }

  boolean(place) { return this.enum(place); }

  null(place) { return this.enum(place); }

  variable({ root, inputType }) {
    return (root.variables ?? [])
      .filter(({ type }) => !inputType || !type || type.name === inputType.name)
      .map(({ name, type }) => this.item("variable", { name: `$${name}` }, type?.text));
  }

  type() { return [...this.view.types.values()].filter(isInput).map((type) => this.item("type", type)); }

  /** Types that objects of a type may be of. */
  conditions(parent, on = "") {
    const possible = new Set(parent?.possible);
    const fits = (type) => isComposite(type) && (!parent || type.possible.some((name) => possible.has(name)));
    const types = [...this.view.types.values()].filter(fits);
    return types.map((type) => this.item("type", type, "", `${on}${type.name}‸`, on + type.name));
  }

  fragment({ node: { condition }, isName, parentType }) {
    if (!condition) return isName ? [] : this.keywords("on");
    return condition.start <= this.start && this.start < condition.end ? this.conditions(parentType) : [];
  }

  inline(place) { return this.fragment({ ...place, isName: false }); }

  spread({ parentType }) {
    const names = new Set(this.conditions(parentType).map(({ label }) => label));
    const fragments =
      this.document.definitions.filter(({ kind, condition }) => kind === "fragment" && names.has(condition?.name));
    const items = fragments.map(({ name, condition }) => this.item("fragment", { name }, condition.name));
    return [...items, ...this.conditions(parentType, "on ")];
  }

  directive({ location }) {
    const directives = [...this.view.directives.values()].filter(({ locations }) => locations.includes(location));
    return directives.map((directive) => {
      const [required] = requiredOf(directive.args);
      const name = `@${directive.name}`;
      return this.item("directive", directive, "", required ? `${name}(${required.name}: ‸)` : `${name}‸`, name);
    });
  }
}

/** What is at an offset, from `start` to `end`, with its `signature` and what the schema tells of it; or null. */
export const hover = (text, offset, view) => {
  const place = typeAt(parseDocument(text), view, offset);
  if (!place) return null;
  const { node, field, argument, directive, inputType } = place;
  const typeNamed = (name) => view.types.get(name);
  const value = typeNamed(inputType?.name)?.values.get(node.text);
  const elements = { field, argument, objectField: argument, directive, type: typeNamed(node.name), enum: value };
  const spot = node.condition ?? node;
  const element = node.condition ? typeNamed(spot.name) : elements[node.kind];
  const { nameStart: start = spot.start, nameEnd: end = spot.end } = spot;
  if (!element || offset < start || offset > end) return null;
  const { coordinate, roles, deprecated = null } = element;
  const description = readDescription(element.description).prose;
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
