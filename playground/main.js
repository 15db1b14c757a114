// The page: its documents, who asks, what is shown; every other part is fetched when it is needed first.
import { button, byId, element, flash, followArrows, icon, later } from "./dom.js";
import { createEditor } from "./editor.js";
import { parseSchema } from "./schema.js";
import {
  enteredAccounts, keepDocuments, loadAccounts, loadSession, nobody, saveSession, takeDocuments, withoutDoubles,
  withoutSecrets,
} from "./storage.js";
import { Missing, prepareParts, prepareViews } from "./views.js";

const askForSchema = async () => {
  const response = await fetch("/schema.graphql");
  if (!response.ok) throw new Error(`status ${response.status}`);
  return { sdl: await response.text(), hasDemo: response.headers.get("Link")?.includes("</demo/accounts>") ?? false };
};
/** It takes the longest of all, and so is asked for first. */
let asked = askForSchema();
asked.catch(() => {});

const first = `# Ctrl+Enter runs it, Ctrl+Space proposes, Ctrl+K finds.
query MyCases($first: Int = 5) {
  viewer { displayName role }
  cases(first: $first) {
    totalCount
    nodes { id caseNumber title status priority assignedAgent { displayName } }
    pageInfo { hasNextPage endCursor }
  }
}
`;
const fresh = { text: "", variables: "{}", headers: "", account: null };
const listeners = new Map();
let lastId = 0;

/** What all parts share: state, and the acts that more than one of them needs. */
const app = {
  schema: null,
  view: null,
  accounts: enteredAccounts(),
  tabs: [],
  tab: null,
  /** Asks to be told of "view", "account", "checked", "tab" and "result". */
  on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
  tell: (event, value) => (listeners.get(event) ?? []).forEach((listener) => listener(value)),
  get account() { return app.accounts.find((account) => account.id === app.tab.account) ?? nobody; },
  /** That a field is closed to a role, and whom it is open to, in words. */
  ruleOf(coordinate, role = app.account.role) {
    const [typeName, fieldName] = String(coordinate).split(".");
    const type = app.view?.types.get(typeName);
    const open = type?.fields?.get(fieldName)?.roles ?? type?.roles;
    return `closed to ${role}${open ? ` · open to ${open.join(", ")}` : ""}`;
  },
};

const notice = (text, ...acts) => {
  const shown = byId("notice");
  const hadFocus = shown.contains(document.activeElement);
  shown.hidden = !text;
  shown.replaceChildren(
    text, ...acts, button(icon("close"), () => notice(""), { class: "quiet square", "aria-label": "Dismiss" }),
  );
  if (hadFocus) focusPane();
};
app.notice = notice;
prepareParts(app);
const { part } = app;
/** What knows the language. */
app.language = () => part("language");
/** Does what a part is for, by the name of its function. */
const doing = (name, work) => async () => (await part(name))[work](app);
/**
 * What was asked for in one tab, as one account, is done there or not at all, however long its parts take to come: the
 * answer is theirs, or null after having said so.
 */
app.stillHere = async (coming) => {
  const { tab, tab: { account } } = app;
  const parts = await coming;
  if (app.tab === tab && tab.account === account) return parts;
  flash("Nothing was done: the document, or who asks, is another now");
  return null;
};

// ── Documents

const { place, ...left } = await takeDocuments();
const keepNow = (isOpen) => {
  const tabs = app.tabs.map(
    ({ id, text, variables, headers, account }) =>
      ({ id, text: withoutSecrets(text), variables: withoutSecrets(variables, text), headers, account }),
  );
  if (keepDocuments({ place, tabs, chosen: app.tab.id }, isOpen) || app.isFull) return;
  app.isFull = true;
  notice("The browser has no room to keep these documents: they are gone when this page is closed.");
};
const keep = later(300, () => keepNow(true));
const leave = () => {
  keep.now();
  // Who has cleared what the browser keeps wants it to be gone.
  if (loadSession("documents")) keepNow(false);
};

