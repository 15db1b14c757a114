// Proposals at the caret, and a card about what is under the pointer.
import { announce, element, later, roleBadge } from "./dom.js";

/** What is typed, with what the editor adds to it, before something is proposed. */
const INVITING = /^(?:[\w$@".:]|[{([][})\]]?)$/;

/** Attaches both to the editors: `hear(event, editor)` is told what happens, and answers true when it used a key. */
export const createAssist = async (app) => {
  const acts = await app.language();
  const list = element(
    "div", { class: "proposals", role: "listbox", id: "proposals", "aria-label": "Proposals", hidden: true },
  );
  const card = element("div", { class: "card", id: "hover", role: "tooltip", hidden: true });
  document.body.append(list, card);
  let offer = null;
  let chosen = 0;
  let editor = app.query;

  const close = () => {
    offer = null;
    list.hidden = true;
    for (const each of [app.query, app.variables]) each.area.removeAttribute("aria-activedescendant");
  };
  const place = (shown, { left, top, bottom }) => {
    shown.hidden = false;
    const { width, height } = shown.getBoundingClientRect();
    shown.style.setProperty("left", `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
    shown.style.setProperty(
      "top", `${bottom + height + 8 > innerHeight && top > height ? top - height - 4 : bottom + 4}px`,
    );
  };
  const mark = () => {
    for (const option of list.querySelectorAll("[role=option]"))
      option.setAttribute("aria-selected", String(Number(option.dataset.index) === chosen));
    const { description, deprecated, isClosed } = offer.items[chosen] ?? {};
    const note = list.querySelector("p");
    note.textContent =
      [isClosed && "Closed to your role.", deprecated && `Deprecated: ${deprecated}`, description].filter(
        Boolean,
      ).join(" ");
    note.hidden = !note.textContent;
    const option = list.querySelector(`[data-index="${chosen}"]`);
    if (!option) return;
    option.scrollIntoView({ block: "nearest" });
    editor.area.setAttribute("aria-activedescendant", option.id);
  };
  const accept = () => {
    if (offer.text !== editor.text) return close();
    const { start, end, items } = offer;
    const { insert, caret } = items[chosen];
    close();
    editor.replace(start, end, insert, start + (caret ?? insert.length));
    editor.area.focus();
  };

  const proposeJSON = async () => {
    const { operation } = await app.operation();
    const { text, caret } = app.variables;
    return operation && acts.completeVariables(text, caret, operation, app.view);
  };
  const propose = async (isExplicit) => {
    const { text, caret } = editor;
    if (!app.view) return close();
    const found = editor === app.query ? acts.complete(text, caret, app.view, { isExplicit }) : await proposeJSON();
    if (
      document.activeElement !== editor.area || text !== editor.text || caret !== editor.caret || !found?.items.length
    )
      return close();
    const { start, end, items } = found;
    if (!isExplicit && items.length === 1 && items[0].insert === text.slice(start, end)) return close();
    offer = { text, start, end, items: items.slice(0, 80) };
    // What comes unasked, before a name has begun, is taken only when it has been gone to: Enter may mean a line.
    chosen = isExplicit || start < caret ? 0 : -1;
    list.replaceChildren(
      ...offer.items.map(
        (item, index) => element(
          "div",
          {
            role: "option",
            id: `proposal-${index}`,
            "data-index": index,
            class: item.deprecated ? "struck" : "",
            onmousedown: (event) => {
              event.preventDefault();
              chosen = index;
              accept();
            },
          },
          item.label,
          item.isClosed ? roleBadge("CLOSED") : null,
          element("small", {}, String(item.type?.text ?? item.type ?? "")),
        ),
      ),
      element("p", {}),
    );
    place(list, editor.rectOf(start));
    mark();
  };

  // What was typed is drawn first; a long document takes a while to be understood.
  const proposeSoon = later(15, propose);
  const proposeLater = later(250, propose);
  const follow = () => (editor.text.length > 30000 ? proposeLater() : proposeSoon());

  const hide = () => {
    card.hidden = true;
  };
  const tell = (found, rect) => {
    if (!found) return hide();
    card.replaceChildren(
      element("code", {}, found.signature),
      ...(found.description ? [element("p", {}, found.description)] : []),
      ...(found.deprecated ? [element("p", { class: "struck" }, `Deprecated: ${found.deprecated}`)] : []),
      found.roles?.length ? element("div", { class: "marks" }, "Open to ", found.roles.map(roleBadge)) : "",
      element("small", {}, "Ctrl+click opens the docs"),
    );
    place(card, rect);
  };
  const point = later(350, (event) => {
    if (card.matches(":hover")) return;
    const offset = app.query.offsetAt(event.clientX, event.clientY);
    const problem = offset !== null && app.query.problemAt(offset);
    const found = offset === null || !app.view ? null : acts.hover(app.query.text, offset, app.view);
    if (problem && !found) tell({ signature: problem.message }, app.query.rectOf(problem.start));
    else
      tell(
        found && { ...found, description: [problem?.message, found.description].filter(Boolean).join("\n") },
        found && app.query.rectOf(found.start),
      );
  });
  const nowhere = () => point({ clientX: -1, clientY: -1 });
  app.query.area.addEventListener("mouseleave", nowhere);
  card.addEventListener("mouseleave", nowhere);
  document.addEventListener("keydown", hide, true);
  const hears = {
    mousemove(event, where) {
      if (where === app.query) point(event);
    },
    click(event, where) {
      close();
      if (!(event.ctrlKey || event.metaKey) || where !== app.query || !app.view) return;
      const found = acts.hover(app.query.text, app.query.caret, app.view);
      if (found) app.showPanel("docs", found.coordinate);
    },
    input(event, where) {
      editor = where;
      if (event.inputType === "insertText" && INVITING.test(event.data ?? "")) follow();
      else if (offer && event.inputType === "deleteContentBackward") follow();
      else close();
    },
    keydown(event, where) {
      editor = where;
      if (event.ctrlKey && event.key === " ") {
        event.preventDefault();
        propose(true);
        return true;
      }
      if (event.ctrlKey && event.key === "i" && where === app.query && app.view) {
        event.preventDefault();
        close();
        const found = acts.hover(where.text, where.caret, app.view);
        tell(found, where.rectOf(where.caret));
        const open = found?.roles?.length && `Open to ${found.roles.join(", ")}`;
        announce(found ? [found.signature, found.description, open].filter(Boolean).join("\n")
          : "There is nothing to tell about what is at the caret");
        return true;
      }
      if (offer && offer.text !== where.text) close();
      if (!offer) return false;
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
      if (step) {
        chosen = (Math.max(chosen, step < 0 ? 0 : -1) + step + offer.items.length) % offer.items.length;
        mark();
      } else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.shiftKey && chosen >= 0) accept();
      else if (event.key === "Escape") close();
      else {
        if (/^(?:Arrow.*|Home|End|Enter|Tab)$/.test(event.key)) close();
        return false;
      }
      event.preventDefault();
      return true;
    },
  };
  for (const each of [app.query, app.variables]) {
    each.area.setAttribute("aria-autocomplete", "list");
    each.area.setAttribute("aria-controls", "proposals");
    each.area.addEventListener("blur", close);
    each.area.addEventListener("scroll", () => {
      hide();
      if (offer) place(list, editor.rectOf(offer.start));
    });
  }

  return { hear: (event, where) => hears[event.type]?.(event, where) };
};
