// Reads a schema from its own language, and tells what of it each role may use: all that the page knows of the server.

import { Parser, typeFrom } from "./document.js";
import { stringValue } from "./lexer.js";

/*
 * Elements have a `name`, a `coordinate` such as `Case`, `Case.title`, `Query.cases(first:)` or `@skip(if:)`, a
 * `description` in Markdown, `roles` that may use them, null for everybody who is signed in, and a reason why they are
 * `deprecated`, or null. Types have a `kind`, `fields`, those of an input object too, `values` of an enum,
 * `interfaces`, and the `possible` object types that they stand for; fields and arguments a `type` as `typeFrom` makes
 * it, `args`, a `defaultValue` as it is written, a `cost`, and whether they are `personal`.
 */

/** Every role there is. */
export const ROLES = ["ANONYMOUS", "PARTNER_USER", "PARTNER_SUPERVISOR", "AGENT", "ADMIN", "INTEGRATION"];

/** What each schema has without saying so. Only the beginnings of introspection are known: they bear any selection. */
const BUILT_IN = `
"A whole number of 32 bits." scalar Int
"A number with a fraction." scalar Float
"A text." scalar String
"\`true\` or \`false\`." scalar Boolean
"A key, opaque to you: a text or a whole number." scalar ID
"Leaves out what it stands at unless \`if\` is true."
directive @include("Takes part if true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
"Leaves out what it stands at if \`if\` is true."
directive @skip("Is left out if true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
type __Meta @allow(roles: [${ROLES}]) {
  "Name of the object's type." __typename: String!
  "The schema, as your role sees it." __schema: __Schema!
  "A type of the schema." __type("What it is called." name: String!): __Type
}`;

const KINDS = {
  type: "OBJECT",
  interface: "INTERFACE",
  union: "UNION",
  enum: "ENUM",
  input: "INPUT_OBJECT",
  scalar: "SCALAR",
};

/** What could be read of a schema; of what could not, its `problems` tell. */
export const parseSchema = (sdl) => new Schema(sdl);

class Schema {
  #views = new Map();

  constructor(sdl) {
    this.types = new Map();
    this.directives = new Map();
    this.roots = { query: "Query", mutation: "Mutation", subscription: "Subscription" };
    new SchemaParser(BUILT_IN).parse(this);
    const parser = new SchemaParser(sdl);
    parser.parse(this);
    this.problems = parser.problems;
    for (const type of this.types.values()) this.#complete(type);
    this.meta = this.types.get("__Meta").fields;
    this.types.delete("__Meta");
  }

  /** What one element takes from others. */
  #complete(type) {
    if (type.kind === "OBJECT") {
      type.possible = [type.name];
      for (const name of type.interfaces) this.types.get(name)?.possible.push(type.name);
    }
    for (const field of type.fields.values()) {
      if (type.kind !== "INPUT_OBJECT") field.roles ??= type.roles;
      for (const argument of field.args.values()) argument.roles ??= field.roles;
    }
  }

  /** The schema as a role sees it; the same object for the same role. */
  view(role) {
    if (!this.#views.has(role)) this.#views.set(role, new View(this, role));
    return this.#views.get(role);
  }
}

/** A schema and who looks at it. It has all elements, also those that are closed to the role. */
class View {
  #reachable = null;
  #entries = null;

  constructor(schema, role) {
    Object.assign(this, { schema, role, types: schema.types, directives: schema.directives });
  }

  /** The type that an operation begins with: "query", "mutation" or "subscription". */
  root(operation) { return this.types.get(this.schema.roots[operation]); }

  /** A field by its name, also `__typename` and those of introspection. */
  field(type, name) {
    if (name.startsWith("__") && type?.kind !== "INPUT_OBJECT") {
      const isHere = name === "__typename" ? type : type && type === this.root("query");
      return isHere ? this.schema.meta.get(name) : undefined;
    }
    return type?.fields.get(name);
  }

