// What partners and agents do with the API, one click away.
import { button, element, icon, roleBadge } from "./dom.js";
import { samples } from "./samples.js";

export const createPanel = (app, host) => {
  const list = element("ul", { class: "scroll", "aria-label": "Samples" });
  host.append(element("header", {}, element("h2", {}, "Samples"), element("p", { class: "hint" }, "What partners and agents do, ready to be run on the demo's data.")), list);
  const open = async (sample, isRun) => {
    const account = app.accounts.find(({ role }) => role === sample.role) ?? app.account;
    const { send } = await app.part("run");
    let { query, variables = {} } = sample;
    if (sample.needs) {
      const { json } = await send({ query: sample.needs.query, variables: sample.needs.variables, token: account.token });
      const found = json?.data ? sample.needs.take(json.data) : null;
      if (!found) return app.notice("There is no record now that this sample could be done with.");
      variables = { ...variables, ...found };
    }
    app.open({ text: query, variables: JSON.stringify(variables, null, 2), account: account.id });
    if (isRun) app.run();
  };
  const draw = () => list.replaceChildren(...samples.map((sample) => element("li", { class: "sample" }, element("div", {}, element("strong", {}, sample.title), element("span", { class: "grow" }), roleBadge(sample.role)),
    sample.description ? element("p", { class: "hint" }, sample.description) : null,
    element("div", {}, button([icon("run"), "Run"], () => open(sample, true), { "aria-label": `Run: ${sample.title}` }), button("Open", () => open(sample), { class: "quiet", "aria-label": `Open: ${sample.title}` })))));
  return { show: draw };
};
