// The schema as a tree of what the operation at the caret asks for, and could ask for.
import { element, flash, followTree, icon, virtualList } from "./dom.js";

const deepest = 12;
/** The key of the row that a row is in. */
const around = (key) => key.slice(0, key.lastIndexOf("/"));

export const createPanel = (app, host) => {
  const title = element("h2", {}, "Explorer");
  const tree = element("div", { class: "explore", role: "tree", "aria-label": "Fields" });
  const hint = element("p", { class: "hint" }, "Space adds or removes a field; → and ← open and close it.");
  host.append(element("header", {}, title, hint), tree);
  const opened = new Set();
  let rows = [];
  let acts = null;
  let operation = null;
  let taken = new Set();

  const build = () => {
    rows = [];
    const typeNamed = (name) => app.view.types.get(name);
    const walk = (type, path, depth) => {
      const inner = [...type.fields.values()].map((field) => [field.name, field, typeNamed(field.type.name)]);
      if (type.kind !== "OBJECT")
        inner.push(...type.possible.map((name) => [`...${name}`, typeNamed(name), typeNamed(name)]));
      for (const [index, [name, thing, own]] of inner.entries()) {
        const key = `${path}/${name}`;
        const isFoldable = Boolean(own?.fields.size || own?.possible.length) && depth < deepest;
        rows.push({ name, thing, key, depth, isFoldable, place: index + 1, size: inner.length });
        if (isFoldable && opened.has(key)) walk(own, key, depth + 1);
      }
    };
    const kind = operation?.operation ?? "query";
    if (app.view.root(kind)) walk(app.view.root(kind), kind, 0);
    list.set(rows.length);
  };
  const fold = (row) => {
    if (!opened.delete(row.key)) opened.add(row.key);
    build();
  };
  const toggle = async (row) => {
    if (!app.view.isOpen(row.thing))
      return app.notice(`${row.thing.coordinate} is ${app.ruleOf(row.thing.coordinate)}.`);
    if (row.isFoldable && !taken.has(row.key)) opened.add(row.key);
    const { text, caret } = app.query;
    const changed = acts.toggleField(text, row.key, app.view, caret);
    if (changed !== text) return app.query.update(changed);
    flash("The text is not finished: nothing was changed");
    list.redraw();
  };
  const list = virtualList(tree, {
    rowHeight: 26,
    row(index) {
      const row = rows[index];
      const { name, thing, key, depth, isFoldable, place, size } = row;
      const isOpen = app.view.isOpen(thing);
      const type = thing.type?.text ?? "";
      const sign = isFoldable ? (opened.has(key) ? "▾" : "▸") : "";
      const twist = (event) => {
        event.stopPropagation();
        if (isFoldable) fold(row);
      };
      const made = element(
        "div",
        {
          class: "row",
          role: "treeitem",
          "aria-level": depth + 1,
          "aria-posinset": place,
          "aria-setsize": size,
          "aria-checked": String(taken.has(key)),
          "aria-disabled": isOpen ? null : "true",
          "aria-expanded": isFoldable ? String(opened.has(key)) : null,
          "aria-label": `${name}${type && `: ${type}`}${isOpen ? "" : ", closed"}`,
          onclick: () => toggle(row),
        },
        element("span", { class: "twist", "aria-hidden": "true", onclick: twist }, sign),
        isOpen
          ? element("input", { type: "checkbox", ".checked": taken.has(key), tabindex: -1, "aria-hidden": "true" })
          : icon("lock"),
        element("span", { class: thing.deprecated ? "struck" : "" }, name),
        element("small", {}, type),
      );
      made.style.setProperty("--depth", depth);
      return made;
    },
    onkey(index, event) {
      const row = rows[index];
      const isArrow = followTree(event, row.isFoldable ? opened.has(row.key) : undefined, {
        fold: () => fold(row),
        goIn: () => list.go(index + 1),
        goOut: () => row.depth && list.go(rows.findIndex(({ key }) => key === around(row.key))),
      });
      if (event.key === " " || event.key === "Enter") toggle(row);
      else if (!isArrow) return;
      event.preventDefault();
    },
  });
  const follow = async () => {
    if (host.hidden || !app.view) return;
    acts = await app.language();
    const now = await app.operation();
    operation = now.operation;
    taken = operation ? acts.selectionPaths(now.document, operation) : new Set();
    title.textContent = operation?.name ?? "Explorer";
    build();
  };
  app.on("checked", follow);
  return {
    async show() {
      app.attend();
      await follow();
      for (const key of taken) opened.add(around(key));
      if (app.view) build();
      list.go(0);
    },
  };
};
