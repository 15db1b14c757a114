// The few things that every part needs to draw: elements, icons, lists that draw only what is seen, dialogs.

/** An element with attributes, listeners (`onclick`), properties (`.value`) and children, but for null and false. */
export const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.startsWith(".")) made[name.slice(1)] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

const drawing = "http://www.w3.org/2000/svg";

/** A drawing of the page's own set, with a text for those who do not see it, if it says something. */
export const icon = (name, label) => {
  const svg = document.createElementNS(drawing, "svg");
  const use = document.createElementNS(drawing, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  return svg;
};

/** A button; without text its `label` is its name. */
export const button = (text, onclick, attributes = {}) =>
  element("button", { type: "button", onclick, ...attributes }, text);

/** The badge of a role, or of what a role is needed for. */
export const roleBadge = (role) => element("span", { class: "role", "data-role": role }, role);

/** A null that rights have made: a lock, with a label for those who do not see it, and behind it whom it is open to. */
export const lockedNull = (label, note) =>
  element("span", { class: "denied" }, icon("lock", label), "null", note && element("small", {}, note));

/** "1 row", "2 rows". */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Says something to those who listen, without moving the focus. */
export const announce = (text) => {
  byId("said").textContent = text;
};

/** Shows text that the browser does not put on the clipboard, so that a key does. */
const offer = (text, what) => {
  const field = element("textarea", { readonly: true, rows: 6, ".value": text });
  openDialog(what, {}, element("label", {}, "The browser does not allow copying here: copy what is selected.", field));
  field.select();
};

/** Puts text on the clipboard and says so; where that is not allowed it is shown, unless a dialog has it already. */
export const copy = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
    flash(`${what} copied`);
  } catch {
    if (document.querySelector("dialog[open]")) flash("The browser does not allow copying here");
    else offer(text, what);
  }
};

let flashing;

/** A short word at the foot of the page, which goes by itself. */
export const flash = (text) => {
  announce(text);
  document.querySelector(".flash")?.remove();
  clearTimeout(flashing);
  const shown = element("div", { class: "flash", "aria-hidden": "true" }, text);
  (document.querySelector("dialog[open]") ?? document.body).append(shown);
  flashing = setTimeout(() => shown.remove(), 2600);
};

/** Offers text as a file. */
export const download = (name, text, type = "text/plain") => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};

/** Opens a dialog of its own; Escape and a click that begins and ends beside it close it. */
export const openDialog = (title, attributes, ...children) => {
  document.querySelector("dialog[open]")?.close();
  const shown = element(
    "dialog",
    { "aria-label": title, ...attributes },
    element(
      "header",
      {},
      element("h2", { tabindex: "-1", autofocus: true }, title),
      button(icon("close"), () => shown.close(), { class: "quiet square", "aria-label": "Close" }),
    ),
    ...children,
  );
  shown.addEventListener("close", () => shown.remove());
  const isBeside = ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = shown.getBoundingClientRect();
    return target === shown && (x < left || x > right || y < top || y > bottom);
  };
  let isPressedBeside = false;
  shown.addEventListener("pointerdown", (event) => {
    isPressedBeside = isBeside(event);
  });
  shown.addEventListener("click", (event) => isPressedBeside && isBeside(event) && shown.close());
  document.body.append(shown);
  shown.showModal();
  return shown;
};

/** Runs what was asked last, once nothing has been asked for `delay` milliseconds; `now()` does not wait for them. */
export const later = (delay, work) => {
  let timer;
  let due = null;
  const now = () => {
    clearTimeout(timer);
    const last = due;
    due = null;
    last?.();
  };
  const ask = (...values) => {
    clearTimeout(timer);
    due = () => work(...values);
    timer = setTimeout(now, delay);
  };
  return Object.assign(ask, { now });
};

/** Lets the arrow keys go from tab to tab of a list, in a circle; `choose(tab)` gets the next one. */
export const followArrows = (list, choose) => list.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const all = [...list.querySelectorAll("[role=tab]")];
  const at = all.indexOf(event.target);
  if (!step || at < 0) return;
  event.preventDefault();
  choose(all[(at + step + all.length) % all.length]);
});

