// The schema as a tree of what the operation at the caret asks for, and could ask for.
import { element, icon, virtualList } from "./dom.js";

const deepest = 12;

export const createPanel = (app, host) => {
  const title = element("h2", {}, "Explorer");
  const tree = element("div", { class: "explore", role: "tree", "aria-label": "Fields" });
  host.append(element("header", {}, title, element("p", { class: "hint" }, "Space takes a field in or out, → and ← open and close it.")), tree);
  const opened = new Set();
  let rows = [];
  let acts = null;
  let operation = null;
  let taken = new Set();

  const build = () => {
    rows = [];
    const walk = (type, path, depth) => {
      for (const field of type?.fields.values() ?? []) {
        const own = [...path, field.name];
        const key = own.join(".");
        const inner = app.view.types.get(field.type.name);
        const isFoldable = Boolean(inner?.fields.size) && depth < deepest && inner.kind !== "INPUT_OBJECT";
        rows.push({ field, key, path: own, depth, isFoldable });
        if (isFoldable && opened.has(key)) walk(inner, own, depth + 1);
      }
    };
    walk(app.view?.root(operation?.operation ?? "query"), [], 0);
    list.set(rows.length);
  };
  const fold = (row) => {
    if (!opened.delete(row.key)) opened.add(row.key);
    build();
  };
  const toggle = async (row) => {
    if (!app.view.isOpen(row.field)) return app.notice(app.ruleOf(row.field.coordinate));
    app.query.update(acts.toggleField(app.query.text, row.path, app.view, app.query.caret));
    if (row.isFoldable && !taken.has(row.key)) opened.add(row.key);
  };
  const list = virtualList(tree, {
    rowHeight: 26,
    row(index) {
      const row = rows[index];
      const { field, key, depth, isFoldable } = row;
      const isOpen = app.view.isOpen(field);
      const made = element("div", {
        class: "row", role: "treeitem", "aria-level": depth + 1, "aria-checked": String(taken.has(key)), "aria-disabled": isOpen ? null : "true",
        "aria-expanded": isFoldable ? String(opened.has(key)) : null, "aria-label": `${field.name}: ${field.type.text}${isOpen ? "" : ", closed"}`, onclick: () => toggle(row),
      }, element("span", { class: "twist", "aria-hidden": "true", onclick: (event) => { event.stopPropagation(); if (isFoldable) fold(row); } }, isFoldable ? (opened.has(key) ? "▾" : "▸") : ""),
      isOpen ? element("input", { type: "checkbox", ".checked": taken.has(key), tabindex: -1, "aria-hidden": "true" }) : icon("lock"),
      element("span", { class: field.deprecated ? "struck" : "" }, field.name), element("small", {}, field.type.text));
      made.style.setProperty("--depth", depth);
      return made;
    },
    onkey(index, event) {
      const row = rows[index];
      if (event.key === " " || event.key === "Enter") toggle(row);
      else if (event.key === "ArrowRight" && row.isFoldable && !opened.has(row.key)) fold(row);
      else if (event.key === "ArrowLeft" && opened.has(row.key)) fold(row);
      else if (event.key === "ArrowLeft" && row.depth) list.go(rows.findIndex(({ key }) => key === row.path.slice(0, -1).join(".")));
      else return;
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
      await follow();
      for (const key of taken) if (key.includes(".")) opened.add(key.slice(0, key.lastIndexOf(".")));
      build();
      list.go(0);
    },
  };
};
