// What can be done to the document.
import { flash } from "./dom.js";

const edit = (work) => async (app) => {
  if (!app.view) return flash("The schema is not here yet");
  const { text } = app.query;
  const changed = work(await app.language(), app, text);
  if (typeof changed !== "string") return;
  if (changed !== text) return app.query.update(changed);
  const { document } = await app.operation();
  flash(document.problems.length ? "The text is not finished: nothing was changed" : "There is nothing to change here");
};
/** Each by its name; they get the page's state. */
export const acts = {
  prettify: edit(({ prettify }, app, text) => prettify(text)),
  fill: edit(({ fillFields }, app, text) => fillFields(text, app.query.caret, app.view)),
  merge: edit(({ mergeFragments }, app, text) => mergeFragments(text, app.view)),
  extract: edit(({ extractVariables }, app, text) => {
    const extracted = extractVariables(text, app.query.caret, app.variables.text, app.view);
    app.variables.update(extracted.variables);
    return extracted.text;
  }),
  comment: edit(({ toggleComment }, app, text) => {
    const { area } = app.query;
    const changed = toggleComment(text, area.selectionStart, area.selectionEnd);
    app.query.update(changed.text);
    area.setSelectionRange(changed.start, changed.end);
  }),
};