  /** Whether a role among these is the viewer's. */
  allows(roles) { return roles ? roles.includes(this.role) : this.role !== "ANONYMOUS"; }

  /** Whether the role may use an element; a type, if something that is open leads to it. */
  isOpen(thing) {
    if (thing.kind) return thing.kind === "SCALAR" || this.#open.has(thing.name);
    return this.allows(thing.roles);
  }

  /** Whether an element is worth proposing: it is open, and so is what it leads to. */
  isUsable(element) {
    const type = this.types.get(element.type?.name);
    return this.isOpen(element) && (!type || this.isOpen(type));
  }

  /** Names of the types that are open. */
  get #open() {
    if (this.#reachable) return this.#reachable;
    const found = (this.#reachable = new Set(Object.values(this.schema.roots)));
    // A set hands out what is added while it is walked.
    for (const name of found) {
      const type = this.types.get(name);
      const fields = [...(type?.fields.values() ?? [])].filter((field) => this.allows(field.roles));
      // What has nothing to show is not there.
      if (type?.fields.size && !fields.length) found.delete(name);
      else
        for (const other of [...(type?.possible ?? []), ...(type?.interfaces ?? [])]) found.add(other);
      for (const field of fields) {
        found.add(field.type.name);
        for (const argument of field.args.values())
          if (this.allows(argument.roles)) found.add(argument.type.name);
      }
    }
    return found;
  }

  /**
   * Elements whose name, coordinate or description is like a text, those that are open first, and the best of them:
   * `{coordinate, name, kind, description, thing, isClosed, score}`.
   */
  search(query, limit = 50) {
    const wanted = query.trim().toLowerCase();
    if (!wanted) return [];
    this.#entries ??= [...entriesOf(this.schema)];
    const found = [];
    for (const entry of this.#entries) {
      const score = scoreOf(entry, wanted);
      if (score > 0) found.push({ ...entry, score, isClosed: !this.isOpen(entry.thing) });
    }
    const order = (one, other) =>
      one.isClosed - other.isClosed || other.score - one.score || one.coordinate.length - other.coordinate.length;
    return found.sort(order).slice(0, limit);
  }
}

function* entriesOf(schema) {
  const entry = (kind, thing) => {
    const { coordinate, name, description } = thing;
    return { coordinate, name, kind, description, thing };
  };
  for (const type of schema.types.values()) {
    yield entry("type", type);
    for (const value of type.values.values()) yield entry("value", value);
    for (const field of type.fields.values()) {
      yield entry("field", field);
      for (const argument of field.args.values()) yield entry("argument", argument);
    }
  }
  for (const directive of schema.directives.values()) yield entry("directive", directive);
}

const scoreOf = ({ kind, name, coordinate, description }, wanted) => {
  const weight = { type: 3, field: 2 }[kind] ?? 1;
  const score = likeness(name, wanted) || likeness(coordinate, wanted) / 2;
  const isDescribed = score < 30 && wanted.length > 2 && description.toLowerCase().includes(wanted);
  return isDescribed ? 30 + weight : score && score + weight;
};

const NOTHING = new Map();
const PLAIN = {
  roles: null,
  deprecated: null,
  cost: 0,
  personal: false,
  isOneOf: false,
  specifiedBy: null,
};

/** Adds what a text defines to a schema. */
class SchemaParser extends Parser {
  parse(schema) {
    this.written = new Map();
    while (!this.isAtEnd) {
      const description = this.description();
      const word = this.source();
      if (word !== "schema" && word !== "directive" && !KINDS[word]) this.unexpected();
      this.advance();
      if (word === "schema") this.rootTypes(schema.roots);
      if (word === "directive") this.directive(schema.directives, description);
      if (KINDS[word]) this.typeDefinition(schema.types, KINDS[word], description);
    }
  }

  description() {
    const text = this.isString ? stringValue(this.source()) : "";
    if (this.isString) this.advance();
    return text;
  }

