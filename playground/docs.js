// The schema for people: searched, walked through, and with the roles that may use each field.
import { button, download, element, icon, later, roleBadge, virtualList } from "./dom.js";

/** A description, in which only `code` is marked up. */
const described = (text) => (text ? text.split(/\n{2,}/).map((paragraph) => element("p", {},
  paragraph.replace(/\s*\n\s*/g, " ").split("`")
    .map((piece, index) => (index % 2 ? element("code", {}, piece) : piece)))) : []);

export const createPanel = (app, host) => {
  host.classList.add("docs");
  const title = element("h2", { tabindex: "-1" }, "Docs");
  const crumbs = element("nav", { class: "crumbs", "aria-label": "Breadcrumbs" });
  const search = element("input",
    { type: "search", id: "docs-search", placeholder: "Search types, fields, arguments ( / )",
    "aria-label": "Search the docs", spellcheck: "false" });
  const page = element("div", { class: "scroll", tabindex: "-1" });
  const hits = element("div", { class: "hits", role: "listbox", "aria-label": "Found in the docs" });
  host.append(element("header", {}, title, element("span", { class: "grow" }),
    button([icon("export"), "SDL"],
      async () => download("schema.graphql", await (await fetch("/schema.graphql")).text()),
      { class: "quiet", "aria-label": "Download the schema (SDL)" }),
    search, crumbs), hits, page);
  let found = [];
  let at = null;

  const list = virtualList(hits, {
    rowHeight: 44,
    row(index) {
      const { coordinate, description, isClosed, kind } = found[index];
      return element("div", { class: "row", role: "option", "aria-selected": "false", onclick: () => show(coordinate) },
        element("span", {}, isClosed ? icon("lock", "closed to your role") : null, element("code", {}, coordinate)),
          element("small", {}, `${kind} · ${description.split("\n")[0]}`));
    },
    onkey(index, event) {
      if (event.key === "Enter") show(found[index].coordinate);
    },
  });
  const typeLink = (type) => {
    const [before, after] = type.text.split(type.name);
    return [before, app.view.types.has(type.name) ? button(type.name, () => show(type.name), { class: "link" })
      : type.name, after];
  };
  const marks = (thing) => {
    const roles = thing.roles ?? null;
    const isOpen = app.view.isOpen(thing);
    return element("div", { class: "marks" }, isOpen ? null : icon("lock", `closed to ${app.view.role}`),
      roles ? roles.length < 6 ? roles.map(roleBadge) : element("span", { class: "tag" }, "open to everybody") : null,
      thing.personal ? element("span", { class: "tag" }, "personal") : null,
        thing.cost ? element("span", { class: "tag" }, `cost ${thing.cost}`) : null,
      thing.deprecated ? element("span", { class: "tag" }, `deprecated: ${thing.deprecated}`) : null);
  };
  const signature = (field) => element("code", { class: field.deprecated ? "struck" : "" },
    button(field.name, () => show(field.coordinate), { class: "link" }),
      field.args?.size ? `(${[...field.args.keys()].join(", ")})` : "", ": ", typeLink(field.type),
    field.defaultValue === null || field.defaultValue === undefined ? "" : ` = ${field.defaultValue}`);
  const fieldItem = (field) =>
    element("li", { class: app.view.isOpen(field) ? "" : "shut" },
    field.type ? signature(field) : element("code", { class: field.deprecated ? "struck" : "" }, field.name),
    marks(field), described(field.description).slice(0, 1));
  const group = (name, items) => (items.length ? [element("h3", {}, name), element("ul", {}, items)] : []);
  const links = (names) => names.map((name) => element("li", {}, button(name, () => show(name), { class: "link" })));
  const operationOf = (typeName) => ["query", "mutation", "subscription"]
    .find((operation) => app.view.root(operation)?.name === typeName);

  const drawType = (type) =>
    [element("p", { class: "hint" }, type.kind.toLowerCase().replace("_", " "),
    type.isOneOf ? " · exactly one field is given" : ""), marks(type), ...described(type.description),
    type.specifiedBy ? element("p", {}, element("code", {}, type.specifiedBy)) : "",
    ...group("Fields", [...type.fields.values()].map(fieldItem)),
      ...group("Values", [...type.values.values()].map(fieldItem)),
    ...group("Implements", links(type.interfaces)),
      ...(type.kind === "OBJECT" ? [] : group("Possible types", links(type.possible)))];
  const drawField = (type, field) => {
    const operation = operationOf(type.name);
    const open = async () => {
      const { operationFor, parseDocument, skeleton } = await app.language();
      const text = operationFor(app.view, operation, field.name);
      app.open({ text, variables: JSON.stringify(skeleton(parseDocument(text).definitions[0], app.view), null, 2) });
    };
    return [element("p", {},
      element("code", {}, field.name, ": ", typeLink(field.type),
      field.defaultValue ? ` = ${field.defaultValue}` : "")), marks(field), ...described(field.description),
      operation && app.view.isOpen(field)
        ? element("p", {}, button([icon("plus"), "Open as an operation"], open, { class: "primary" })) : "",
      ...group("Arguments", [...(field.args?.values() ?? [])].map(fieldItem))];
  };
  const home = () => {
    const roots = ["query", "mutation", "subscription"].map((operation) => app.view.root(operation)).filter(Boolean);
    const others = [...app.view.types.values()].filter((type) => !roots.includes(type) && !type.name.startsWith("__"))
      .sort((one, other) => one.name.localeCompare(other.name));
    found = [...roots, ...others]
      .map((type) => ({ coordinate: type.name, kind: type.kind.toLowerCase().replace("_", " "),
      description: type.description, isClosed: !app.view.isOpen(type) }));
    list.set(found.length, true);
  };
  const draw = () => {
    if (!app.view) return title.replaceChildren("Docs");
    const wanted = search.value.trim();
    const [typeName, rest] = (at ?? "").split(/[.(]/);
    const type = app.view.types.get(typeName);
    const field = rest && (type?.fields.get(rest) ?? type?.values.get(rest));
    const isList = Boolean(wanted) || !type;
    hits.hidden = !isList;
    page.hidden = isList;
    title.textContent = isList ? (wanted ? "Found" : "Docs") : field?.type ? field.name : type.name;
    crumbs.replaceChildren(...(isList && !wanted ? [`${app.view.types.size} types, as ${app.view.role} sees them`]
      : [button("Docs", () => show(null), { class: "link" }),
      ...(type && !wanted ? ["›", field ? button(type.name, () => show(type.name), { class: "link" }) : type.name]
        : []), ...(field && !wanted ? ["›", field.name] : [])]));
    if (wanted) {
      found = app.view.search(wanted, 300).sort((one, other) => other.score - one.score);
      list.set(found.length, true);
      crumbs.append(` ${found.length} found`);
    } else if (isList) home();
    else page.replaceChildren(...(field?.type ? drawField(type, field) : drawType(type)));
  };
  const show = (coordinate) => {
    at = coordinate?.startsWith("@") ? null : coordinate;
    search.value = coordinate?.startsWith("@") ? coordinate : "";
    draw();
    page.scrollTop = 0;
    if (coordinate) title.focus();
  };
  search.addEventListener("input", later(40, draw));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !hits.hidden) {
      event.preventDefault();
      list.go(0);
    }
    if (event.key === "Enter" && found[0] && search.value) show(found[0].coordinate);
  });
  app.on("view", draw);
  return {
    show(detail) {
      if (detail === undefined) draw();
      else show(detail);
      if (detail === undefined || detail === null) search.focus();
    },
  };
};
