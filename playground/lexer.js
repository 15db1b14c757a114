// Cuts GraphQL into tokens. Any text will do: what the language does not know becomes a token of the kind "error".

/*
 * Tokens are `{kind, start, end, message}`, in UTF-16 units as all offsets, of the kinds "punctuator", "name",
 * "variable", "directive", "int", "float", "string", "block", "comment" and "error". `$first` is one token, and so is
 * `@skip`.
 */

const IGNORED = /[ \t\n\r,\uFEFF]*/y;
const NAME = /[A-Za-z_]\w*/y;
const COMMENT = /[^\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![.\w])/y;
const WRONG_NUMBER = /[-+.\w]*/y;
const STRING_PART = /[^"\\\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u(?:[\dA-Fa-f]{4}|\{0*(?:10|[\dA-Fa-f])?[\dA-Fa-f]{1,4}\}))/y;
const WRONG_ESCAPE = /\\[^\n\r]?/y;

/** Where a match at `start` ends; `start` itself if there is none. */
const behind = (pattern, text, start) => {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
};

/** The tokens of a text in order, without blanks and commas. */
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
  const until = (kind, end, message) => ({ kind, start, end, message });
  const name = behind(NAME, text, start);
  if (name > start) return until("name", name);
  if ("{}()[]:!=|&".includes(first)) return until("punctuator", start + 1);
  if (text.startsWith("...", start)) return until("punctuator", start + 3);
  if (first === "$") return until("variable", behind(NAME, text, start + 1));
  if (first === "@") return until("directive", behind(NAME, text, start + 1));
  if (first === "#") return until("comment", behind(COMMENT, text, start));
  if (text.startsWith('"""', start)) {
    let end = start;
    do end = text.indexOf('"""', end + 3);
    while (end > start + 3 && text[end - 1] === "\\");
    return end < 0 ? until("error", text.length, "Unterminated string.") : until("block", end + 3);
  }
  if (first === '"') return until(...readString(text, start));
  if (/[-\d]/.test(first)) {
    const end = behind(NUMBER, text, start);
    if (end > start) return until(/[.eE]/.test(text.slice(start, end)) ? "float" : "int", end);
    return until("error", behind(WRONG_NUMBER, text, start), "Invalid number.");
  }
  const code = text.codePointAt(start);
  const printed = /[ -~]/.test(first) ? `"${first}"` : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return until("error", start + (code > 0xffff ? 2 : 1), `Unexpected character: ${printed}.`);
};

const readString = (text, start) => {
  let message;
  for (let end = start + 1;;) {
    end = behind(STRING_PART, text, end);
    if (text[end] === '"') return [message ? "error" : "string", end + 1, message];
    if (text[end] !== "\\") return ["error", end, message ?? "Unterminated string."];
    const next = behind(ESCAPE, text, end);
    if (next === end) message ??= `Invalid character escape sequence: "${text.slice(end, end + 2)}".`;
    end = next > end ? next : behind(WRONG_ESCAPE, text, end);
  }
};

const LETTERS = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The characters that a string or a block string, in its quotation marks, stands for. */
export const stringValue = (token) => {
  if (token.startsWith('"""')) return blockValue(token.slice(3, -3));
  return token.slice(1, -1).replace(
    /\\(?:u\{(\w+)\}|u(\w{4})|(.))/g,
    (_, braced, four, letter) =>
      letter ? LETTERS[letter] ?? letter : String.fromCodePoint(parseInt(braced ?? four, 16)),
  );
};

/** Common indentation goes, and so do blank lines at the beginning and the end. */
const blockValue = (raw) => {
  const lines = raw.split(/\r\n|\n|\r/);
  const indentations = lines.slice(1).map((line) => line.search(/[^ \t]/));
  const common = indentations.reduce((least, own) => (own < 0 ? least : Math.min(least, own)), raw.length);
  const dedented = lines.map((line, index) => (index ? line.slice(common) : line));
  const isWritten = (line) => /[^ \t]/.test(line);
  const written = dedented.slice(Math.max(dedented.findIndex(isWritten), 0), dedented.findLastIndex(isWritten) + 1);
  return written.join("\n").replaceAll('\\"""', '"""');
};
