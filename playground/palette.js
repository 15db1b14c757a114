// Everything by its name (Ctrl+K), and the keys (F1).
import { element, openDialog } from "./dom.js";
import { load } from "./storage.js";

const keys = [
  ["Ctrl+Enter", "Run the operation at the caret; stop what runs"],
  ["Ctrl+Shift+Enter", "Fill all fields at the caret"],
  ["Ctrl+Shift+P", "Prettify"],
  ["Ctrl+Shift+E", "Compare roles"],
  ["Ctrl+Space", "Complete"],
  ["Ctrl+I", "Describe what is at the caret"],
  ["Ctrl+/", "Comment or uncomment"],
  ["Ctrl+click", "Open its docs"],
  ["Escape", "In the editor: the next Tab or Shift+Tab leaves it"],
  ["F8, Shift+F8", "Next and previous problem"],
  ["Ctrl+K", "Find or do anything"],
  ["/", "Search the docs"],
  ["F1", "These keys"],
  ["← → ↑ ↓", "In trees, tabs and on the lines between parts"],
  ["c, p", "In the result: copy value, copy path"],
  ["Delete", "On a document's tab: close it"],
];

const showResult = (app, name) => {
  app.showView(`tab-${name}`);
  app.showPane("response");
};

const commandsOf = (app) => [
  ["Run", "Ctrl+Enter", app.run],
  ["Compare roles", "Ctrl+Shift+E", app.compareRoles],
  ["Sign in as", "", app.chooseAccount],
  ["Prettify", "Ctrl+Shift+P", app.act("prettify")],
  ["Fill all fields", "Ctrl+Shift+Enter", app.act("fill")],
  ["Extract variables", "", app.act("extract")],
  ["Merge fragments", "", app.act("merge")],
  ["Share a link", "", app.share],
  ["Export as a program", "", app.openExport],
  ["New tab", "", app.newTab],
  ["Next problem", "F8", () => app.nextProblem(1)],
  ["Change the theme", "", app.nextTheme],
  ["Keys", "F1", openKeys],
  ...["docs", "explorer", "history", "samples"].map((name) => [`Show ${name}`, "", () => app.showPanel(name)]),
  ...["json", "table", "live", "compare", "explain"].map(
    (name) => [`Result: ${name}`, "", () => showResult(app, name)],
  ),
  ...(app.tab.result?.json?.data ? [["Copy CSV", "of the result's table", async () => {
    showResult(app, "table");
    (await app.part("table")).copyCSV();
  }]] : []),
  ...app.accounts.map((account) => [`Sign in as ${account.name}`, account.role, () => app.setAccount(account)]),
];

/** Finds commands, the schema's elements and what was run. */
export const openPalette = (app) => {
  const input = element("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-autocomplete": "list",
    placeholder: "A command, a type, a field …",
    "aria-label": "Find or do anything",
    spellcheck: "false",
  });
  const list = element("ul", { role: "listbox", id: "palette-list", "aria-label": "Found" });
  const dialog = openDialog("Find or do anything", { class: "palette", id: "palette-dialog" }, input, list);
  const commands = commandsOf(app);
  let found = [];
  let chosen = 0;
  const mark = () => {
    if (!found.length) return input.removeAttribute("aria-activedescendant");
    for (const [index, option] of [...list.children].entries())
      option.setAttribute("aria-selected", String(index === chosen));
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `found-${chosen}`);
  };
  const choose = (index) => {
    dialog.close();
    found[index]?.[2]();
  };
  const draw = () => {
    const wanted = input.value.trim().toLowerCase();
    const like = (text) => wanted.split(/\s+/).every((word) => text.toLowerCase().includes(word));
    found = commands.filter(([name, note]) => like(`${name} ${note}`));
    if (wanted) {
      for (const { coordinate, kind, isClosed } of app.view?.search(wanted, 12) ?? []) {
        const note = isClosed ? `${kind}, closed to your role` : kind;
        found.push([coordinate, note, () => app.showPanel("docs", coordinate)]);
      }
      const run = load("history", []).filter(({ who, title }) => who === app.account.id && like(title));
      for (const { title, text, variables } of run.slice(0, 5))
        found.push([title, "from the history", () => app.open({ text, variables })]);
    }
    chosen = 0;
    list.replaceChildren(...found.map(([name, note], index) => {
      const attributes = { role: "option", id: `found-${index}`, onclick: () => choose(index) };
      return element("li", attributes, name, element("small", {}, note));
    }));
    if (!found.length) list.append(element("li", { class: "hint", role: "presentation" }, "Nothing found"));
    mark();
  };
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") choose(chosen);
    else if (step && found.length) {
      chosen = (chosen + step + found.length) % found.length;
      mark();
    } else return;
    event.preventDefault();
  });
  draw();
  input.focus();
};

/** All keys of the page. */
export function openKeys() {
  const lines = keys.flatMap(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)]);
  openDialog("Keys", { id: "keys-dialog" }, element("dl", { class: "keys" }, lines));
}