  /** What is between brackets, by its name; what is no name is passed over. */
  members(open, close, read) {
    if (!this.skip(open)) return NOTHING;
    const members = new Map();
    this.nested(() => {
      while (!this.isAtEnd && !this.skip(close)) {
        const description = this.description();
        const name = this.name();
        const member = name && read(name.name, description);
        if (member) members.set(name.name, member);
        else if (!name && !this.is(close)) this.advance();
      }
    });
    return members;
  }

  /** Names between `|` or `&`. */
  names(separator) {
    const names = [];
    this.skip(separator);
    do names.push(this.name()?.name ?? "");
    while (this.skip(separator));
    return names;
  }

  rootTypes(roots) {
    this.directives(true);
    this.members("{", "}", (operation) => {
      this.expect(":");
      roots[operation] = this.name()?.name;
    });
  }

  directive(directives, description) {
    const coordinate = this.source();
    const name = coordinate.slice(1);
    this.advance();
    const args = this.inputs(coordinate);
    while (this.isWord("repeatable", "on")) this.advance();
    directives.set(name, { name, coordinate, description, args, locations: this.names("|"), roles: ROLES });
  }

  typeDefinition(types, kind, description) {
    const name = this.name()?.name ?? "";
    const type = {
      kind,
      name,
      coordinate: name,
      description,
      interfaces: [],
      possible: [],
      fields: NOTHING,
      values: NOTHING,
    };
    if (this.isWord("implements")) {
      this.advance();
      type.interfaces = this.names("&");
    }
    Object.assign(type, this.traits());
    if (this.skip("=")) type.possible = this.names("|");
    const isEnum = kind === "ENUM";
    const members = this.members("{", "}", (member, text) => this.element(`${name}.${member}`, member, text, isEnum));
    type[isEnum ? "values" : "fields"] = members;
    types.set(name, type);
  }

  inputs(coordinate) {
    return this.members("(", ")", (name, description) => this.element(`${coordinate}(${name}:)`, name, description));
  }

  /** A field, an argument or the value of an enum, which alone needs no type; null if it is none of them. */
  element(coordinate, name, description, isValue = false) {
    const args = this.inputs(coordinate);
    const type = !isValue && this.expect(":") ? this.sharedType() : undefined;
    if (!type && !isValue) return null;
    const value = this.skip("=") ? this.value(true) : null;
    return { name, coordinate, description, type, args, defaultValue: value && this.source(value), ...this.traits() };
  }

  /** Most types are written many times. */
  sharedType() {
    const text = this.type()?.text ?? "";
    if (!this.written.has(text)) this.written.set(text, typeFrom(text));
    return this.written.get(text);
  }

  /** What the directives of an element say. */
  traits() {
    if (this.token.kind !== "directive") return PLAIN;
    const uses = new Map(this.directives(true).map((use) => [use.name, use.arguments]));
    const given = (directive) => uses.get(directive)?.[0]?.value;
    const text = (value) => (value?.text ? stringValue(value.text) : null);
    return {
      roles: given("allow")?.items?.map((role) => role.text) ?? null,
      deprecated: uses.has("deprecated") ? text(given("deprecated")) ?? "No longer supported" : null,
      cost: Number(given("cost")?.text ?? 0),
      personal: uses.has("personal"),
      isOneOf: uses.has("oneOf"),
      specifiedBy: text(given("specifiedBy")),
    };
  }
}

/** How like a name is to what was typed, in small letters: 0 for not at all, 100 for the same. */
export const likeness = (name, typed) => {
  const lower = name.toLowerCase();
  const place = lower.indexOf(typed);
  if (place === 0) return lower === typed ? 100 : 90;
  if (place > 0) return /[A-Z]/.test(name[place]) || /[_.]/.test(name[place - 1]) ? 80 : 70;
  return typed.length > 1 && hasLetters(lower, typed) ? 20 : 0;
};

/** Whether a text has these letters, in this order. */
const hasLetters = (text, letters) => {
  let place = -1;
  return [...letters].every((letter) => (place = text.indexOf(letter, place + 1)) >= 0);
};
