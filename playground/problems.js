// What is wrong with the document and its variables, while they are written.
import { announce, button, byId, element, flash, icon, later } from "./dom.js";

const most = 200;
const long = 50000;

/** Marks problems in the editors and lists them, now and at each `check()`; `next(step)` goes from one to the other. */
export const createProblems = async (app) => {
  const { checkVariables, validate } = await app.language();
  let problems = [];
  /** Which of them was gone to last. */
  let last = -1;

  const editorOf = ({ isOfVariables }) => (isOfVariables ? app.variables : app.query);
  const goTo = (problem) => {
    last = problems.indexOf(problem);
    app.showPane("request");
    if (problem.isOfVariables) app.showDrawer("tab-variables");
    editorOf(problem).goTo(problem.start, problem.end);
    announce(problem.message);
  };
  /** What a step starts from: the problem that was gone to if the caret is still there, else the place of the caret. */
  const startOf = (step) => {
    const editor = document.activeElement === app.variables.area ? app.variables : app.query;
    const gone = problems[last];
    if (gone && editorOf(gone) === editor && gone.start === editor.caret) return last;
    const isBefore = (problem) =>
      (editorOf(problem) === editor ? problem.start < editor.caret : editor === app.variables);
    return problems.findLastIndex(isBefore) + (step < 0 ? 1 : 0);
  };
  const draw = () => {
    const isWrong = problems.some(({ severity }) => severity !== "closed");
    const count = element("span", { class: `badge ${isWrong ? "error" : "closed"}` }, String(problems.length));
    byId("tab-problems").replaceChildren("Problems", problems.length ? count : "");
    byId("problems").replaceChildren(...problems.slice(0, most).map((problem) => {
      const { isOfVariables, severity, message, start } = problem;
      const line = editorOf(problem).lineOf(start) + 1;
      const place = element("small", {}, `${isOfVariables ? "variables, " : ""}line ${line}`);
      const sign = icon(severity === "closed" ? "lock" : "close");
      return element(
        "li",
        { class: severity },
        button([sign, element("span", {}, message), place], () => goTo(problem), { class: "problem" }),
      );
    }));
    const rest = problems.length > most ? `and ${problems.length - most} more`
      : problems.length ? ""
      : "Nothing is wrong here.";
    if (rest) byId("problems").append(element("li", { class: "hint" }, rest));
  };
  const check = async () => {
    if (!app.view) return;
    const { text } = app.query;
    const { document, operation } = await app.operation();
    if (text !== app.query.text) return;
    const ofQuery = text.trim() ? validate(document, app.view) : [];
    const ofVariables = operation ? checkVariables(app.variables.text, operation, app.view) : [];
    app.query.mark(ofQuery);
    app.variables.mark(ofVariables);
    problems = [...ofQuery, ...ofVariables.map((problem) => ({ ...problem, isOfVariables: true }))];
    last = -1;
    draw();
    app.tell("checked");
  };
  await check();
  const soon = later(120, check);
  const afterwards = later(500, check);
  return {
    check: () => (app.query.text.length > long ? afterwards() : soon()),
    next(step) {
      if (!problems.length) return flash("Nothing is wrong here");
      goTo(problems.at((startOf(step) + step) % problems.length));
    },
  };
};
