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
  const isAll = element("input", { type: "checkbox" });
  const list = element("ul", { class: "scroll", "aria-label": "History" });
  host.append(
    element(
      "header",
      {},
      element("h2", {}, "History"),
      element("span", { class: "grow" }),
      button(
        "Clear",
        () => {
          save("history", load("history", []).filter((entry) => entry.isStarred));
          draw();
        },
        { class: "quiet", "aria-label": "Clear the history but for what is starred" },
      ),
      search,
      element("label", { class: "hint" }, isAll, "All users"),
    ),
    list,
  );
  const star = (entry) => {
    save(
      "history",
      load("history", [])
        .map(
          (other) =>
            (other.at === entry.at && other.text === entry.text ? { ...other, isStarred: !other.isStarred } : other),
        ),
    );
    draw();
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
    list.replaceChildren(...shown.map(
      (entry) => element(
        "li",
        { class: "entry" },
        button(
          [
            element("strong", {}, entry.title),
            element(
              "small",
              {},
              [
                new Date(entry.at).toLocaleString(),
                entry.role,
                entry.status,
                entry.errors && counted(entry.errors, "error"),
                `${entry.ms} ms`,
              ].filter(Boolean)
                .join(" · "),
            ),
          ],
          () => app.open({
            text: entry.text,
            variables: entry.variables,
            account: app.accounts.some(({ id }) => id === entry.who) ? entry.who : app.tab.account,
          }),
          { class: "quiet", "data-key": `open ${entry.at}` },
        ),
        button(icon("star"), () => star(entry), {
          class: "quiet square",
          "data-key": `star ${entry.at}`,
          "aria-label": `Star ${entry.title}`,
          "aria-pressed": String(Boolean(entry.isStarred)),
        }),
      ),
    ));
    if (!shown.length)
      list.replaceChildren(
        element("li", { class: "hint" }, wanted ? "No matching runs." : "What you run is kept here."),
      );
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
