// What was run: the last 200 of all, found by words, and kept when starred.
import { button, counted, element, icon } from "./dom.js";
import { load, save, withoutSecrets } from "./storage.js";

const most = 200;
const listeners = [];

/** Notes a request that was run, by whom and how it went. */
export const remember = (app, request, account, result) => {
  const entry = {
    at: Date.now(),
    who: account.id,
    role: account.role,
    title: request.title,
    text: withoutSecrets(request.query),
    variables: withoutSecrets(JSON.stringify(request.variables, null, 2), request.query),
    status: result.status ?? result.kind,
    errors: result.json?.errors?.length ?? 0,
    ms: Math.round(result.ms ?? 0),
  };
  const all = load("history", []);
  const same =
    all.find((other) => other.who === entry.who && other.text === entry.text && other.variables === entry.variables);
  let kept = [{ ...entry, isStarred: same?.isStarred ?? false }, ...all.filter((other) => other !== same)];
  while (kept.length > most)
    kept.splice(kept.findLastIndex((other, index) => !other.isStarred || index === kept.length - 1), 1);
  // A full disk takes the older half of what is not starred.
  while (!save("history", kept) && kept.length > 1)
    kept = kept.filter((other, index) => index < kept.length / 2 || (other.isStarred && index < kept.length - 1));
  for (const listener of listeners) listener();
};

export const createPanel = (app, host) => {
  const search = element("input", {
    type: "search",
    id: "history-search",
    placeholder: "Search what was run",
    "aria-label": "Search the history",
    spellcheck: "false",
  });
  const change = (work) => {
    save("history", work(load("history", [])));
    draw();
  };
  const clear = () => change((entries) => entries.filter(({ isStarred }) => isStarred));
  const isAll = element("input", { type: "checkbox" });
  const list = element("ul", { class: "scroll", "aria-label": "History" });
  host.append(
    element(
      "header",
      {},
      element("h2", {}, "History"),
      element("span", { class: "grow" }),
      button("Clear", clear, { class: "quiet", "aria-label": "Clear the history but for what is starred" }),
      search,
      element("label", { class: "hint" }, isAll, "All users"),
    ),
    list,
  );
  const star = ({ at, text }) => change((entries) => entries.map(
    (other) => (other.at === at && other.text === text ? { ...other, isStarred: !other.isStarred } : other),
  ));
  const itemOf = (entry) => {
    const { at, who, role, title, text, variables, status, errors, ms, isStarred } = entry;
    const facts = [new Date(at).toLocaleString(), role, status, errors && counted(errors, "error"), `${ms} ms`];
    const account = app.accounts.some(({ id }) => id === who) ? who : app.tab.account;
    return element(
      "li",
      { class: "entry" },
      button(
        [element("strong", {}, title), element("small", {}, facts.filter(Boolean).join(" · "))],
        () => app.open({ text, variables, account }),
        { class: "quiet", "data-key": `open ${at}` },
      ),
      button(icon("star"), () => star(entry), {
        class: "quiet square",
        "data-key": `star ${at}`,
        "aria-label": `Star ${title}`,
        "aria-pressed": String(Boolean(isStarred)),
      }),
    );
  };
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const focused = list.contains(document.activeElement) && document.activeElement.dataset.key;
    const shown = load("history", [])
      .filter(
        (entry) => (isAll.checked || entry.who === app.account.id)
          && (!wanted || `${entry.title} ${entry.text} ${entry.variables}`.toLowerCase().includes(wanted)),
      )
      .sort((one, other) => other.isStarred - one.isStarred || other.at - one.at);
    list.replaceChildren(...shown.map(itemOf));
    if (!shown.length)
      list.append(element("li", { class: "hint" }, wanted ? "No matching runs." : "What you run is kept here."));
    if (focused) (list.querySelector(`[data-key="${focused}"]`) ?? search).focus();
  };
  search.addEventListener("input", draw);
  isAll.addEventListener("change", draw);
  listeners.push(draw);
  app.on("account", draw);
  return {
    show: () => {
      draw();
      search.focus();
    },
  };
};
