// Lays a document on a schema: what completion, hints, validation and edits know of a place, they know from here.

import { typeFrom } from "./document.js";

export const isComposite = (type) => ["OBJECT", "INTERFACE", "UNION"].includes(type?.kind);
export const isInput = (type) => ["SCALAR", "ENUM", "INPUT_OBJECT"].includes(type?.kind);
export const isRequired = (input) => input.type.nonNull && input.defaultValue === null;
export const requiredOf = (inputs) => [...inputs.values()].filter(isRequired);
export const nullable = (type) => (type.nonNull ? typeFrom(type.text.slice(0, -1)) : type);
export const BUILT_IN_SCALARS = ["Int", "Float", "String", "Boolean", "ID"];

/** The type of a condition, if it is one that has fields. */
export const conditionType = (view, condition) => {
  const type = view.types.get(condition?.name);
  return isComposite(type) ? type : undefined;
};

/*
 * A node's place is what is known of it: the `root` that it is in; of a selection the `parentType` that it stands on;
 * of a definition or an inline fragment the `type` of its selections; of a field and its arguments the `field`, and so
 * a `directive` with its `location`; of an argument, or a field of an `inputObject`, the `argument` beside its
 * `siblings`; of a value its `inputType`. What does not apply, or is not in the schema, is undefined.
 */

/** Calls `on(node, place)` for each node in the order of the text; where it answers false, nothing below is visited. */
export const walk = (document, view, on) => {
  for (const root of document.definitions) new Walk(root, view, on).definition();
};

/** The innermost node that an offset touches, with its place; null outside of all definitions. */
export const typeAt = (document, view, offset) => {
  let found = null;
  walk(document, view, (node, place) => {
    if (offset < node.start || offset > node.end) return false;
    found = { node, ...place };
  });
  return found;
};

class Walk {
  constructor(root, view, on) { Object.assign(this, { root, view, on }); }

  visit(node, place) { return this.on(node, { root: this.root, ...place }) !== false; }

  definition() {
    const { root, view } = this;
    const { operation } = root;
    const type = operation ? view.root(operation) : conditionType(view, root.condition);
    if (!this.visit(root, { type })) return;
    for (const variable of root.variables ?? []) {
      if (!this.visit(variable)) continue;
      if (variable.type) this.visit(variable.type);
      this.value(
        variable.value, { inputType: isInput(view.types.get(variable.type?.name)) ? variable.type : undefined },
      );
      this.directives(variable, "VARIABLE_DEFINITION");
    }
    this.directives(root, operation?.toUpperCase() ?? "FRAGMENT_DEFINITION");
    this.selections(root, type);
  }

  selections(node, parentType) {
    for (const selection of node.selections ?? []) this[selection.kind](selection, parentType);
  }

  field(node, parentType) {
    const { view } = this;
    const field = parentType && view.field(parentType, node.name);
    if (!this.visit(node, { parentType, field })) return;
    this.pairs(node.arguments, field?.args, { parentType, field });
    this.directives(node, "FIELD");
    this.selections(node, conditionType(view, field?.type));
  }

  spread(node, parentType) {
    if (this.visit(node, { parentType })) this.directives(node, "FRAGMENT_SPREAD");
  }

  inline(node, parentType) {
    const type = node.condition ? conditionType(this.view, node.condition) : parentType;
    if (!this.visit(node, { parentType, type })) return;
    this.directives(node, "INLINE_FRAGMENT");
    this.selections(node, type);
  }

  directives(node, location) {
    for (const use of node.directives) {
      const directive = this.view.directives.get(use.name);
      if (this.visit(use, { directive, location })) this.pairs(use.arguments, directive?.args, { directive });
    }
  }

  /** Arguments and fields of objects. */
  pairs(nodes, inputs, place) {
    for (const node of nodes) {
      const argument = inputs?.get(node.name);
      const own = { ...place, argument, inputType: argument?.type, siblings: nodes };
      if (this.visit(node, own)) this.value(node.value, own);
    }
  }

  value(node, place) {
    if (!node || !this.visit(node, place)) return;
    const { inputType } = place;
    const type = this.view.types.get(inputType?.name);
    if (node.kind === "list") {
      // What a scalar of the schema's own holds is its own affair; elsewhere the items of a wrong list are like it.
      const isFree = type?.kind === "SCALAR" && !BUILT_IN_SCALARS.includes(type.name);
      const item = inputType?.of ?? (isFree || !inputType ? undefined : nullable(inputType));
      const isWrong = place.isWrong || (inputType && !inputType.list);
      for (const value of node.items) this.value(value, { inputType: item, isWrong });
    } else if (node.kind === "object") {
      const inputObject = type?.kind === "INPUT_OBJECT" ? type : undefined;
      this.pairs(node.fields, inputObject?.fields, { inputObject, isWrong: place.isWrong });
    }
  }
}
