// The variables as a form, made from their types; text and form follow each other.
import { byId, element } from "./dom.js";

const inputs = {
  int: "number",
  float: "number",
  date: "date",
  datetime: "datetime-local",
};

export const createForm = (app) => {
  const host = element("div", { class: "form", role: "group", "aria-label": "Variables as a form" });
  byId("panel-form").append(host);
  let written = null;
  let language;

  const valuesNow = () => language.parseObject(app.variables.text);
  const put = (path, value) => {
    const all = valuesNow() ?? {};
    let inner = all;
    for (const name of path.slice(0, -1))
      inner = inner[name] && typeof inner[name] === "object" ? inner[name] : (inner[name] = {});
    if (value === undefined) delete inner[path.at(-1)];
    else inner[path.at(-1)] = value;
    written = JSON.stringify(all, null, 2);
    app.variables.update(written);
  };
  const read = (field, control) => {
    const { value } = control;
    if (value === "") return undefined;
    if (field.kind === "int" || field.kind === "float") return Number(value);
    if (field.kind === "datetime" && !Number.isNaN(Date.parse(`${value}Z`))) return new Date(`${value}Z`).toISOString();
    if (field.kind !== "list" && field.kind !== "object") return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  };
  const shown = (field, value) => {
    if (value === undefined || value === null) return "";
    if (field.kind === "datetime" && !Number.isNaN(Date.parse(value)))
      return new Date(value).toISOString().slice(0, 16);
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  /** A checkbox that goes from what is not given, and neither, to true, to false and back unless it is required. */
  const checkbox = (field, value, own) => {
    const box = element("input", { type: "checkbox" });
    const state = element("span", { "aria-hidden": "true" });
    let given;
    const show = (next) => {
      given = next;
      box.checked = given === true;
      box.indeterminate = typeof given !== "boolean";
      state.textContent = given === undefined ? "not given" : JSON.stringify(given);
      box.ariaDescription = state.textContent;
    };
    box.addEventListener("change", () => {
      show(given === true ? false : given === false && !field.required ? undefined : true);
      put(own, given);
    });
    show(value);
    return element("span", { class: "check" }, box, state);
  };
  const control = (field, value, path) => {
    const own = [...path, field.name];
    if (field.kind === "object" && field.fields && path.length < 4) {
      return element(
        "fieldset",
        {},
        element(
          "legend", {}, `${field.name}${field.required ? " *" : ""}`,
          field.isOneOf ? element("small", {}, " exactly one of these") : null,
        ),
        field.fields.map((inner) => control(inner, value?.[inner.name], own)),
      );
    }
    const oninput = (event) => put(own, read(field, event.target));
    const made = field.kind === "boolean"
      ? checkbox(field, value, own)
      : field.kind === "enum"
      ? element(
        "select",
        { oninput },
        element("option", { value: "" }, field.required ? "choose" : "—"),
        field.values.map((option) => element("option", { value: option, ".selected": value === option }, option)),
      )
      : element("input", {
        type: inputs[field.kind] ?? "text",
        step: field.kind === "float" ? "any"
          : field.kind === "datetime" ? "60"
          : null,
        ".value": shown(field, value),
        oninput,
        spellcheck: "false",
      });
    if (field.kind !== "boolean") made.required = field.required;
    return element(
      "label",
      {},
      element(
        "span",
        {},
        `${field.name}${field.required ? " *" : ""} `,
        element("small", {}, `${field.type}${field.kind === "datetime" ? " in UTC" : ""}`),
      ),
      made,
    );
  };
  const draw = async () => {
    if (
      byId("panel-form").hidden || !app.view
        || (written !== null && written === app.variables.text && host.contains(document.activeElement))
    )
      return;
    language = await app.language();
    const { operation } = await app.operation();
    const values = valuesNow();
    written = app.variables.text;
    const fields = operation ? language.formFields(operation, app.view) : [];
    host.replaceChildren(...(values ? fields.map((field) => control(field, values[field.name], [])) : [
      element("p", { class: "hint" }, "The variables are no object of JSON: mend them in the tab beside this one."),
    ]));
    if (values && !fields.length)
      host.replaceChildren(element("p", { class: "hint" }, "This operation has no variables."));
  };
  app.on("checked", draw);
  return {
    show: () => {
      written = null;
      return draw();
    },
  };
};
