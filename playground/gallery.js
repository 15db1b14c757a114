// What partners and agents do with the API, one click away.
import { button, element, icon, roleBadge } from "./dom.js";
import { errorsOf, send } from "./run.js";
import { isChange, samples, takeNeeds } from "./samples.js";

export const createPanel = (app, host) => {
  const list = element("div", { class: "scroll" });
  const hint = element("p", { class: "hint" });
  host.append(element("header", {}, element("h2", {}, "Samples"), hint), list);

  /** The variables of a sample, with what the data has now for those that it needs; or why there are none. */
  const variablesOf = async (sample, token) => {
    if (!sample.needs) return { variables: sample.variables };
    const { json, message } = await send({ query: sample.needs.query, token });
    const variables = takeNeeds(sample, json?.data);
    const nothing = `There is nothing now that “${sample.title}” could be done with.`;
    return { variables, message: errorsOf(json)[0]?.message ?? message ?? nothing };
  };
  const open = async (sample, isRun) => {
    const account = app.accounts.find(({ role }) => role === sample.role) ?? app.account;
    const { variables, message } = await variablesOf(sample, account.token);
    if (!variables) return app.notice(message);
    app.open({ text: sample.query, variables: JSON.stringify(variables, null, 2), account: account.id });
    if (isRun) app.run();
  };
  /** Data that are no demo's are not changed at a click. */
  const itemOf = (sample) => {
    const { title } = sample;
    const opened = (shown, attributes) =>
      button(shown, () => open(sample), { "aria-label": `Open: ${title}`, ...attributes });
    if (!app.hasDemo && isChange(sample))
      return element("li", { class: "sample" }, opened([icon("request"), title]));
    const run = button([icon("run"), title], () => open(sample, true), { "aria-label": `Run: ${title}` });
    return element("li", { class: "sample" }, run, opened("Open", { class: "quiet" }));
  };
  const draw = () => {
    hint.textContent = `What partners and agents do${app.hasDemo ? ", ready to be run on the demo's data" : ""}.`;
    list.replaceChildren(
      ...[...new Set(samples.map(({ role }) => role))].flatMap((role) => [
        element("h3", {}, roleBadge(role)),
        element("ul", {}, samples.filter((sample) => sample.role === role).map(itemOf)),
      ]),
    );
  };
  return { show: draw };
};
