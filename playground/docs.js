// The schema for people: searched, walked through, and with the roles that may use each field.
import { firstSentence, readDescription } from "./description.js";
import { button, download, element, flash, icon, later, roleBadge, virtualList } from "./dom.js";
import { ROLES } from "./schema.js";

/** The prose of a description, in which only `code` is marked up. */
const described = ({ description }) => readDescription(description).prose.split(/\n{2,}/).filter(Boolean).map(
  (paragraph) => element(
    "p",
    {},
    paragraph.replace(/\s*\n\s*/g, " ")
      .split("`")
      .map((piece, index) => (index % 2 ? element("code", {}, piece) : piece)),
  ),
);

export const createPanel = (app, host) => {
  host.classList.add("docs");
  const title = element("h2", { tabindex: "-1" }, "Docs");
  const crumbs = element("nav", { class: "crumbs", "aria-label": "Breadcrumbs" });
  const search = element("input", {
    type: "search",
    id: "docs-search",
    placeholder: "Search types, fields, arguments ( / )",
    "aria-label": "Search the docs",
    spellcheck: "false",
  });
  const page = element("div", { class: "scroll", tabindex: "-1" });
  const hits = element("div", { class: "hits", role: "listbox", "aria-label": "Found in the docs" });
  host.append(
    element(
      "header",
      {},
      title,
      element("span", { class: "grow" }),
      button(
        [icon("export"), "SDL"],
        () => (app.sdl ? download("schema.graphql", app.sdl) : flash("The schema is not here yet")),
        { class: "quiet", "aria-label": "Download the schema (SDL)" },
      ),
      search,
      crumbs,
    ),
    hits,
    page,
  );
  let found = [];
  let at = null;

  const list = virtualList(hits, {
    rowHeight: 44,
    row(index) {
      const { coordinate, description, isClosed, kind } = found[index];
      return element(
        "div",
        { class: "row", role: "option", "aria-selected": "false", onclick: () => show(coordinate) },
        element("span", {}, isClosed ? icon("lock", "closed to your role") : null, element("code", {}, coordinate)),
        element("small", {}, `${kind} · ${firstSentence(description)}`),
      );
    },
    onkey(index, event) {
      if (event.key === "Enter") show(found[index].coordinate);
    },
  });
  const link = (text, coordinate) => button(text, () => show(coordinate), { class: "link" });
  const tag = (text) => element("span", { class: "tag" }, text);
  const typeLink = ({ text, name }) => {
    const [before, after] = text.split(name);
    return [before, app.view.types.has(name) ? link(name, name) : name, after];
  };
  const marks = (thing) => element(
    "div",
    { class: "marks" },
    app.view.isOpen(thing) ? null : icon("lock", `closed to ${app.view.role}`),
    thing.roles && (thing.roles.length < ROLES.length ? thing.roles.map(roleBadge) : tag("open to everybody")),
    thing.personal && tag("personal"),
    thing.cost ? tag(`cost ${thing.cost}`) : null,
    thing.deprecated && tag(`deprecated: ${thing.deprecated}`),
  );
  const name = ({ deprecated }, ...text) => element("code", { class: deprecated ? "struck" : "" }, ...text);
  const signature = (field) => {
    const { args, coordinate, defaultValue, type } = field;
    if (!type) return name(field, field.name);
    return name(
      field,
      link(field.name, coordinate),
      args.size ? `(${[...args.keys()].join(", ")})` : "",
      ": ",
      typeLink(type),
      defaultValue === null ? "" : ` = ${defaultValue}`,
    );
  };
  const item = (thing) => element(
    "li",
    { class: app.view.isOpen(thing) ? "" : "shut" },
    signature(thing),
    marks(thing),
    described(thing).slice(0, 1),
  );
  const group = (title, items) => (items.length ? [element("h3", {}, title), element("ul", {}, items)] : []);
  const links = (names) => names.map((each) => element("li", {}, link(each, each)));
  /** Opens a text in a tab of its own, with examples of the variables that it cannot do without. */
  const open = async (text) => {
    const { operationAt, parseDocument, prettify, skeleton } = await app.language();
    const operation = operationAt(parseDocument(text), 0);
    const variables = operation ? skeleton(operation, app.view) : {};
    app.open({ text: prettify(text), variables: JSON.stringify(variables, null, 2) });
  };
  const examplesOf = ({ name, description }) => {
    const { examples } = readDescription(description);
    return group(examples.length === 1 ? "Example" : "Examples", examples.map((text) => element(
      "li",
      { class: "example" },
      element("pre", { class: "plain", tabindex: "0", "aria-label": `Example of ${name}` }, text),
      button([icon("plus"), "Open"], () => open(text), { "aria-label": `Open this example of ${name}` }),
    )));
  };
  const kindOf = ({ kind }) => kind.toLowerCase().replace("_", " ");
  const operationOf = (typeName) => ["query", "mutation", "subscription"].find(
    (operation) => app.view.root(operation)?.name === typeName,
  );

  const drawType = (type) =>
    [
      element("p", { class: "hint" }, kindOf(type), type.isOneOf ? " · exactly one field is given" : ""),
      marks(type),
      ...described(type),
      ...examplesOf(type),
      type.specifiedBy ? element("p", {}, element("code", {}, type.specifiedBy)) : "",
      ...group("Fields", [...type.fields.values()].map(item)),
      ...group("Values", [...type.values.values()].map(item)),
      ...group("Implements", links(type.interfaces)),
      ...group("Possible types", links(type.kind === "OBJECT" ? [] : type.possible)),
    ];
  const drawField = (type, field) => {
    const operation = operationOf(type.name);
    const openWhole = async () => open((await app.language()).operationFor(app.view, operation, field.name));
    const opener = button([icon("plus"), "Open as an operation"], openWhole, { class: "primary" });
    return [
      element("p", {}, signature(field)),
      marks(field),
      ...described(field),
      operation && app.view.isOpen(field) ? element("p", {}, opener) : "",
      ...examplesOf(field),
      ...group("Arguments", [...field.args.values()].map(item)),
    ];
  };
  const drawDirective = (directive) => [
    element("p", {}, name(directive, directive.coordinate)),
    ...described(directive),
    ...group("Arguments", [...directive.args.values()].map(item)),
    ...group("Where it may stand", directive.locations.map((place) => element("li", {}, element("code", {}, place)))),
  ];
  const home = () => {
    const roots = ["query", "mutation", "subscription"].map((operation) => app.view.root(operation)).filter(Boolean);
    const others = [...app.view.types.values()].filter((type) => !roots.includes(type) && !type.name.startsWith("__"));
    others.sort((one, other) => one.name.localeCompare(other.name));
    found = [...roots, ...others].map((type) => ({
      coordinate: type.name,
      kind: kindOf(type),
      description: type.description,
      isClosed: !app.view.isOpen(type),
    }));
    list.set(found.length, true);
  };
  const draw = () => {
    if (!app.view) return title.replaceChildren("Docs");
    const wanted = search.value.trim();
    const [typeName, rest] = (at ?? "").split(/[.(]/);
    const type = app.view.types.get(typeName);
    const field = rest && (type?.fields.get(rest) ?? type?.values.get(rest));
    const directive = typeName.startsWith("@") && app.view.directives.get(typeName.slice(1));
    const isList = Boolean(wanted) || !(type || directive);
    hits.hidden = !isList;
    page.hidden = isList;
    title.textContent =
      isList ? (wanted ? "Search" : "Docs") : directive ? directive.coordinate : (field?.type ? field.name : type.name);
    const steps = [link("Docs", null)];
    if (wanted) steps.push("› all types");
    else if (type)
      steps.push("› ", field ? link(type.name, type.name) : type.name, ...(field ? [" › ", field.name] : []));
    else if (directive) steps.push("› ", directive.coordinate);
    else steps[0] = `${app.view.types.size} types, as ${app.view.role} sees them`;
    crumbs.replaceChildren(...steps);
    if (wanted) {
      found = app.view.search(wanted, 300);
      list.set(found.length, true);
      crumbs.append(` · ${found.length} found`);
    } else if (isList) home();
    else if (directive) page.replaceChildren(...drawDirective(directive));
    else page.replaceChildren(...(field?.type ? drawField(type, field) : drawType(type)));
  };
  const show = (coordinate) => {
    at = coordinate;
    search.value = "";
    draw();
    page.scrollTop = 0;
    title.focus();
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
