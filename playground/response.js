// The result: its status, its errors first, and its JSON as a tree that is drawn where it is seen.
import {
  byId, button, copy, counted, download, element, followTree, icon, later, lockedNull, openDialog, roleBadge,
  virtualList,
} from "./dom.js";
import { offsetIn } from "./editor.js";
import { bytes, deniedOf, duration, errorsOf, pattern, verdictOf } from "./run.js";

const many = 500000;
const longest = 2000;

/** Draws the results of `app` into the panels JSON and headers; `show(result)` shows another one. */
export const createResponse = (app) => {
  const panel = byId("panel-json");
  const errorList = element("ol", { class: "errors", "aria-label": "Errors" });
  const search = element(
    "input",
    { type: "search", placeholder: "Search the result", "aria-label": "Search the result", spellcheck: "false" },
  );
  const found = element("span", { class: "count", role: "status" });
  const tools = element(
    "div",
    { class: "bar" },
    search,
    found,
    element("span", { class: "grow" }),
    button("Fold", () => foldAll(true), { class: "quiet" }),
    button("Unfold", () => foldAll(false), { class: "quiet" }),
    button("Copy", () => copy(pretty(), "The result"), { class: "quiet", "aria-label": "Copy the result" }),
    button("Save", () => download("result.json", pretty(), "application/json"), {
      class: "quiet",
      "aria-label": "Save the result as a file",
    }),
  );
  const tree = element("div", { class: "json", id: "json", role: "tree", "aria-label": "Result as JSON" });
  const plain = element("pre", { class: "plain", tabindex: "0", "aria-label": "Result as text" });
  const unasked = panel.firstElementChild;
  const empty = element("div", { class: "empty" }, icon("response"), element("p", {}, "No result."));
  panel.append(errorList, tools, tree, plain, empty);

  let result;
  let rows = [];
  /** Whether the rows are those of the result: they are made when they are seen. */
  let isBuilt = false;
  let folded = new Set();
  let denied = new Map();
  let hits = [];
  let hit = -1;
  let sought = "";

  const pretty = () => (result?.kind === "json" ? JSON.stringify(result.json, null, 2) : result?.text ?? "");
  const pathOf = (row) => {
    const path = [];
    for (let at = row; at?.up; at = at.up) path.unshift(at.key);
    return path;
  };
  const pathText = (path) =>
    path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index ? "." : ""}${part}`)).join("");

  const build = () => {
    rows = [];
    const walk = (value, key, up, depth, nth, of) => {
      const row = { value, key, up, depth, nth, of, kind: "leaf" };
      rows.push(row);
      if (value === null || typeof value !== "object") return;
      const keys = Array.isArray(value) ? value : Object.keys(value);
      if (!keys.length) return;
      row.kind = folded.has(value) ? "folded" : "open";
      if (row.kind === "folded") return;
      for (let index = 0; index < keys.length; index += 1) {
        const name = keys === value ? index : keys[index];
        walk(value[name], name, row, depth + 1, index + 1, keys.length);
      }
      rows.push({ value, up: row, depth, kind: "close" });
    };
    walk(result.json, undefined, null, 0, 1, 1);
  };
  const foldDeep = (depth) => {
    folded = new Set();
    const walk = (value, level) => {
      if (value === null || typeof value !== "object") return;
      if (level >= depth) folded.add(value);
      for (const inner of Object.values(value)) walk(inner, level + 1);
    };
    walk(result.json, 0);
  };
  const refresh = () => {
    build();
    list.set(rows.length);
  };
  const foldAll = (isFolded) => {
    if (result?.kind !== "json") return;
    foldDeep(isFolded ? 2 : Infinity);
    refresh();
  };
  const fold = (row) => {
    if (folded.has(row.value)) folded.delete(row.value);
    else folded.add(row.value);
    refresh();
  };
  const whole = (row) => openDialog(
    pathText(pathOf(row)) || "Result",
    { class: "wide" },
    element(
      "pre",
      { class: "plain", tabindex: "0" },
      typeof row.value === "string" ? row.value : JSON.stringify(row.value, null, 2),
    ),
  );

  const ruleOf = (coordinate) => app.ruleOf(coordinate, result.role);
  const valueOf = (row) => {
    const { value } = row;
    const text = (look, shown) => element("span", { class: `t-${look}` }, shown);
    const isList = Array.isArray(value);
    if (row.kind === "close") return text("punctuator", isList ? "]" : "}");
    if (row.kind === "open") return text("punctuator", isList ? "[" : "{");
    if (row.kind === "folded") {
      if (isList) return text("comment", `[ ${counted(value.length, "item")} ]`);
      const keys = Object.keys(value);
      return text("comment", `{ ${keys.slice(0, 4).join(", ")}${keys.length > 4 ? ", …" : ""} }`);
    }
    if (value === null) {
      const coordinate = denied.size && denied.get(pattern(pathOf(row).slice(1)));
      if (!coordinate) return text("keyword", "null");
      return lockedNull("closed", ruleOf(coordinate));
    }
    if (typeof value === "object") return text("punctuator", isList ? "[]" : "{}");
    const isLong = typeof value === "string" && value.length > longest;
    return text(
      { string: "string", number: "int", boolean: "keyword" }[typeof value],
      isLong ? `${JSON.stringify(value.slice(0, longest))}…` : JSON.stringify(value),
    );
  };
  const drawRow = (index) => {
    const row = rows[index];
    const isFoldable = row.kind === "open" || row.kind === "folded";
    const act = (text, label, work) => button(text, (event) => {
      event.stopPropagation();
      work(row);
    }, { tabindex: -1, "aria-label": label });
    const look = typeof row.key === "number" ? "t-comment" : "t-key";
    const key = row.key === undefined ? "" : `${row.key}: `;
    // What is open is called by what is in it, as if it were folded.
    const inside = valueOf(row.kind === "open" ? { ...row, kind: "folded" } : row).childNodes;
    const name = `${key}${[...inside].map(({ textContent }) => textContent).join(" ")}`;
    const made = element(
      "div",
      {
        class: hits[hit]?.row === row ? "row hit" : "row",
        role: row.kind === "close" ? "none" : "treeitem",
        "aria-label": row.kind === "close" ? null : name,
        "aria-level": row.depth + 1,
        "aria-posinset": row.nth,
        "aria-setsize": row.of,
        "aria-expanded": isFoldable ? String(row.kind === "open") : null,
        onclick: () => isFoldable && fold(row),
        ondblclick: () => !isFoldable && whole(row),
      },
      element("span", { class: "twist", "aria-hidden": "true" }, isFoldable ? (row.kind === "open" ? "▾" : "▸") : ""),
      key && element("span", { class: look }, key),
      valueOf(row),
      row.kind === "close"
        ? null
        : element("span", { class: "acts" }, act("path", "Copy path", copyPath), act("value", "Copy value", copyValue)),
    );
    made.style.setProperty("--depth", row.depth);
    return made;
  };
  const copyPath = (row) => copy(pathText(pathOf(row)), "Path");
  const copyValue = (row) =>
    copy(typeof row.value === "string" ? row.value : JSON.stringify(row.value, null, 2), "Value");
  const list = virtualList(tree, {
    rowHeight: 24,
    row: drawRow,
    onkey(index, event) {
      const row = rows[index];
      if (event.ctrlKey || event.metaKey) return;
      const isArrow = followTree(event, { open: true, folded: false }[row.kind], {
        fold: () => fold(row),
        goIn: () => list.go(index + 1),
        goOut: () => row.up && list.go(rows.indexOf(row.up)),
      });
      if (event.key === "Enter" && row.kind === "leaf") whole(row);
      else if (event.key === "Enter" || event.key === " ") row.kind !== "close" && row.kind !== "leaf" && fold(row);
      else if (event.key === "c") copyValue(row);
      else if (event.key === "p") copyPath(row);
      else if (!isArrow) return;
      event.preventDefault();
    },
  });

  // A closing bracket is no item: who comes to one goes on.
  let at = 0;
  tree.addEventListener("focusin", (event) => {
    const index = Number(event.target.closest("[data-index]")?.dataset.index ?? at);
    const way = index < at ? -1 : 1;
    at = index;
    while (rows[at]?.kind === "close") at += way;
    if (!rows[at]) at = rows.findLastIndex(({ kind }) => kind !== "close");
    if (at !== index) list.go(at);
  });

  /** Unfolds what is around a path of the result, and goes there. */
  const goTo = (path, isFocused = true) => {
    let value = result.json;
    folded.delete(value);
    for (const part of path.slice(0, -1)) {
      value = value?.[part];
      folded.delete(value);
    }
    build();
    list.set(rows.length);
    const wanted = path.join("\n");
    const index =
      rows.findIndex((row) => row.key === path.at(-1) && row.kind !== "close" && pathOf(row).join("\n") === wanted);
    if (index >= 0) {
      hits[hit] = { ...hits[hit], row: rows[index] };
      list.go(index, isFocused);
    }
  };
  const look = (step) => {
    if (!hits.length) return;
    hit = (hit + step + hits.length) % hits.length;
    found.textContent = `${hit + 1} of ${hits.length}${hits.length === 1000 ? "+" : ""}`;
    goTo(hits[hit].path, false);
  };
  const find = () => {
    sought = search.value;
    const wanted = sought.toLowerCase();
    hits = [];
    hit = -1;
    found.textContent = "";
    if (result?.kind !== "json") return;
    const walk = (value, path) => {
      if (hits.length >= 1000) return;
      const isInner = value !== null && typeof value === "object";
      const isLike = (part) => String(part).toLowerCase().includes(wanted);
      const key = path.at(-1);
      if ((typeof key === "string" && isLike(key)) || (!isInner && isLike(value))) hits.push({ path });
      if (isInner)
        for (const key of Object.keys(value)) walk(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
    };
    if (wanted) walk(result.json, []);
    if (hits.length) look(1);
    else {
      found.textContent = wanted ? "not found" : "";
      list.redraw();
    }
  };
  search.addEventListener("input", later(150, () => search.value !== sought && find()));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (search.value === sought) look(event.shiftKey ? -1 : 1);
    else find();
  });

  const goToQuery = (spot) => {
    app.showPane("request");
    const { text } = app.query;
    const start = offsetIn(text, result.query, spot);
    app.query.goTo(start, start + (text.slice(start).match(/^[$@]?\w+/)?.[0].length ?? 1));
  };
  const drawError = (error) => {
    const code = error?.extensions?.code;
    const { coordinate, count } = error?.extensions ?? {};
    const spot = error?.locations?.[0];
    return element(
      "li",
      { class: code === "FORBIDDEN_FIELD" ? "closed" : "" },
      icon(code === "FORBIDDEN_FIELD" ? "lock" : "close"),
      element(
        "div",
        {},
        element("strong", {}, String(error?.message ?? "An error without a message")),
        code ? element("code", {}, code) : null,
        coordinate ? element("small", {}, `${ruleOf(coordinate)}${count > 1 ? ` · ${count} nulls` : ""}`) : null,
        element(
          "span",
          { class: "links" },
          spot ? button(`Query, line ${spot.line}`, () => goToQuery(spot), { class: "link" }) : null,
          Array.isArray(error?.path) && result.json.data
            ? button(`Result: ${pathText(error.path)}`, () => goTo(["data", ...error.path]), { class: "link" })
            : null,
          coordinate ? button(coordinate, () => app.showPanel("docs", coordinate), { class: "link" }) : null,
        ),
      ),
    );
  };

  const drawStatus = () => {
    const status = byId("status");
    if (!result) return status.replaceChildren(element("span", { class: "hint" }, "Result"));
    const { json } = result;
    const { look, text } = verdictOf(result);
    const cost = json?.extensions?.cost;
    const fact = (name, value, title) =>
      (value === undefined ? null : element("span", { class: "fact", title }, element("small", {}, name), value));
    status.replaceChildren(
      ...[
        element("span", { class: `verdict ${look}` }, text),
        roleBadge(result.role),
        fact("total", duration(result.ms)),
        fact("server", result.serverMs === undefined ? undefined : duration(result.serverMs)),
        result.status ? fact("size", bytes(result.size)) : null,
        fact("cost", cost && `${cost.actual}`, cost && `estimated ${cost.estimated}, limit ${cost.limit}`),
        fact("request", json?.extensions?.requestId, json?.extensions?.requestId),
      ]
        .filter(Boolean),
    );
  };

  const drawTree = () => {
    isBuilt = true;
    if (result.size > many) foldDeep(4);
    build();
    list.set(rows.length, true);
    if (search.value) find();
  };
  /** Draws all of another result but its rows. */
  const take = (next) => {
    result = next;
    isBuilt = false;
    folded = new Set();
    hits = [];
    hit = -1;
    denied = deniedOf(result?.json);
    const isJSON = result?.kind === "json";
    const errors = errorsOf(result?.json);
    errorList.hidden = !errors.length;
    errorList.replaceChildren(...errors.slice(0, 100).map(drawError));
    tools.hidden = !isJSON;
    tree.hidden = !isJSON;
    plain.hidden = result?.kind !== "text";
    unasked.hidden = Boolean(result);
    empty.hidden = !result || isJSON || !plain.hidden;
    plain.textContent = plain.hidden
      ? ""
      : `${result.message}\n\n${result.text.slice(0, 200000)}${result.text.length > 200000 ? "\n…" : ""}`;
    byId("panel-received")
      .replaceChildren(
        element(
          "dl",
          { class: "facts" },
          ...(result?.headers ?? []).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
        ),
        result?.headers?.length ? "" : element("p", { class: "hint" }, "The headers of the response appear here."),
      );
  };

  return {
    /** Shows a result, or null for none: one that is shown already as it was left. */
    show(next) {
      const isShown = next === result && byId("status").querySelector(".verdict");
      if (next !== result) take(next);
      // What is live takes the place of the status for a while.
      if (!isShown) drawStatus();
      if (!panel.hidden && !isBuilt && result?.kind === "json") drawTree();
    },
  };
};
