// The operation at the caret, run: from the document to what is shown of its answer.
import { button, byId, element, flash } from "./dom.js";
import { parsed, parsedHeaders, send } from "./run.js";

/** The request of the operation at the caret, or null after having said what is wrong with it. */
export const requestOf = async (app) => {
  const variables = parsed(app.variables.text, "Variables");
  const headers = parsedHeaders(app.tab.headers ?? "");
  const message = variables.message ?? headers.message
    ?? (app.query.text.trim() ? null : "There is nothing to run: write a query first.");
  if (message) {
    if (variables.message) app.showDrawer("tab-variables");
    else if (headers.message) app.showDrawer("tab-headers");
    app.notice(message);
    return null;
  }
  const { operation, operations } = await app.operation();
  return {
    query: app.query.text,
    variables: variables.value,
    operationName: operations.length > 1 ? operation?.name ?? undefined : undefined,
    headers: headers.value,
    kind: operation?.operation ?? "query",
    title: app.titleOf(app.query.text),
  };
};

/**
 * Runs it, or stops what runs in the tab that is shown. `changed` may make another request of the document's for this
 * run alone, or null for none.
 */
export const run = async (app, changed = (request) => request) => {
  const { tab } = app;
  if (tab.running) return tab.running.abort();
  tab.running = new AbortController();
  app.showRunning();
  try {
    await runNow(app, changed, tab.running.signal);
  } catch (error) {
    app.notice(`This could not be run: ${error.message}`);
  } finally {
    tab.running = null;
    app.showRunning();
  }
};
const runNow = async (app, changed, signal) => {
  const { tab, account } = app;
  if (app.view) {
    const { fillLeaves } = await app.language();
    app.query.update(fillLeaves(app.query.text, app.view));
  }
  const request = await app.request();
  if (!request || tab !== app.tab) return;
  app.notice("");
  const sent = await changed(request);
  if (!sent) return;
  if (request.kind === "subscription") {
    app.showView("tab-live");
    app.showPane("response");
    app.remember(request, account, { status: "live" });
    byId("status").replaceChildren(element("span", { class: "hint" }, "Live"));
    return (await app.live()).start(request, account);
  }
  await app.response();
  const result = await send({ ...sent, token: account.token, signal });
  if (result.kind === "stopped") return flash("Stopped");
  tab.result = { ...result, role: account.role, query: sent.query, operation: request.kind };
  app.remember(request, account, result);
  if (tab !== app.tab) return;
  app.tell("result", tab.result);
  if (byId("tab-json").ariaSelected !== "true" && byId("tab-table").ariaSelected !== "true") app.showView("tab-json");
  app.showPane("response");
  if (result.status === 401) {
    app.notice(
      `The server does not take the token of ${account.name} any more: it is wrong, expired or revoked.`,
      button("Sign in again", app.chooseAccount),
    );
  } else if (result.kind === "failed") app.notice(result.message, button("Try again", app.run));
};
