// What the server did for a request: its statements, their plans, rows and times. For agents and administrators.
import { byId, button, counted, element, roleBadge } from "./dom.js";
import { errorsOf, send } from "./run.js";

const may = ["AGENT", "ADMIN"];
const micro = (microseconds) =>
  (microseconds < 1000 ? `${microseconds} µs` : `${(microseconds / 1000).toFixed(2)} ms`);

/** Draws explanations into the panel Explain. */
export const createExplain = (app) => {
  const panel = byId("panel-explain");
  const go = button("Explain", () => explain(app.account), { class: "primary", id: "explain-run" });
  const others = element("span", { class: "marks" });
  const said = element("span", { class: "hint", role: "status" });
  const steps = element("ol", { "aria-label": "Steps", id: "steps" });
  panel.append(element("div", { class: "bar" }, go, others, said), steps);

  const draw = ({ plan, steps: all, microseconds }) => {
    const longest = Math.max(1, ...all.map((step) => step.microseconds));
    const made = plan.cached ? "from the cache" : `made in ${micro(plan.microseconds)}`;
    said.textContent = `${counted(all.length, "step")}, ${micro(microseconds)} in all · plan ${made}`;
    steps.replaceChildren(...all.map((step) => {
      const bar = element("i");
      bar.style.setProperty("--part", `${(step.microseconds / longest) * 100}%`);
      return element(
        "li",
        { class: "step" },
        element(
          "div",
          {},
          element("strong", {}, step.path),
          element("span", { class: "tag" }, step.kind),
          element("span", {}, micro(step.microseconds)),
          element("small", {}, `${counted(step.rows, "row")} in ${counted(step.runs, "run")}`),
        ),
        element("div", { class: "meter", "aria-hidden": "true" }, bar),
        element(
          "details",
          { open: all.length < 9 },
          element("summary", {}, "SQL and plan"),
          element("pre", {}, step.sql),
          element("ul", {}, step.queryPlan.map((line) => element("li", {}, element("code", {}, line)))),
        ),
      );
    }));
  };
  /** What is asked for now is stopped by this when something else is. */
  let asking = new AbortController();
  const explain = async (account) => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    const request = await app.request();
    if (!request || signal.aborted) return;
    if (request.kind !== "query") {
      said.textContent = `Only queries are explained here: a ${request.kind} would be done.`;
      return;
    }
    said.textContent = "…";
    const result = await send({ ...request, token: account.token, extensions: { explain: true }, signal });
    if (signal.aborted) return;
    const explained = result.json?.extensions?.explain;
    steps.replaceChildren();
    if (explained) draw(explained);
    else
      said.textContent = errorsOf(result.json)[0]?.message ?? result.message ?? "The server does not explain requests.";
  };
  const show = () => {
    const isAllowed = may.includes(app.account.role);
    go.hidden = !isAllowed;
    others.hidden = isAllowed;
    others.replaceChildren(...(
      isAllowed ? []
        : app.accounts.filter(
          ({ role }) => may.includes(role),
        ).map((account) => button(["Explain as ", roleBadge(account.role)], () => explain(account)))
    ));
    if (!isAllowed) said.textContent = `Closed to ${app.account.role}: open to ${may.join(", ")}.`;
    else if (!steps.children.length)
      said.textContent = "Runs the query at the caret and shows its statements, rows and times.";
  };
  /** Another document, or another who asks: what is shown is not theirs. */
  const begin = () => {
    asking.abort();
    steps.replaceChildren();
    show();
  };
  for (const event of ["tab", "account"]) app.on(event, begin);
  return { show };
};