/** Tabs in the way of ARIA: arrow keys go from one to the next; `onselect` gets the tab's id. */
export const tabbed = (list, onselect) => {
  const select = (tab, focus) => {
    for (const other of list.querySelectorAll("[role=tab]")) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      const panel = byId(other.getAttribute("aria-controls"));
      if (panel) panel.hidden = !chosen;
    }
    if (focus) tab.focus();
    onselect?.(tab.id);
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(tab);
  });
  followArrows(list, (tab) => select(tab, true));
  return (id) => select(byId(id));
};

/**
 * What an arrow key does at a row of a tree, and whether there is such a key: it folds the row, unfolds it, or goes to
 * what is in it, or to the row that it is in. `isOpen` is undefined for what cannot be folded.
 */
export const followTree = ({ key }, isOpen, { fold, goIn, goOut }) => {
  const acts = {
    ArrowRight: { true: goIn, false: fold },
    ArrowLeft: { true: fold, false: goOut, undefined: goOut },
  };
  if (!acts[key]) return false;
  acts[key][isOpen]?.();
  return true;
};

/**
 * A list that draws only the rows that are seen. `row(index)` makes one; `onkey(index, event)` gets the keys that do
 * not move; one row of it can be reached by Tab, the others by arrow keys.
 */
export const virtualList = (scroller, { rowHeight, row, onkey }) => {
  const sizer = element("div", { class: "sizer", role: "none" });
  scroller.append(sizer);
  scroller.classList.add("virtual");
  let count = 0;
  let active = 0;
  let drawn = [0, -1];
  const draw = (isForced) => {
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 6);
    const last = Math.min(count, Math.ceil((scroller.scrollTop + (scroller.clientHeight || 600)) / rowHeight) + 6);
    if (!isForced && first === drawn[0] && last === drawn[1]) return;
    drawn = [first, last];
    const hadFocus = sizer.contains(document.activeElement);
    const rows = [];
    const seen = Math.min(count - 1, Math.ceil(scroller.scrollTop / rowHeight));
    const reached = active >= first && active < last ? active : seen;
    for (let index = first; index < last; index += 1) {
      const made = row(index);
      made.style.setProperty("top", `${index * rowHeight}px`);
      made.tabIndex = index === reached ? 0 : -1;
      made.dataset.index = index;
      made.ariaPosInSet ??= index + 1;
      made.ariaSetSize ??= count;
      rows.push(made);
    }
    sizer.replaceChildren(...rows);
    if (hadFocus) (rows[active - first] ?? scroller).focus({ preventScroll: true });
  };
  const show = (index) => {
    const top = index * rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + rowHeight > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = top + rowHeight - scroller.clientHeight;
  };
  const go = (index, isFocused = true) => {
    active = Math.max(0, Math.min(count - 1, index));
    show(active);
    draw(true);
    if (isFocused) sizer.querySelector(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  };
  scroller.tabIndex = -1;
  scroller.addEventListener("scroll", () => draw(), { passive: true });
  scroller.addEventListener("focusin", (event) => {
    const index = event.target.closest("[data-index]")?.dataset.index;
    if (index !== undefined) active = Number(index);
  });
  scroller.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 1);
    const move = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    }[event.key];
    if (event.target.closest("input, select")?.type === "text") return;
    if (move && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      go(active + move);
    } else if (count) onkey?.(active, event);
  });
  new ResizeObserver(() => draw()).observe(scroller);
  return {
    go,
    redraw: () => draw(true),
    /** Says how many rows there are now, and draws them. */
    set(rows, isFromTop) {
      count = rows;
      active = Math.min(active, Math.max(0, count - 1));
      sizer.style.setProperty("height", `${count * rowHeight}px`);
      if (isFromTop) {
        active = 0;
        scroller.scrollTop = 0;
      }
      draw(true);
    },
  };
};
