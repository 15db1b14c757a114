// The same query as several roles, side by side, with the cells that differ marked.
import { byId, button, counted, element, lockedNull, roleBadge } from "./dom.js";
import { deniedOf, duration, errorsOf, send } from "./run.js";
import { nobody } from "./storage.js";

const most = 1500;
const hint = "The same query is run as each role that is chosen above, and the results stand side by side.";
const isInner = (value) => value !== null && typeof value === "object";
/** The first text of a record under one of these names. */
const textIn = (item, names) => {
  const record = item?.node ?? item;
  return isInner(record)
    ? Object.entries(record).find(([key, value]) => names.test(key) && typeof value === "string")?.[1]
    : undefined;
};
/** What tells items of a list apart: records of different roles stand in one line by it. */
const keyOf = (item, index) => textIn(item, /^id$/) ?? textIn(item, /number$|id$|code$|name$/i) ?? index;
const labelOf = (items, key) =>
  textIn(items.find(isInner), /number$|name$|title$/i) ?? (typeof key === "number" ? `[${key}]` : key);

/** The items of a list by what tells them apart; those that nothing tells apart stand together. */
const grouped = (list) => {
  const groups = new Map();
  for (const [index, item] of list.entries()) {
    const key = keyOf(item, index);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
};
/** The items of several lists that belong in one line each: `{key, items}`. */
const aligned = (lists) => {
  const groups = lists.map(grouped);
  return [...new Set(groups.flatMap((group) => [...group.keys()]))].flatMap((key) => {
    const alike = groups.map((group) => group.get(key) ?? []);
    const count = Math.max(...alike.map((items) => items.length));
    return Array.from({ length: count }, (_, nth) => ({ key, items: alike.map((items) => items[nth]) }));
  });
};

/** The first message of what went wrong, but for closed fields, which have their locks; or undefined. */
export const complaintOf = ({ json, message }) =>
  message ?? errorsOf(json).find((error) => error?.extensions?.code !== "FORBIDDEN_FIELD")?.message;
const errorsIn = ({ json }) => (errorsOf(json).length ? ` · ${counted(errorsOf(json).length, "error")}` : "");
const textOf = (cell) => `${cell.text}${cell.coordinate ?? ""}`;

/** The lines of a comparison: `{label, depth, isGroup, cells, differs}`, cells being text, lock or absence. */
export const linesOf = (answers) => {
  const lines = [];
  const walk = (label, values, path, depth, isAround) => {
    const isList = values.some(Array.isArray);
    const isGroup = values.some(isInner);
    const isMissed = values.some((value, index) => value === undefined && isAround[index]);
    const cells = values.map((value, index) => {
      if (value === undefined) return { text: isAround[index] ? "—" : "", isAbsent: true };
      if (value === null) return { text: "null", coordinate: answers[index].denied.get(path.join(".")) };
      if (Array.isArray(value)) return { text: `${value.length}` };
      return { text: isInner(value) ? (isMissed ? "✓" : "") : JSON.stringify(value) };
    });
    // What misses because its record misses is no difference of its own.
    const present = cells.filter((cell, index) => isAround[index]);
    for (const cell of present) cell.differs = textOf(cell) !== textOf(present[0]) && cell !== present[0];
    lines.push({ label, depth, isGroup, cells, differs: present.some((cell) => cell.differs) });
    if (!isGroup) return;
    const isHere = values.map((value) => value !== undefined && value !== null);
    if (isList) {
      for (const { key, items } of aligned(values.map((value) => (Array.isArray(value) ? value : []))))
        walk(labelOf(items, key), items, [...path, "*"], depth + 1, isHere);
    } else members(values, path, depth + 1, isHere);
  };
  const members = (values, path, depth, isHere) => {
    const records = values.map((value) => (isInner(value) ? value : {}));
    for (const key of new Set(records.flatMap(Object.keys))) {
      walk(key, records.map((record) => record[key]), [...path, key], depth, isHere);
    }
  };
  const all = answers.map((answer) => answer.result.json?.data);
  members(all, [], 0, all.map(Boolean));
  return lines;
};

/** Draws comparisons into the panel Compare. */
export const createCompare = (app) => {
  const chosen = new Map();
  const who = element("div", { class: "bar", role: "group", "aria-label": "Compare as" });
  const isShort = element("input", { type: "checkbox", onchange: () => draw() });
  const head = element("tr");
  const body = element("tbody");
  const said = element("p", { class: "empty hint", role: "status" });
  const frame = element(
    "div",
    { class: "frame", tabindex: "0", role: "region", "aria-label": "Comparison", hidden: true },
    element(
      "table",
      { id: "comparison" },
      element("caption", { class: "unseen" }, "The same query as several roles"),
      element("thead", {}, head),
      body,
    ),
  );
  byId("panel-compare").append(who, frame, said);
  let answers = [];
  let lines = [];
  /** What is asked for now is stopped by this when something else is. */
  let asking = new AbortController();

  const isAsked = (account) => chosen.get(account.id) ?? account !== nobody;
  const drawWho = () => {
    const choices = [...app.accounts, nobody].map((account) => {
      const box = element("input", {
        type: "checkbox",
        ".checked": isAsked(account),
        "aria-label": `${account.name}, ${account.role}`,
        onchange: () => chosen.set(account.id, box.checked),
      });
      return element("label", { title: account.name }, box, roleBadge(account.role));
    });
    who.replaceChildren(
      ...choices,
      element("span", { class: "grow" }),
      element("label", {}, isShort, "Only differences"),
      button("Compare", run, { class: "primary", id: "compare-run" }),
    );
  };
  const headOf = ({ account, result }) => {
    const how = result.status ? `${result.status} · ${duration(result.ms)}${errorsIn(result)}` : "no answer";
    return element(
      "th",
      { scope: "col" },
      roleBadge(account.role),
      " ",
      account === nobody ? "" : account.name,
      element("div", {}, element("small", {}, how)),
      element("div", { class: "said" }, complaintOf(result)),
    );
  };
  const cellOf = ({ text, coordinate, differs, isAbsent }, index) => {
    const { role } = answers[index].account;
    const shown = coordinate ? lockedNull(`closed to ${role}`) : text;
    return element(
      "td",
      {
        class: differs ? "differs"
          : isAbsent    ? "null"
          : null,
        title: coordinate ? `${coordinate} is closed to ${role}`
          : text.length > 30 ? text
          : null,
      },
      shown,
      differs ? element("span", { class: "unseen" }, " differs") : "",
    );
  };
  const draw = () => {
    const shown = isShort.checked ? lines.filter((line) => line.differs) : lines;
    head.replaceChildren(element("th", { scope: "col" }, "Field"), ...answers.map(headOf));
    body.replaceChildren(...shown.slice(0, most).map(({ label, depth, isGroup, cells }) => {
      const name = element("th", { scope: "row", class: "indent" }, label);
      name.style.setProperty("--depth", depth);
      return element("tr", { class: isGroup ? "group" : "" }, name, cells.map(cellOf));
    }));
    const different = lines.filter((line) => line.differs).length;
    said.className = "hint bar";
    said.textContent = !lines.length ? "No role has a result to compare."
      : `${counted(lines.length, "line")}, ${different} differ from the first column (marked).` +
        " Lock: the role may not read it. —: not in this role's result."
        + (shown.length > most ? ` The first ${most} are shown.` : "");
  };
  const run = async () => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    const request = await app.request();
    if (!request || signal.aborted) return;
    if (request.kind !== "query") {
      said.textContent = `Only queries are compared: a ${request.kind} would be done once for each role.`;
      return;
    }
    const asked = [...app.accounts, nobody].filter(isAsked);
    if (!asked.length) {
      said.textContent = "Choose at least one role.";
      return;
    }
    said.textContent = `Asking as ${counted(asked.length, "role")} …`;
    const results = await Promise.all(asked.map(({ token }) => send({ ...request, token, signal })));
    if (signal.aborted) return;
    answers = asked.map((account, index) => {
      const result = results[index];
      return { account, result, denied: deniedOf(result.json) };
    });
    lines = linesOf(answers);
    frame.hidden = false;
    draw();
  };
  said.textContent = hint;
  app.on("account", drawWho);
  app.on("tab", () => {
    asking.abort();
    frame.hidden = true;
    said.textContent = hint;
  });
  return { show: drawWho, run };
};
