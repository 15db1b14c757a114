// What is shown, how large and in which colours: a view of the result, a drawer below the document, a panel beside it.
import { button, byId, element, flash, icon, tabbed } from "./dom.js";
import { createEditor } from "./editor.js";
import { load, save } from "./storage.js";

/** Where a panel is shown instead of the document, or over it. */
const narrow = matchMedia("(max-width: 719px), (max-width: 1000px) and (max-height: 559px)");
const themes = ["system", "light", "dark"];

// What is fetched later.

/** What a part imports is fetched with it: none waits until another has been read. */
const imports = {
  accounts: ["run"],
  compare: ["run", "running"],
  docs: ["description"],
  explain: ["run", "running"],
  gallery: ["prettify", "run", "samples"],
  language: ["analyse", "complete", "description", "edit", "prettify", "validate", "values", "variables"],
  response: ["run"],
  running: ["run"],
  stream: ["run"],
  table: ["run"],
};
/** A server that is gone is not asked for something again by itself: this many milliseconds pass between. */
const patience = 5000;
/** Whoever needs a part that is not there stops: the page has said so. */
export class Missing extends Error {}

/** Gives `app` what fetches the parts. */
export const prepareParts = (app) => {
  const { notice } = app;
  const parts = new Map();
  /** When a part could not be fetched last, or null if all that were asked for since are there. */
  let missedAt = null;
  addEventListener("unhandledrejection", (event) => {
    if (event.reason instanceof Missing) event.preventDefault();
  });

  const fetchPart = async (name) => {
    try {
      const [module] = await Promise.all([name, ...(imports[name] ?? [])].map((each) => import(`./${each}.js`)));
      if (missedAt !== null) notice("");
      missedAt = null;
      return module;
    } catch (error) {
      missedAt = performance.now();
      // It has come, but is not what this page was made for.
      const isOther = error instanceof SyntaxError;
      const missing = new Missing(
        isOther ? "This page has changed on the server since it was loaded."
          : `A part of this page could not be loaded (${name}.js): is the server still there?`,
      );
      notice(missing.message, ...(isOther ? [button("Reload", () => location.reload())] : []));
      throw missing;
    }
  };
  /** The part of this name, which is fetched and made when it is asked for first, and again if that has failed. */
  app.part = (name, make = (module) => module, key = name) => {
    if (!parts.has(key)) {
      const made = fetchPart(name).then(make);
      parts.set(key, made);
      made.catch(() => parts.delete(key));
    }
    return parts.get(key);
  };
  app.hasPart = (name) => parts.has(name);
  app.hasJustMissed = () => missedAt !== null && performance.now() < missedAt + patience;
};

// The lines between the parts: dragged, or moved by arrow keys.

const lines = {
  "split-side": {
    name: "--side",
    unit: "px",
    least: 220,
    most: 640,
    at: (event) => event.clientX - byId("side").getBoundingClientRect().left,
  },
  "split-main": {
    name: "--request",
    unit: "%",
    least: 20,
    most: 80,
    at: (event) => share(event.clientX, byId("request").parentElement, "left", "width"),
  },
  "split-drawer": {
    name: "--drawer",
    unit: "px",
    least: 32,
    /** The document above it keeps some lines in a window of any height. */
    get most() { return Math.max(120, Math.min(600, innerHeight - 300)); },
    isUpwards: true,
    at: (event) => byId("drawer").getBoundingClientRect().bottom - event.clientY,
  },
};
const share = (place, around, side, size) => {
  const box = around.getBoundingClientRect();
  return ((place - box[side]) / box[size]) * 100;
};
const sizes = { "--side": 340, "--request": 50, "--drawer": 210 };

/** Gives the page the sizes it had, and the lines between its parts their keys. */
const prepareLayout = () => {
  const kept = load("sizes", {});
  for (const [id, part] of Object.entries(lines)) {
    const { name, unit, least, at, isUpwards } = part;
    const line = byId(id);
    const set = (value, isKept) => {
      sizes[name] = Math.round(Math.max(least, Math.min(part.most, value)));
      document.documentElement.style.setProperty(name, `${sizes[name]}${unit}`);
      line.setAttribute("aria-valuenow", sizes[name]);
      line.setAttribute("aria-valuemax", part.most);
      if (isKept) save("sizes", sizes);
    };
    line.setAttribute("aria-valuemin", least);
    set(Number(kept[name]) || sizes[name]);
    addEventListener("resize", () => set(sizes[name]));
    line.addEventListener("keydown", (event) => {
      const step = (unit === "%" ? 2 : 20) * (isUpwards ? -1 : 1);
      const target = {
        ArrowRight: sizes[name] + step,
        ArrowDown: sizes[name] + step,
        ArrowLeft: sizes[name] - step,
        ArrowUp: sizes[name] - step,
        Home: least,
        End: part.most,
      }[event.key];
      if (target === undefined) return;
      event.preventDefault();
      set(target, true);
    });
    line.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      line.setPointerCapture(event.pointerId);
      const move = (moved) => set(at(moved));
      line.addEventListener("pointermove", move);
      line.addEventListener("lostpointercapture", () => {
        line.removeEventListener("pointermove", move);
        save("sizes", sizes);
      }, { once: true });
    });
  }
};

