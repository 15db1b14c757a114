// Lists of the answer as tables: sorted, copied as CSV, and with the next page of a connection.
import { announce, byId, button, copy, counted, element, flash, lockedNull } from "./dom.js";
import { deniedOf, pattern } from "./run.js";

const rowHeight = 32;
const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** All lists of records in an answer: `{path, rows, rowPath(index), connection}`, connections first. */
const listsOf = (data) => {
  const lists = [];
  const walk = (value, path, holder) => {
    if (lists.length > 60) return;
    if (Array.isArray(value)) {
      if (value.some(isRecord)) {
        const name = path.at(-1);
        const isEdges = name === "edges" && value.some((edge) => isRecord(edge?.node));
        const isConnection = isRecord(holder) && (isEdges || name === "nodes");
        lists.push({
          path: isConnection ? path.slice(0, -1) : path,
          rows: isEdges ? value.map((edge) => edge?.node) : value,
          rowPath: (index) => [...path, index, ...(isEdges ? ["node"] : [])],
          connection: isConnection ? holder : null,
        });
      }
      for (const [index, inner] of value.slice(0, 5).entries()) walk(inner, [...path, index], value);
    } else if (isRecord(value))
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], value);
  };
  walk(data, [], null);
  return lists.sort((one, other) => one.path.length - other.path.length || other.rows.length - one.rows.length);
};

const columnsOf = (rows) => {
  const columns = new Set();
  const walk = (value, prefix, depth) => {
    for (const [key, inner] of Object.entries(value)) {
      const name = prefix ? `${prefix}.${key}` : key;
      if (isRecord(inner) && depth < 4) walk(inner, name, depth + 1);
      else columns.add(name);
    }
  };
  for (const row of rows.slice(0, 200))
    if (isRecord(row)) walk(row, "", 0);
  // What is null in one row and an object in another stands in the columns of the object.
  for (const name of columns)
    if ([...columns].some((other) => other.startsWith(`${name}.`))) columns.delete(name);
  return [...columns].slice(0, 100);
};
const cellOf = (row, column) => column.split(".").reduce((value, key) => value?.[key], row);
const textOf = (value) =>
  (value === null || value === undefined ? ""
      : typeof value === "object"         ? JSON.stringify(value)
      : String(value));
const csvOf =
  (columns,
    rows) => [columns, ...rows.map((row) => columns.map((column) => textOf(cellOf(row, column))))]
  // A cell that a spreadsheet would take for a formula stays text.
    .map(
      (cells) =>
        cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell))
          .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
          .join(","),
    )
    .join("\r\n");

/** The field of an operation at a path of the answer, through fragments. */
const fieldAt = (document, operation, path) => {
  let selections = operation.selections;
  let found = null;
  const look = (all, name) => {
    for (const selection of all ?? []) {
      if (selection.kind === "field" && (selection.alias ?? selection.name) === name) return selection;
      const inner = selection.kind === "inline" ? selection.selections
        : selection.kind === "spread"
        ? document.definitions.find((other) => other.kind === "fragment" && other.name === selection.name)?.selections
        : null;
      const hit = inner && look(inner, name);
      if (hit) return hit;
    }
    return null;
  };
  for (const part of path.filter((name) => typeof name === "string")) {
    found = look(selections, part);
    if (!found) return null;
    selections = found.selections;
  }
  return found;
};

