// Tells what the server would refuse, in its words, and what it would not answer to the role.

import { conditionType, isComposite, isInput, nullable, requiredOf, walk } from "./analyse.js";
import { suggestion, ValueChecks } from "./values.js";

/** All that is wrong with a document, its syntax included, in the order of the text. */
export const validate = (document, view) => new Validation(document, view).run();

class Validation extends ValueChecks {
  constructor(document, view) {
    super(view, false);
    this.problems.push(...document.problems);
    const all = (kind) => document.definitions.filter((definition) => definition.kind === kind);
    Object.assign(this, { document, operations: all("operation"), fragments: all("fragment") });
    this.fragmentNamed = new Map(this.fragments.toReversed().map((fragment) => [fragment.name, fragment]));
    /** Of each definition: the spreads in it, and its variables with their places. */
    this.spreads = new Map(document.definitions.map((definition) => [definition, []]));
    this.variableUses = new Map(document.definitions.map((definition) => [definition, []]));
  }

  run() {
    walk(this.document, this.view, (node, place) => {
      // What is no other node is a value.
      (this[node.kind] ?? this.value).call(this, node, place);
      const known = node.directives?.filter(({ name }) => this.view.directives.has(name));
      this.unique(known, (name) => `The directive "@${name}" can only be used once at this location.`);
      this.unique(node.arguments, (name) => `There can be only one argument named "${name}".`);
    });
    this.names();
    // While braces are missing, nobody can tell what is used.
    if (!this.document.problems.length) this.uses();
    return this.problems.sort((one, other) => one.start - other.start || one.end - other.end);
  }

  // Definitions

  names() {
    this.unique(this.operations, (name) => `There can be only one operation named "${name}".`);
    this.unique(this.fragments, (name) => `There can be only one fragment named "${name}".`);
    for (const { name, start, end, setStart } of this.operations) {
      if (name !== null || this.operations.length === 1) continue;
      const head = { start, end: Math.min(end, setStart + 1) };
      this.report("This anonymous operation must be the only defined operation.", head);
    }
  }

  operation(node, { type }) {
    const { operation, start } = node;
    const head = { start, end: start + operation.length };
    if (!type) this.report(`The ${operation} operation is not supported by the schema.`, head);
    this.unique(node.variables, (name) => `There can be only one variable named "$${name}".`);
  }

  fragment(node) { this.condition(node.condition, `Fragment "${node.name}"`); }

  definition(node) {
    const type = node.type && this.view.types.get(node.type.name);
    if (type && !isInput(type)) {
      this.report(`Variable "$${node.name}" cannot be non-input type "${node.type.text}".`, node.type);
    }
  }

  type(node) { this.knownType(node.name, node); }

  knownType(name, node) {
    if (this.view.types.has(name)) return true;
    this.report(`Unknown type "${name}".${this.hint(name, this.view.types)}`, node);
    return false;
  }

  condition(condition, subject) {
    if (!condition || !this.knownType(condition.name, condition)) return;
    if (isComposite(this.view.types.get(condition.name))) return;
    this.report(`${subject} cannot condition on non composite type "${condition.name}".`, condition);
  }

  // Selections

  field(node, { parentType, field }) {
    if (!parentType || !node.name) return;
    if (!field) return this.unknownField(node, parentType);
    const { name, type } = field;
    const inner = this.view.types.get(type.name);
    if (node.selections && inner && !isComposite(inner)) {
      this.report(`Field "${name}" must not have a selection since type "${type.text}" has no subfields.`, node);
    } else if (!node.selections && !(inner && isInput(inner))) {
      const hint = `Did you mean "${name} { ... }"?`;
      this.report(`Field "${name}" of type "${type.text}" must have a selection of subfields. ${hint}`, node);
    }
    this.required(node, field.args, `Field "${name}"`);
    this.mark(field, node);
  }

  unknownField(node, parent) {
    const types = this.typesWith(node.name, parent);
    const hint = types.length ? suggestion(types, "to use an inline fragment on") : this.hint(node.name, parent.fields);
    this.report(`Cannot query field "${node.name}" on type "${parent.name}".${hint}`, node);
  }

  /** Of an abstract type: the types below it that have a field, what most of them implement first. */
  typesWith(name, parent) {
    if (parent.kind === "OBJECT") return [];
    const { types } = this.view;
    const has = (type) => type?.fields.has(name) && this.view.isUsable(type.fields.get(name));
    const uses = new Map();
    for (const object of parent.possible.map((possible) => types.get(possible)).filter(has)) {
      uses.set(object.name, 1);
      for (const other of object.interfaces)
        if (has(types.get(other))) uses.set(other, (uses.get(other) ?? 0) + 1);
    }
    return [...uses.keys()].sort((one, other) => uses.get(other) - uses.get(one) || (one < other ? -1 : 1));
  }