/** Gives `app` what shows its parts, each of which is fetched when it is shown first. */
export const prepareViews = (app) => {
  const { part } = app;
  /** On a narrow screen one of request, response and side is seen. */
  app.showPane = (pane) => {
    document.body.dataset.pane = pane;
    if (pane !== "side" && narrow.matches) closePanel();
    for (const other of document.querySelectorAll(".rail [data-pane]"))
      other.setAttribute("aria-pressed", String(other.dataset.pane === pane));
  };
  /** Whether something runs in the tab that is shown. */
  app.showRunning = () => {
    const isRunning = Boolean(app.tab.running);
    byId("run").replaceChildren(
      icon(isRunning ? "stop" : "run"), element("span", { id: "run-label" }, isRunning ? "Stop" : "Run"),
    );
    byId("response").setAttribute("aria-busy", String(isRunning));
  };
  app.on("tab", app.showRunning);
  app.response = () => part("response", ({ createResponse }) => createResponse(app));
  app.live = () => part("stream", ({ createStream }) => createStream(app));
  app.compare = () => part("compare", ({ createCompare }) => createCompare(app));
  app.compareRoles = async () => {
    app.showView("tab-compare");
    app.showPane("response");
    (await app.stillHere(app.compare()))?.run();
  };
  const views = {
    "tab-json": async () => (await app.response()).show(app.tab.result ?? null),
    "tab-table": async () => (await part("table", ({ createTable }) => createTable(app))).show(app.tab.result ?? null),
    "tab-live": async () => (await app.live()).show(),
    "tab-compare": async () => (await app.compare()).show(),
    "tab-explain": async () => (await part("explain", ({ createExplain }) => createExplain(app))).show(),
    "tab-received": async () => (await app.response()).show(app.tab.result ?? null),
  };
  let view = "tab-json";
  const selectView = tabbed(byId("result-tabs"), (id) => {
    view = id;
    views[id]();
  });
  app.showView = (id) => selectView(id);
  app.showResult = async () => {
    // Until something has been run, the page itself says that there is no result.
    if (!app.hasPart("response")) return;
    await views["tab-json"]();
    if (view === "tab-table") views[view]();
  };

  const drawers = {
    // Form and explorer follow the text when it has been looked through.
    "tab-form": async () => {
      app.attend();
      (await part("form", ({ createForm }) => createForm(app))).show();
    },
    "tab-problems": app.attend,
    "tab-headers": () => {
      app.headers ??= createEditor(
        byId("panel-headers"),
        { id: "headers", label: "Headers (JSON)", isJSON: true, onchange: app.change("headers") },
      );
      app.headers.set(app.tab.headers ?? "");
    },
  };
  app.showDrawer = tabbed(byId("drawer").querySelector("[role=tablist]"), (id) => drawers[id]?.());

  const closePanel = () => {
    byId("side").hidden = true;
    byId("split-side").hidden = true;
    app.panel = null;
    drawRail();
  };
  const leavePanel = () => {
    closePanel();
    app.showPane("request");
  };
  const drawRail = () => {
    for (const other of document.querySelectorAll(".rail [data-panel]"))
      other.setAttribute("aria-expanded", String(other.dataset.panel === app.panel));
  };
  /** Shows one of docs, explorer, history and samples beside the document; `detail` is what to show in it. */
  app.showPanel = async (name, detail) => {
    app.panel = name;
    drawRail();
    const coming = part(name === "samples" ? "gallery" : name, (module) => {
      const host = element("section", { id: name, "aria-label": name[0].toUpperCase() + name.slice(1), hidden: true });
      byId("side").append(host);
      return { host, ...module.createPanel(app, host) };
    }, `panel ${name}`);
    coming.catch(() => app.panel === name && leavePanel());
    const made = await coming;
    // Meanwhile it may have been closed, or another asked for.
    if (app.panel !== name) return;
    byId("side").hidden = false;
    byId("split-side").hidden = false;
    for (const host of byId("side").children) host.hidden = host !== made.host;
    drawRail();
    app.showPane("side");
    made.show(detail);
  };

  app.setTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
    byId("theme").setAttribute("aria-label", `Theme: ${theme}`);
    save("theme", theme);
  };
  app.nextTheme = () => {
    const theme = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    app.setTheme(theme);
    flash(`Theme: ${theme}`);
  };
  document.querySelector(".rail").addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    if (chosen.dataset.pane) app.showPane(chosen.dataset.pane);
    else if (app.panel === chosen.dataset.panel) leavePanel();
    else app.showPanel(chosen.dataset.panel);
  });
  addEventListener("beforeprint", () => {
    byId("print").textContent = [
      `${app.account.name}, ${app.account.role}`,
      app.query.text,
      app.variables.text,
      JSON.stringify(app.tab.result?.json, null, 2),
    ].join("\n\n");
  });
  app.setTheme(load("theme", "system"));
  prepareLayout();
};
