// What partners and agents do with the API, one click away.
import { button, element, icon, roleBadge } from "./dom.js";
import { samples, takeNeeds } from "./samples.js";

export const createPanel = (app, host) => {
  const list = element("div", { class: "scroll" });
  host.append(
    element(
      "header",
      {},
      element("h2", {}, "Samples"),
      element("p", { class: "hint" }, "What partners and agents do, ready to be run on the demo's data."),
    ),
    list,
  );

  /** The variables of a sample, with what the data has now for those that it needs; or why there are none. */
  const variablesOf = async (sample, token) => {
    if (!sample.needs) return { variables: sample.variables };
    const { errorsOf, send } = await app.part("run");
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
  const itemOf = (sample) => element(
    "li",
    { class: "sample" },
    button([icon("run"), sample.title], () => open(sample, true), { "aria-label": `Run: ${sample.title}` }),
    button("Open", () => open(sample), { class: "quiet", "aria-label": `Open: ${sample.title}` }),
  );
  const draw = () => list.replaceChildren(
    ...[...new Set(samples.map(({ role }) => role))].flatMap((role) => [
      element("h3", {}, roleBadge(role)),
      element("ul", {}, samples.filter((sample) => sample.role === role).map(itemOf)),
    ]),
  );
  return { show: draw };
};
