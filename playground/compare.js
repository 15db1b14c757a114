// The same query as several roles, side by side, with the cells that differ marked.
import { byId, button, counted, element, icon, roleBadge } from "./dom.js";
import { nobody } from "./accounts.js";
import { deniedOf, duration, send } from "./run.js";

const most = 1500;
const hint = "The same query is run as each role that is chosen above, and the answers stand side by side.";
const isInner = (value) => value !== null && typeof value === "object";
/** The first text of a record under one of these names. */
const textIn = (item, names) => {
  const record = item?.node ?? item;
  return isInner(record) ? Object.keys(record).filter((key) => names.test(key) && typeof record[key] === "string")
    .map((key) => record[key])[0] : undefined;
};
/** What tells items of a list apart: records of different roles stand in one line by it. */
const keyOf = (item, index) => textIn(item, /^id$/) ?? textIn(item, /number$|id$|code$|name$/i) ?? index;
const labelOf = (items, key) => textIn(items.find(isInner), /number$|name$|title$/i)
  ?? (typeof key === "number" ? `[${key}]` : key);

const errorsOf = ({ json }) => (json?.errors ? ` · ${counted(json.errors.length, "error")}` : "");
const textOf = (cell) => `${cell.text}${cell.coordinate ?? ""}`;

/** The lines of a comparison: `{label, depth, isGroup, cells, differs}`, cells being text, lock or absence. */
const linesOf = (answers) => {
  const lines = [];
  const walk = (label, values, path, depth, isAround) => {
    const isList = values.some(Array.isArray);
    const isGroup = values.some(isInner);
    const cells = values.map((value, index) => {
      if (value === undefined) return { text: isAround[index] ? "—" : "", isAbsent: true };
      if (value === null) return { text: "null", coordinate: answers[index].denied.get(path.join(".")) };
      return { text: Array.isArray(value) ? `${value.length}`
        : isInner(value) ? (values.includes(undefined) ? "✓" : "") : JSON.stringify(value) };
    });
    // What misses because its record misses is no difference of its own.
    const present = cells.filter((cell, index) => isAround[index]);
    for (const cell of present) cell.differs = textOf(cell) !== textOf(present[0]) && cell !== present[0];
    lines.push({ label, depth, isGroup, cells, differs: present.some((cell) => cell.differs) });
    if (!isGroup) return;
    const isHere = values.map((value) => value !== undefined && value !== null);
    if (isList) {
      const keyed = values.map(
        (value) => new Map((Array.isArray(value) ? value : []).map((item, index) => [keyOf(item, index), item])));
      for (const key of new Set(keyed.flatMap((map) => [...map.keys()]))) {
        const items = keyed.map((map) => map.get(key));
        walk(labelOf(items, key), items, [...path, "*"], depth + 1, isHere);
      }
    } else for (const key of new Set(values.flatMap((value) => (isInner(value) ? Object.keys(value) : [])))) walk(key,
      values.map((value) => (isInner(value) ? value[key] : undefined)), [...path, key], depth + 1, isHere);
  };
  const all = answers.map((answer) => answer.result.json?.data ?? undefined);
  for (const key of new Set(all.flatMap((data) => Object.keys(data ?? {})))) walk(key, all.map((data) => data?.[key]),
    [key], 0, all.map(Boolean));
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
  const frame = element("div",
    { class: "frame", tabindex: "0", role: "region", "aria-label": "Comparison", hidden: true },
    element("table", { id: "comparison" }, element("caption", { class: "unseen" }, "The same query as several roles"),
      element("thead", {}, head), body));
  byId("panel-compare").append(who, frame, said);
  let answers = [];
  let lines = [];

  const drawWho = () => {
    who.replaceChildren(...[...app.accounts, nobody].map((account) => element("label", { title: account.name },
      element("input", { type: "checkbox", ".checked": chosen.get(account.id) ?? account !== nobody,
        onchange: (event) => chosen.set(account.id, event.target.checked),
        "aria-label": `${account.name}, ${account.role}` }), roleBadge(account.role))),
    element("span", { class: "grow" }), element("label", {}, isShort, "Only differences"),
      button("Compare", run, { class: "primary", id: "compare-run" }));
  };
  const draw = () => {
    const shown = isShort.checked ? lines.filter((line) => line.differs) : lines;
    head.replaceChildren(element("th", { scope: "col" }, "Field"),
      ...answers.map(({ account, result }) =>
      element("th", { scope: "col" }, roleBadge(account.role), " ", account === nobody ? "" : account.name,
      element("div", {}, element("small", {},
        result.status ? `${result.status} · ${duration(result.ms)}${errorsOf(result)}` : result.message)))));
    body.replaceChildren(...shown.slice(0, most).map((line) => {
      const name = element("th", { scope: "row", class: "indent" }, line.label);
      name.style.setProperty("--depth", line.depth);
      return element("tr", { class: line.isGroup ? "group" : "" }, name, line.cells.map((cell, index) => element("td", {
        class: cell.differs ? "differs" : cell.isAbsent ? "null" : null,
          title: cell.coordinate ? `${cell.coordinate} is closed to ${answers[index].account.role}`
          : cell.text.length > 30 ? cell.text : null,
      }, cell.coordinate ? element("span", { class: "denied" },
        icon("lock", `closed to ${answers[index].account.role}`), "null") : cell.text,
        cell.differs ? element("span", { class: "unseen" }, " differs") : "")));
    }));
    const different = lines.filter((line) => line.differs).length;
    said.className = "hint bar";
    said.textContent = `${counted(lines.length, "line")}, ${different} of them differ: what differs from the first column`
      + " is marked. A lock is a null that the role's permissions made, — a record the role does not see."
      + (shown.length > most ? ` The first ${most} are shown.` : "");
  };
  const run = async () => {
    const request = await app.request();
    if (!request) return;
    if (request.kind !== "query") {
      said.textContent = `Only queries are compared: a ${request.kind} would be done once for each role.`;
      return;
    }
    const asking = [...app.accounts, nobody].filter((account) => chosen.get(account.id) ?? account !== nobody);
    if (!asking.length) {
      said.textContent = "Choose at least one role.";
      return;
    }
    said.textContent = `Asking as ${asking.length} roles …`;
    answers = await Promise.all(asking.map(async (account) => {
      const result = await send({ ...request, token: account.token });
      return { account, result, denied: deniedOf(result.json) };
    }));
    lines = linesOf(answers);
    frame.hidden = false;
    draw();
  };
  said.textContent = hint;
  app.on("tab", () => {
    frame.hidden = true;
    said.textContent = hint;
  });
  return { show: drawWho, run };
};
