// A textarea over a highlighted copy of its visible lines: caret, undo, input methods and screen readers are the
// browser's own.
import { announce, element, later } from "./dom.js";
import { tokenize } from "./lexer.js";

const lineHeight = 20;
const edge = 10;
const longest = 20000;
const wayOut = "Tab and Shift+Tab leave the editor now.";
const pairs = { "{": "}", "(": ")", "[": "]", '"': '"' };
const opens = "{([";
const closes = "})]";
const keywords = new Set(["query", "mutation", "subscription", "fragment", "on", "true", "false", "null"]);

/** What a token is to the eye; JSON has keys, GraphQL has names of types, values and arguments. */
const looks = (text, token, next, previous, isJSON) => {
  if (token.kind === "string" && isJSON && next && text[next.start] === ":") return "key";
  if (token.kind !== "name") return token.kind;
  const word = text.slice(token.start, token.end);
  if (keywords.has(word) && (isJSON || previous?.kind !== "name" || word === "on")) return "keyword";
  if (/^[A-Z][A-Z0-9_]+$/.test(word)) return "enum";
  if (/^[A-Z]/.test(word)) return "type";
  return next && text[next.start] === ":" ? "argument" : "name";
};

/** How many come first in a list for which something holds, and for none behind them. */
const countWhere = (list, holds) => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many characters two texts have in common, at their beginning and behind what differs. */
const inCommon = (one, other) => {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  return { head, tail };
};

/**
 * The offset in a text of a line and column of another, both from 1, as the server counts them; the texts may differ in
 * one place.
 */
