// Cuts GraphQL into tokens. Any text will do: what the language does not know becomes a token of the kind "error".

/**
 * @typedef {object} Token
 * @property {"punctuator"|"name"|"variable"|"directive"|"int"|"float"|"string"|"block"|"comment"|"error"} kind
 *   `$first` is one token, a variable, and `@skip` another, a directive; so are a `$` and an `@` that stand alone.
 * @property {number} start Where it begins, in UTF-16 units.
 * @property {number} end Where it has ended.
 * @property {string} [message] Of an error: what the server says of it.
 */

const IGNORED = /[ \t\n\r,\uFEFF]*/y;
const NAME = /[A-Za-z_]\w*/y;
const SKIPPED_ESCAPE = /\\[^\n\r]?/y;
const COMMENT = /[^\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![.\w])/y;
/** As much of a number as is right: what follows is not. */
const NUMBER_BEGINNING = /-?(?:0(?=\d)|\d+(?:\.(?!\d)|(?:\.\d+)?(?:[eE][+-]?\d*)?))?/y;
const WRONG_NUMBER = /-?(?:[\w.]|(?<=[eE])[+-])*/y;
const STRING_PART = /[^"\\\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u(?:[\dA-Fa-f]{4}|\{0*(?:10|[\dA-Fa-f])?[\dA-Fa-f]{1,4}\}))/y;

/** Where a match at `start` ends; `start` itself if there is none. */
const behind = (pattern, text, start) => {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
};

/**
 * The tokens of a text in order, without blanks and commas.
 *
 * @param {string} text
 * @returns {Token[]}
 */
export const tokenize = (text) => {
  const tokens = [];
  let start = behind(IGNORED, text, 0);
  while (start < text.length) {
    const token = readToken(text, start);
    tokens.push(token);
    start = behind(IGNORED, text, token.end);
  }
  return tokens;
};

const readToken = (text, start) => {
  const first = text[start];
  const until = (kind, end) => ({ kind, start, end });
  const name = behind(NAME, text, start);
  if (name > start) return until("name", name);
  if ("{}()[]:!=|&".includes(first)) return until("punctuator", start + 1);
  if (first === "$") return until("variable", behind(NAME, text, start + 1));
  if (first === "@") return until("directive", behind(NAME, text, start + 1));
  if (first === "#") return until("comment", behind(COMMENT, text, start));
  if (text.startsWith("...", start)) return until("punctuator", start + 3);
  if (text.startsWith('"""', start)) return readBlock(text, start);
  if (first === '"') return readString(text, start);
  if (first === "-" || (first >= "0" && first <= "9")) return readNumber(text, start);
  return strangeCharacter(text, start);
};

const readNumber = (text, start) => {
  const end = behind(NUMBER, text, start);
  if (end > start) return { kind: /[.eE]/.test(text.slice(start, end)) ? "float" : "int", start, end };
  const wrong = behind(NUMBER_BEGINNING, text, start);
  const digit = /^-?0$/.test(text.slice(start, wrong)) && /\d/.test(text[wrong]);
  const complaint = digit ? "unexpected digit after 0" : "expected digit but got";
  const message = `Invalid number, ${complaint}: ${printedCharacter(text, wrong)}.`;
  return { kind: "error", start, end: behind(WRONG_NUMBER, text, start), message };
};

const readString = (text, start) => {
  let message;
  for (let end = start + 1; ;) {
    end = behind(STRING_PART, text, end);
    if (text[end] === '"') return { kind: message ? "error" : "string", start, end: end + 1, message };
    if (text[end] !== "\\") return { kind: "error", start, end, message: message ?? "Unterminated string." };
    const next = behind(ESCAPE, text, end);
    if (next === end) message ??= wrongEscape(text, end);
    end = next > end ? next : behind(SKIPPED_ESCAPE, text, end);
  }
};

const wrongEscape = (text, start) => {
  const [rest] = text.slice(start, start + 12).split(/[\n\r]/);
  if (rest[1] !== "u") return `Invalid character escape sequence: "${Array.from(rest).slice(0, 2).join("")}".`;
  const sequence = rest[2] === "{" ? /^..\{[\dA-Fa-f]*\}?/.exec(rest)[0] : Array.from(rest).slice(0, 6).join("");
  return `Invalid Unicode escape sequence: "${sequence}".`;
};

const readBlock = (text, start) => {
  let end = start + 3;
  do end = text.indexOf('"""', end) + 3;
  while (end > 2 && text[end - 4] === "\\" && end - 4 >= start + 3);
  if (end > 2) return { kind: "block", start, end };
  return { kind: "error", start, end: text.length, message: "Unterminated string." };
};

const strangeCharacter = (text, start) => {
  const message =
    text[start] === "'"
      ? "Unexpected single quote character ('), did you mean to use a double quote (\")?"
      : `Unexpected character: ${printedCharacter(text, start)}.`;
  return { kind: "error", start, end: start + (text.codePointAt(start) > 0xffff ? 2 : 1), message };
};

const printedCharacter = (text, at) => {
  if (at >= text.length) return "<EOF>";
  if (text[at] === '"') return "'\"'";
  if (/[ -~]/.test(text[at])) return `"${text[at]}"`;
  return `U+${text.codePointAt(at).toString(16).toUpperCase().padStart(4, "0")}`;
};

/**
 * The characters that a string or a block string stands for.
 *
 * @param {string} token With its quotation marks.
 */
export const stringValue = (token) => {
  if (token.startsWith('"""')) return blockValue(token.slice(3, -3));
  return token.slice(1, -1).replace(/\\(?:u\{(\w+)\}|u(\w{4})|(.))/g, (_, braced, four, letter) =>
    letter ? ({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" })[letter] ?? letter : codePoint(braced ?? four));
};

const codePoint = (digits) => {
  const code = parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
};

/** Common indentation goes, and so do blank lines at the beginning and the end. */
const blockValue = (raw) => {
  const lines = raw.split(/\r\n|\n|\r/);
  const isBlank = (line) => /^[ \t]*$/.test(line);
  let indentation = Infinity;
  for (const line of lines.slice(1)) {
    if (!isBlank(line)) indentation = Math.min(indentation, line.search(/[^ \t]/));
  }
  const dedented = lines.map((line, index) => (index ? line.slice(Math.min(indentation, line.length)) : line));
  let [first, end] = [0, dedented.length];
  while (first < end && isBlank(dedented[first])) first++;
  while (end > first && isBlank(dedented[end - 1])) end--;
  return dedented.slice(first, end).join("\n").replaceAll('\\"""', '"""');
};