/** What a document is called: its operation, else its first field. */
const titleOf = (text) => {
  const bare = text.replace(/#[^\n]*/g, "");
  return bare.match(/\b(?:query|mutation|subscription)\s+([A-Za-z_]\w*)/)?.[1] ?? bare.match(/\{\s*([A-Za-z_]\w*)/)?.[1]
    ?? "Untitled";
};
app.titleOf = titleOf;

const drawTabs = () => {
  byId("tabs").replaceChildren(...app.tabs.map((tab) => {
    const isChosen = tab === app.tab;
    const role = app.accounts.find((account) => account.id === tab.account)?.role ?? "ANONYMOUS";
    const title = titleOf(tab.text);
    return element(
      "div",
      { class: "doc", role: "presentation", "data-role": role, "data-chosen": String(isChosen) },
      element(
        "button",
        {
          type: "button",
          role: "tab",
          id: `doc-${tab.id}`,
          "aria-selected": String(isChosen),
          tabindex: isChosen ? 0 : -1,
          title: `${title}, as ${role}`,
          "data-id": tab.id,
        },
        title,
      ),
      button(
        icon("close"),
        () => closeTab(tab),
        { class: "quiet", tabindex: isChosen ? 0 : -1, "aria-label": `Close ${title}` },
      ),
    );
  }));
  byId(`doc-${app.tab.id}`)?.parentElement.scrollIntoView({ block: "nearest", inline: "nearest", container: "nearest" });
};

const chooseTab = (tab, isFocused) => {
  if (app.tab && app.tab !== tab) app.tab.caret = app.query.caret;
  app.tab = tab;
  app.query.set(tab.text);
  app.variables.set(tab.variables);
  app.headers?.set(tab.headers);
  if (tab.caret) app.query.area.setSelectionRange(tab.caret, tab.caret);
  drawTabs();
  drawAccount();
  if (isFocused) byId(`doc-${tab.id}`)?.focus();
  app.tell("tab");
  app.tell("result", tab.result ?? null);
  check();
  keep();
};

/** Opens a document in a tab of its own, or in the empty one that is there; it never runs by itself. */
app.open = (document) => {
  const account = app.tab?.account ?? null;
  if (app.tab && !app.tab.text.trim()) app.tabs = app.tabs.filter((tab) => tab !== app.tab);
  const tab = { ...fresh, account, ...document, id: ++lastId };
  app.tabs.push(tab);
  chooseTab(tab);
  app.showPane("request");
  return tab;
};

const closeTab = (tab) => {
  const at = app.tabs.indexOf(tab);
  app.tabs = app.tabs.filter((other) => other !== tab);
  if (!app.tabs.length) app.tabs.push({ ...fresh, account: tab.account, id: ++lastId });
  if (tab === app.tab) chooseTab(app.tabs[Math.min(at, app.tabs.length - 1)], true);
  else {
    drawTabs();
    app.tell("closed");
  }
  keep();
};

// ── Who asks

let drawn;
const drawAccount = () => {
  const { account } = app;
  const { id, role, name, token } = account;
  document.body.dataset.role = role;
  byId("role").textContent = role;
  byId("account-name").textContent = name;
  byId("account").setAttribute("aria-label", `Signed in as: ${name}, ${role}`);
  if (app.schema && app.view?.role !== role) {
    app.view = app.schema.view(role);
    app.tell("view", app.view);
  }
  if (drawn?.id !== id || drawn.token !== token) app.tell("account", drawn = account);
};

/** From now on this account asks in the tab that is shown. */
app.setAccount = (account) => {
  if (account !== nobody && !app.accounts.includes(account)) app.accounts = withoutDoubles([account, ...app.accounts]);
  app.tab.account = account.id;
  saveSession("account", account.id);
  notice("");
  drawTabs();
  drawAccount();
  check();
  keep();
  flash(`Signed in as ${account.name}, ${account.role}`);
};
/** Whose tabs they were asks without a token. */
const forgetAccount = (account) => {
  app.accounts = app.accounts.filter((other) => other !== account);
  for (const tab of app.tabs)
    if (tab.account === account.id) tab.account = nobody.id;
  if (loadSession("account") === account.id) saveSession("account", nobody.id);
  // The demo may have one of the same name.
  prepareAccounts();
  keep();
};
const chooseAccount = async () => {
  const [{ openAccounts }] = await Promise.all([part("accounts"), prepareAccounts()]);
  openAccounts(app.accounts, app.account, app.setAccount, forgetAccount);
};
app.chooseAccount = chooseAccount;

// ── What is written

/** The operation of the document that the caret stands in, or null; and the document itself. */
app.operation = async () => {
  const { parseDocument, operationAt } = await app.language();
  if (app.parsed?.text !== app.query.text)
    app.parsed = { text: app.query.text, document: parseDocument(app.query.text) };
  const { document } = app.parsed;
  const operations = document.definitions.filter((definition) => definition.kind === "operation");
  return { document, operations, operation: operationAt(document, app.query.caret) };
};

/** What proposes, and what looks for mistakes: they come when somebody comes to an editor, or asks for them. */
app.attend = async () => {
  if (app.problems) return app;
  const [assist, problems] = await Promise.all([
    part("assist", ({ createAssist }) => createAssist(app)),
    part("problems", ({ createProblems }) => createProblems(app)),
    app.language(),
  ]);
  Object.assign(app, { assist, problems });
  // The schema may have come, or another document, since they looked.
  check();
  return app;
};
/** A server that is gone is not asked at every key. */
const attendSoon = async (isAsked) => {
  if (!app.problems && !isAsked && app.hasJustMissed()) throw new Missing("It has just been asked for.");
  return app.attend();
};
const check = () => app.problems?.check();
app.nextProblem = async (step) => (await app.attend()).problems.next(step);

app.change = (name) => (text) => {
  app.tab[name] = text;
  if (name === "text") {
    const title = byId(`doc-${app.tab.id}`);
    if (title && title.textContent !== titleOf(text)) drawTabs();
  }
  attendSoon().then(check);
  keep();
};

// ── Running

app.request = async () => {
  const [{ requestOf }] = await Promise.all([part("running"), app.language()]);
  return requestOf(app);
};
let isStarting = false;
/** Runs what is at the caret, or stops what runs; asked again before it can begin, it is asked once. */
app.run = async () => {
  if (isStarting) return;
  isStarting = true;
  byId("response").ariaBusy = "true";
  try {
    const parts = [part("running"), app.response(), app.language(), part("history")];
    const there = await app.stillHere(Promise.all(parts));
    there?.[0].run(app);
  } finally {
    isStarting = false;
    app.showRunning();
  }
};
app.remember = (request, account, result) =>
  part("history").then(({ remember }) => remember(app, request, account, result));

// ── Keys

/** What buttons, keys and the palette do to the document, by its name. */
const act = (name) => async () => {
  const there = await app.stillHere(Promise.all([part("acts"), app.language()]));
  return there?.[0].acts[name](app);
};
app.act = act;
app.openExport = doing("exports", "openExport");
app.share = doing("share", "shareLink");
app.newTab = () => {
  app.open({ text: "" });
  app.query.area.focus();
};

const keysOf = (event) => [
  (event.ctrlKey || event.metaKey) && "Ctrl",
  // Some keyboards need Shift for a sign.
  event.shiftKey && !/^[^a-z]$/i.test(event.key) && "Shift",
  event.altKey && "Alt",
  event.key.length === 1 ? event.key.toUpperCase() : event.key,
].filter(Boolean).join("+");
const shortcuts = {
  "Ctrl+Enter": app.run,
  "Ctrl+Shift+Enter": act("fill"),
  "Ctrl+Shift+P": act("prettify"),
  "Ctrl+/": act("comment"),
  "Ctrl+K": doing("palette", "openPalette"),
  F1: doing("palette", "openKeys"),
  F8: () => app.nextProblem(1),
  "Shift+F8": () => app.nextProblem(-1),
  "Ctrl+Shift+E": () => app.compareRoles(),
};

// ── The beginning

const restore = () => {
  const tabs = Array.isArray(left.tabs) ? left.tabs.filter((tab) => typeof tab?.text === "string") : [];
  app.tabs = tabs.length ? tabs.map((tab) => ({ ...fresh, ...tab }))
    : [{ ...fresh, text: first, variables: '{\n  "first": 5\n}', id: 1 }];
  lastId = Math.max(...app.tabs.map((tab) => tab.id));
  chooseTab(app.tabs.find((tab) => tab.id === left.chosen) ?? app.tabs[0]);
};

const openLink = async () => {
  if (location.hash.length < 3 || byId(location.hash.slice(1))) return;
  const { decodeShare } = await part("share");
  const shared = decodeShare(location.hash);
  history.replaceState(null, "", location.pathname);
  if (!shared) return notice("The link holds no document that can be read.");
  app.open({ text: shared.query, variables: shared.variables || "{}" });
  notice("This document came with a link. It has not been run: read it first.");
};

const prepareAgain = () => {
  notice("");
  asked = askForSchema();
  return prepare();
};
const prepareSchema = async () => {
  try {
    Object.assign(app, await asked);
    app.schema = parseSchema(app.sdl);
    drawAccount();
    performance.mark("schema");
    check();
  } catch (error) {
    notice(
      `The schema could not be loaded (${error.message}); what is written here can be run all the same.`,
      button("Try again", prepareAgain),
    );
  }
};
/** Asks who there is; nobody who is signed in becomes somebody else by it. */
const prepareAccounts = async () => {
  try {
    app.accounts = await loadAccounts(app.hasDemo);
  } catch (error) {
    notice(`The accounts of the demo could not be loaded (${error.message}).`, button("Try again", prepareAgain));
  }
  const chosen = loadSession("account") ?? app.accounts[0]?.id ?? null;
  for (const tab of app.tabs) tab.account ??= chosen;
  drawTabs();
  drawAccount();
};
/** The schema, and with it whether there are accounts of a demo. */
const prepare = () => prepareSchema().then(prepareAccounts);

prepareViews(app);
const { showPane } = app;
/** Shows one of the panes; what has the focus may be hidden by it. */
app.showPane = (pane) => {
  showPane(pane);
  if (!document.activeElement.checkVisibility()) focusPane();
};
/** Puts the focus where the work goes on. */
const focusPane = () => {
  const { area } = app.query;
  (area.checkVisibility() ? area : document.querySelector("#result-tabs [aria-selected=true]")).focus();
};
/** Tells what helps in an editor of what happens there, as soon as it is there, and in the same order. */
const tellAssist = async (event, editor) => (await attendSoon(event.type === "keydown")).assist.hear(event, editor);
/** Whether a key is not the editor's. */
const assistKey = (event, editor) => {
  if (app.assist) return app.assist.hear(event, editor);
  const isAsking = event.ctrlKey && [" ", "i"].includes(event.key);
  if (isAsking) {
    event.preventDefault();
    tellAssist(event, editor);
  }
  return isAsking;
};
app.query = createEditor(byId("query-editor"), {
  id: "query",
  label: "GraphQL document",
  onchange: app.change("text"),
  onkey: (event) => assistKey(event, app.query),
});
app.variables = createEditor(byId("panel-variables"), {
  id: "variables",
  label: "Variables (JSON)",
  isJSON: true,
  onchange: app.change("variables"),
  onkey: (event) => assistKey(event, app.variables),
});
restore();
performance.mark("editor");
const ready = prepare();
app.on("result", app.showResult);
addEventListener("pagehide", leave);
addEventListener("pageshow", keep);
for (const editor of [app.query, app.variables])
  for (const name of ["focus", "mousemove", "input", "click"])
    editor.area.addEventListener(name, (event) => tellAssist(event, editor));

for (const [id, work] of Object.entries({
  run: app.run,
  account: chooseAccount,
  compare: app.compareRoles,
  palette: shortcuts["Ctrl+K"],
  keys: shortcuts.F1,
  theme: app.nextTheme,
  "new-tab": app.newTab,
  prettify: act("prettify"),
  fill: act("fill"),
  extract: act("extract"),
  share: app.share,
  export: app.openExport,
}))
  byId(id).addEventListener("click", work);
const chooseShown = (shown) => chooseTab(app.tabs.find((tab) => tab.id === Number(shown.dataset.id)), true);
byId("tabs").addEventListener("click", (event) => {
  const shown = event.target.closest("[role=tab]");
  if (shown) chooseShown(shown);
});
followArrows(byId("tabs"), chooseShown);
byId("tabs").addEventListener("keydown", (event) => {
  if (event.key !== "Delete" || event.target.role !== "tab") return;
  event.preventDefault();
  closeTab(app.tab);
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, dialog");
  const work =
    event.key === "/" && !event.ctrlKey && !isTyping ? () => app.showPanel("docs", null) : shortcuts[keysOf(event)];
  if (!work || event.defaultPrevented) return;
  event.preventDefault();
  work();
});
addEventListener("hashchange", openLink);

ready.then(openLink).then(() => performance.mark("ready"));