/** Draws the lists of results into the panel Table. */
export const createTable = (app) => {
  const panel = byId("panel-table");
  const which = element("select", { "aria-label": "List", onchange: () => choose(Number(which.value)) });
  const count = element("span", { class: "hint", role: "status" });
  const next = button("Next page", () => alone(nextPage), { id: "next-page" });
  const start = button("First page", () => alone(() => turn(null)), { id: "first-page", class: "quiet" });
  const bar = element(
    "div",
    { class: "bar" },
    which,
    count,
    element("span", { class: "grow" }),
    button("Copy CSV", () => copyCSV(), { class: "quiet", id: "csv" }),
    start,
    next,
  );
  const head = element("tr");
  const body = element("tbody");
  const frame = element(
    "div",
    { class: "frame", tabindex: "0", role: "region", "aria-label": "Table" },
    element(
      "table",
      { id: "table" },
      element("caption", { class: "unseen" }, "The chosen list of the result"),
      element("thead", {}, head),
      body,
    ),
  );
  const empty = element(
    "p",
    { class: "empty hint" },
    "No list of records here yet. Ask for a connection's nodes to see them in rows.",
  );
  panel.append(bar, frame, empty);
  let lists = [];
  let list = null;
  let columns = [];
  let sorted = [];
  let order = null;
  let denied = new Map();
  let shown;
  let drawn = "";

  const copyCSV = () => list && copy(csvOf(columns, sorted), "CSV");
  const draw = () => {
    const first = Math.max(0, Math.floor(frame.scrollTop / rowHeight) - 10);
    const last = Math.min(sorted.length, first + Math.ceil((frame.clientHeight || 600) / rowHeight) + 20);
    if (drawn === `${first} ${last}`) return;
    drawn = `${first} ${last}`;
    const gap = (rows) => {
      const made = element("tr", { "aria-hidden": "true" }, element("td", { colspan: columns.length || 1 }));
      made.firstChild.style.setProperty("height", `${rows * rowHeight}px`);
      return rows ? [made] : [];
    };
    const base = pattern(list.rowPath(0));
    body.replaceChildren(
      ...gap(first),
      ...sorted.slice(
        first, last,
      ).map((row) => element("tr", {}, columns.map((column) => {
        const value = cellOf(row, column);
        const coordinate =
          (value === null || value === undefined) && denied.size ? denied.get(`${base}.${column}`) : null;
        if (coordinate) {
          const title = app.ruleOf(coordinate, shown.role);
          return element("td", { title }, lockedNull(title));
        }
        return element(
          "td",
          {
            class: value === null || value === undefined ? "null"
              : typeof value === "number"                 ? "number"
              : null,
            title: textOf(value).length > 30 ? textOf(value) : null,
          },
          value === null ? "null" : textOf(value),
        );
      }))),
      ...gap(sorted.length - last),
    );
  };
  const compare = (one, other) => {
    if (one === other) return 0;
    if (one === null || one === undefined) return 1;
    if (other === null || other === undefined) return -1;
    return typeof one === "number" && typeof other === "number"
      ? one - other
      : textOf(one).localeCompare(textOf(other), undefined, { numeric: true });
  };
  const refresh = () => {
    sorted = order
      ? list.rows.toSorted((one, other) => compare(cellOf(one, order.column), cellOf(other, order.column)) * order.way)
      : list.rows;
    head.replaceChildren(...columns.map(
      (column) => element(
        "th",
        {
          scope: "col",
          "aria-sort": order?.column === column ? (order.way > 0 ? "ascending" : "descending") : "none",
        },
        button(`${column}${order?.column === column ? (order.way > 0 ? " ↑" : " ↓") : ""}`, () => {
          order = order?.column !== column ? { column, way: 1 } : order.way > 0 ? { column, way: -1 } : null;
          refresh();
          head.children[columns.indexOf(column)].firstChild.focus();
        }),
      ),
    ));
    drawn = "";
    draw();
  };
  const choose = (index) => {
    list = lists[index];
    columns = columnsOf(list.rows);
    order = columns.includes(order?.column) ? order : null;
    frame.scrollTop = 0;
    const info = list.connection?.pageInfo;
    const total = list.connection?.totalCount;
    count.textContent = counted(list.rows.length, "row") + (typeof total === "number" ? ` of ${total}` : "");
    // What runs again for another page must do nothing else.
    next.hidden = shown.operation !== "query" || !list.connection || list.path.some((part) => typeof part === "number");
    start.hidden = next.hidden;
    next.disabled = info?.hasNextPage === false;
    next.textContent = info?.endCursor === undefined && info?.hasNextPage !== false ? "Ask for pages" : "Next page";
    refresh();
  };

  /** Turns the page unless something runs: another run would stop it. */
  const alone = (act) => (app.tab.running ? flash("It is still running") : act());
  /** The field that the list is the answer of, in the query at the caret; null if there is none. */
  const fieldNow = async () => {
    const { document, operation } = await app.operation();
    return operation?.operation === "query" ? fieldAt(document, operation, list.path) : null;
  };
  /** The request with `after` of the list's field set, in the text or as the variable that it is; null is the start. */
  const withCursor = async (request, cursor) => {
    const field = await fieldNow();
    if (!field) return app.notice("The text has changed since: run it again before turning the page.");
    const given = field.arguments.find(({ name }) => name === "after")?.value;
    if (given?.kind === "variable")
      return { ...request, variables: { ...request.variables, [given.name]: cursor } };
    if (cursor === null && !given) return request;
    const value = JSON.stringify(cursor);
    const [first] = field.arguments;
    const [start, end, text] = given ? [given.start, given.end, value]
      : first ? [first.start, first.start, `after: ${value}, `]
      : [field.nameEnd, field.nameEnd, `(after: ${value})`];
    return { ...request, query: request.query.slice(0, start) + text + request.query.slice(end) };
  };
  /** Runs the document from a cursor on, which is neither written into it nor kept. */
  const turn = async (cursor) => {
    const before = app.tab.result;
    await (await app.part("running")).run(app, (request) => withCursor(request, cursor));
    if (app.tab.result !== before) announce(cursor === null ? "First page" : "Next page");
  };
  const nextPage = async () => {
    const info = list.connection.pageInfo;
    if (info?.endCursor !== undefined) return turn(info.endCursor);
    const field = await fieldNow();
    if (!field?.selections) return;
    app.query.replace(field.setEnd - 1, field.setEnd - 1, " pageInfo { hasNextPage endCursor } ");
    app.query.update((await app.language()).prettify(app.query.text));
    app.run();
  };
  frame.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(() => list && draw()).observe(frame);

  return {
    copyCSV,
    /** Shows the lists of a result, or says that there is none: one that is shown already as it was left. */
    show(result) {
      if (result === shown) return;
      shown = result;
      const before = list?.path.join(".");
      lists = isRecord(result?.json?.data) ? listsOf(result.json.data) : [];
      denied = deniedOf(result?.json);
      bar.hidden = !lists.length;
      frame.hidden = !lists.length;
      empty.hidden = lists.length > 0;
      list = null;
      if (!lists.length) return;
      which.replaceChildren(...lists.map(
        ({ path, rows }, index) => element("option", { value: index }, `${path.join(".")} (${rows.length})`),
      ));
      which.value = String(Math.max(0, lists.findIndex(({ path }) => path.join(".") === before)));
      choose(Number(which.value));
    },
  };
};