export const offsetIn = (text, other, { line, column }) => {
  const before = other.split("\n", line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const offset = Math.min(other.length, before + column - 1);
  const { head, tail } = inCommon(text, other);
  if (offset < head) return offset;
  return Math.max(head, offset + text.length - other.length);
};

/**
 * An editor in `host`. `isJSON` chooses the colours; `onchange(text)` is told of every change, `onkey(event)` may
 * answer true to keep a key from the editor.
 */
export const createEditor = (host, { id, label, isJSON = false, onchange, onkey }) => {
  const area = element("textarea", {
    id,
    "aria-label": label,
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
    "aria-describedby": `${id}-place`,
  });
  const shown = element("pre", { "aria-hidden": "true" });
  const gutter = element("div", { class: "gutter", "aria-hidden": "true" });
  const place = element("div", { class: "place", id: `${id}-place` });
  const code = element("div", { class: "code" }, shown, area);
  host.append(element("div", { class: "lines" }, gutter, code), place);

  let text = "";
  let tokens = [];
  let starts = [0];
  let marks = [];
  let brackets = [];
  let first = 0;
  let isDue = 0;
  let isLeaving = false;

  const lineOf = (offset) => countWhere(starts, (start) => start <= offset) - 1;
  const tokenAfter = (offset) => countWhere(tokens, ({ end }) => end <= offset);

  /** What a line consists of, `[look, text]` each. */
  const piecesOf = (from, to, spots) => {
    const pieces = [];
    const put = (start, end, look) => {
      let at = start;
      while (at < end) {
        const classes = look ? [`t-${look}`] : [];
        let stop = end;
        for (const spot of spots) {
          if (spot.start <= at && spot.end > at) classes.push(spot.look);
          for (const cut of [spot.start, spot.end])
            if (cut > at && cut < stop) stop = cut;
        }
        pieces.push([classes.join(" "), text.slice(at, stop)]);
        at = stop;
      }
    };
    let at = from;
    for (let index = tokenAfter(from); index < tokens.length && tokens[index].start < to; index += 1) {
      const token = tokens[index];
      const start = Math.max(token.start, from);
      const end = Math.min(token.end, to);
      put(at, start);
      put(start, end, looks(text, token, tokens[index + 1], tokens[index - 1], isJSON));
      at = end;
    }
    put(at, to);
    return pieces;
  };
  const scroll = () => {
    shown.style.setProperty("transform", `translate(${-area.scrollLeft}px, ${first * lineHeight - area.scrollTop}px)`);
    gutter.style.setProperty("--shift", `${first * lineHeight - area.scrollTop}px`);
  };
  const draw = () => {
    isDue = cancelAnimationFrame(isDue);
    const { scrollTop, clientHeight } = area;
    first = Math.max(0, Math.floor((scrollTop - edge) / lineHeight) - 3);
    const last = Math.min(starts.length, first + Math.ceil((clientHeight || 400) / lineHeight) + 8);
    const spots = [...marks, ...brackets].filter(
      (spot) => spot.end >= starts[first] && spot.start <= (starts[last] ?? text.length),
    );
    const worst = new Map();
    for (const { line, severity } of spots)
      if (severity && worst.get(line) !== "error") worst.set(line, severity);
    for (let line = first; line < last; line += 1) {
      const from = starts[line];
      const to = starts[line + 1] ? starts[line + 1] - 1 : text.length;
      const pieces = piecesOf(from, to, spots.filter((spot) => spot.end >= from && spot.start <= to));
      const key = `${line}\n${worst.get(line)}\n${pieces.join("\n")}`;
      const old = shown.children[line - first];
      if (old?.key === key) continue;
      const made = element(
        "div", { ".key": key }, pieces.map(([look, part]) => (look ? element("span", { class: look }, part) : part)),
      );
      const number = element("span", { class: worst.get(line) }, String(line + 1));
      if (old) {
        old.replaceWith(made);
        gutter.children[line - first].replaceWith(number);
      } else {
        shown.append(made);
        gutter.append(number);
      }
    }
    while (shown.children.length > last - first) {
      shown.lastChild.remove();
      gutter.lastChild.remove();
    }
    scroll();
  };
  /** Draws before the next frame, once for all that happens until then. */
  const redraw = () => {
    isDue ||= requestAnimationFrame(draw);
  };

  const bracketsAt = (offset) => {
    const at =
      [offset - 1, offset].find((spot) => opens.includes(text[spot] || " ") || closes.includes(text[spot] || " "));
    if (at === undefined) return [];
    let index = tokenAfter(at);
    if (tokens[index]?.kind !== "punctuator") return [];
    const step = opens.includes(text[at]) ? 1 : -1;
    let depth = 0;
    for (let steps = 0; index >= 0 && index < tokens.length && steps < 20000; index += step, steps += 1) {
      if (tokens[index].kind !== "punctuator") continue;
      const sign = text[tokens[index].start];
      if (opens.includes(sign)) depth += step;
      else if (closes.includes(sign)) depth -= step;
      else continue;
      if (depth === 0) {
        const other = tokens[index].start;
        return [at, other].map((start) => ({ start, end: start + 1, look: "bracket" }));
      }
    }
    return [];
  };
  const caretMoved = () => {
    const offset = area.selectionStart;
    const line = lineOf(offset);
    place.textContent = isLeaving ? wayOut : `Line ${line + 1}, column ${offset - starts[line] + 1}`;
    const before = brackets.map((spot) => spot.start).join();
    brackets = document.activeElement === area && area.selectionStart === area.selectionEnd ? bracketsAt(offset) : [];
    if (before !== brackets.map((spot) => spot.start).join()) redraw();
  };

  const take = () => {
    text = area.value;
    tokens = tokenize(text);
    starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    marks = [];
    brackets = [];
    gutter.style.setProperty("--digits", String(starts.length).length);
    redraw();
  };
  const changed = () => {
    take();
    onchange?.(text);
  };

  /** Replaces a part, as if it had been typed: the browser's undo takes it back. */
  const replace = (start, end, insert, selectionStart = start + insert.length, selectionEnd = selectionStart) => {
    const focused = document.activeElement;
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    // What is hidden cannot be typed into, and browsers take many lines one by one, slowly: then undo is given up.
    const isTypable = document.activeElement === area && insert.length < longest;
    const isDone = isTypable
      && (insert === "" ? start === end || document.execCommand("delete")
          : document.execCommand("insertText", false, insert));
    if (!isDone) {
      area.setRangeText(insert, start, end, "end");
      changed();
    }
    area.setSelectionRange(selectionStart, selectionEnd);
    if (focused && focused !== area && focused !== document.body) focused.focus({ preventScroll: true });
    caretMoved();
  };

  const typed = (event) => {
    const { selectionStart: start, selectionEnd: end } = area;
    const { key } = event;
    const next = text[end] ?? "";
    if (key === "Tab") {
      const [first, last] = [lineOf(start), lineOf(Math.max(start, end - 1))];
      if (first === last && !event.shiftKey && start === end) return replace(start, end, "  ");
      const from = starts[first];
      const to = last + 1 < starts.length ? starts[last + 1] - 1 : text.length;
      const before = text.slice(from, to);
      const moved = event.shiftKey ? before.replace(/^ {1,2}/gm, "") : before.replace(/^(?=.)/gm, "  ");
      return moved === before ? undefined : replace(from, to, moved, from, from + moved.length);
    }
    if (key === "Enter" && !event.shiftKey) {
      const line = text.slice(starts[lineOf(start)], start);
      const indent = line.match(/^ */)[0] + (/[{([]\s*$/.test(line) ? "  " : "");
      const isBetween = /[{([]$/.test(line) && closes.includes(next || " ");
      return replace(start, end, `\n${indent}${isBetween ? `\n${indent.slice(2)}` : ""}`, start + 1 + indent.length);
    }
    if (key === "Backspace" && start === end && start > 0 && pairs[text[start - 1]] === next && next)
      return replace(start - 1, start + 1, "");
    if (start === end && next === key && (closes.includes(key) || key === '"'))
      return area.setSelectionRange(start + 1, start + 1);
    if (pairs[key] && start !== end)
      return replace(start, end, key + text.slice(start, end) + pairs[key], start + 1, end + 1);
    if (pairs[key] && /^[\s)\]},]?$/.test(next) && !(key === '"' && /[\w"]/.test(text[start - 1] ?? "")))
      return replace(start, end, key + pairs[key], start + 1);
    return false;
  };

  area.addEventListener("input", changed);
  area.addEventListener("scroll", () => {
    scroll();
    redraw();
  }, { passive: true });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || onkey?.(event)) return;
    const isWayOut = isLeaving && event.key === "Tab";
    if (event.key !== "Shift") isLeaving = event.key === "Escape";
    if (isWayOut) return;
    if (isLeaving) {
      event.preventDefault();
      announce(wayOut);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && typed(event) !== false) event.preventDefault();
  });
  area.addEventListener("blur", () => {
    isLeaving = false;
  });
  for (const name of ["keyup", "click", "focus", "blur", "select"]) area.addEventListener(name, later(0, caretMoved));
  new ResizeObserver(redraw).observe(area);

  return {
    area,
    replace,
    get text() { return text; },
    get caret() { return area.selectionStart; },
    /** Shows another text, which undo does not take back. */
    set(value) {
      if (value === text) return;
      area.value = value;
      area.scrollTop = 0;
      area.setSelectionRange(0, 0);
      take();
    },
    /** Changes what differs, and leaves the rest and the caret where they are. */
    update(value) {
      if (value === text) return;
      const { head, tail } = inCommon(value, text);
      const { selectionStart, scrollTop } = area;
      const caret =
        selectionStart <= head ? selectionStart : Math.max(head, selectionStart + value.length - text.length);
      replace(head, text.length - tail, value.slice(head, value.length - tail), Math.min(caret, value.length));
      area.scrollTop = scrollTop;
    },
    /** Underlines problems, and colours their line numbers. */
    mark(problems) {
      marks = problems.slice(0, 500).map(
        ({ start, end, severity, message }) =>
          ({ start, end: Math.max(end, start + 1), severity, message, line: lineOf(start), look: `p-${severity}` }),
      );
      redraw();
    },
    problemAt: (offset) => marks.find(({ start, end }) => start <= offset && end > offset),
    /** Puts the caret at a place and shows it. */
    goTo(start, end = start) {
      area.focus();
      area.setSelectionRange(start, end);
      const top = lineOf(start) * lineHeight;
      if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - 2 * lineHeight)
        area.scrollTop = top - area.clientHeight / 3;
      caretMoved();
    },
    lineOf,
    /** Where on the screen an offset of a visible line is: left, top and bottom. */
    rectOf(offset) {
      draw();
      const line = lineOf(offset);
      const { left, top } = area.getBoundingClientRect();
      const y = top + edge + line * lineHeight - area.scrollTop;
      const range = document.createRange();
      const walker = document.createTreeWalker(shown.children[line - first] ?? shown, NodeFilter.SHOW_TEXT);
      let at = starts[line];
      while (walker.nextNode() && at + walker.currentNode.length < offset) at += walker.currentNode.length;
      const isFound = walker.currentNode.nodeType === Node.TEXT_NODE;
      if (isFound) range.setStart(walker.currentNode, Math.min(walker.currentNode.length, offset - at));
      return { left: isFound ? range.getBoundingClientRect().left : left + edge, top: y, bottom: y + lineHeight };
    },
    /** The offset under a point of the screen, or null when there is no text. */
    offsetAt(x, y) {
      const box = area.getBoundingClientRect();
      const line = Math.floor((y - box.top - edge + area.scrollTop) / lineHeight);
      if (line < 0 || line >= starts.length) return null;
      const from = starts[line];
      const to = line + 1 < starts.length ? starts[line + 1] - 1 : text.length;
      const canvas = (offsetCanvas ??= document.createElement("canvas").getContext("2d"));
      canvas.font = getComputedStyle(area).font;
      const column = Math.floor((x - box.left - edge + area.scrollLeft) / canvas.measureText("0").width);
      return column < 0 || from + column >= to ? null : from + column;
    },
  };
};

let offsetCanvas;