  required(node, inputs, subject) {
    const given = new Set(node.arguments.map(({ name }) => name));
    for (const { name, type } of requiredOf(inputs)) {
      if (given.has(name)) continue;
      this.report(`${subject} argument "${name}" of type "${type.text}" is required, but it was not provided.`, node);
    }
  }

  argument(node, { parentType, field, directive, argument }) {
    const owner = field ?? directive;
    if (argument) this.mark(argument, node, owner);
    else if (owner) {
      const place = field ? `field "${parentType.name}.${field.name}"` : `directive "@${directive.name}"`;
      this.report(`Unknown argument "${node.name}" on ${place}.${this.hint(node.name, owner.args)}`, node);
    }
  }

  directive(node, { directive, location }) {
    if (!directive) return this.report(`Unknown directive "@${node.name}".`, node);
    if (!directive.locations.includes(location)) {
      this.report(`Directive "@${directive.name}" may not be used on ${location}.`, node);
    }
    this.required(node, directive.args, `Directive "@${directive.name}"`);
  }

  spread(node, { root, parentType }) {
    this.spreads.get(root).push(node);
    const fragment = this.fragmentNamed.get(node.name);
    if (!fragment) return this.report(`Unknown fragment "${node.name}".`, node);
    this.possible(node, `Fragment "${node.name}"`, parentType, conditionType(this.view, fragment.condition));
  }

  inline(node, { parentType }) {
    this.condition(node.condition, "Fragment");
    if (node.condition) this.possible(node.condition, "Fragment", parentType, conditionType(this.view, node.condition));
  }

  possible(node, subject, parent, type) {
    if (!parent || !type || parent === type) return;
    const possible = new Set(parent.possible);
    if (type.possible.some((name) => possible.has(name))) return;
    const reason = `cannot be spread here as objects of type "${parent.name}" can never be of type "${type.name}".`;
    this.report(`${subject} ${reason}`, node);
  }

  variable(node, place) { this.variableUses.get(place.root).push({ node, place }); }

  // What definitions are to each other

  /** Which fragments and variables are used, and whether variables fit. */
  uses() {
    const used = new Set();
    for (const operation of this.operations) {
      const reached = new Set([operation]);
      // A set hands out what is added while it is walked.
      for (const root of reached) {
        for (const { name } of this.spreads.get(root))
          if (this.fragmentNamed.has(name)) reached.add(this.fragmentNamed.get(name));
      }
      for (const root of reached) used.add(root.name);
      this.variablesOf(operation, [...reached].flatMap((root) => this.variableUses.get(root)));
    }
    for (const fragment of this.fragments) {
      if (!used.has(fragment.name)) this.report(`Fragment "${fragment.name}" is never used.`, fragment);
    }
  }

  variablesOf(operation, uses) {
    const defined = new Map(operation.variables.toReversed().map((variable) => [variable.name, variable]));
    const unused = new Set(defined.keys());
    const named = (preposition) => (operation.name ? ` ${preposition} operation "${operation.name}"` : "");
    for (const { node, place } of uses) {
      const variable = defined.get(node.name);
      unused.delete(node.name);
      if (!variable) this.report(`Variable "$${node.name}" is not defined${named("by")}.`, node);
      else if (variable.type && place.inputType && this.view.types.has(variable.type.name))
        this.position(node, variable, place);
    }
    for (const variable of operation.variables) {
      if (unused.has(variable.name)) this.report(`Variable "$${variable.name}" is never used${named("in")}.`, variable);
    }
  }

  position(node, { type, value }, { inputType, argument, inputObject }) {
    const isFilled = (value && value.kind !== "null") || (argument && argument.defaultValue !== null);
    const expected = isFilled && !type.nonNull ? nullable(inputType) : inputType;
    if (!fits(type, expected)) {
      this.report(
        `Variable "$${node.name}" of type "${type.text}" used in position expecting type "${inputType.text}".`, node,
      );
    } else if (inputObject?.isOneOf && !type.nonNull) {
      const reason = `must be non-nullable to be used for OneOf Input Object "${inputObject.name}".`;
      this.report(`Variable "$${node.name}" is of type "${type.text}" but ${reason}`, node);
    }
  }
}

const fits = (type, expected) => {
  if (expected.nonNull) return type.nonNull && fits(nullable(type), nullable(expected));
  if (type.nonNull) return fits(nullable(type), expected);
  return type.of && expected.of ? fits(type.of, expected.of) : type.text === expected.text;
};
