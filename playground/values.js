// What scalars accept, how values are written, and which names are like a mistyped one: the words are the server's.

const TEXTS = ["String", "TIN", "URL", "EmailAddress", "PhoneNumber", "Cursor", "Upload"];
const DATE = /^\d{4}-(\d\d)-(\d\d)$/;
const TIME = /^([^Tt]*)[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DECIMAL = /^-?\d+(?:\.\d{1,4})?$/;
/** Times 10⁴ it has 64 bits. */
const LARGEST_DECIMAL = 922337203685477;

const isDate = (text) => {
  const [, month, day] = DATE.exec(text) ?? [];
  const date = new Date(`${text}T00:00:00Z`);
  return month !== undefined && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
};

/**
 * Whether a scalar accepts a value; what is not known is accepted.
 *
 * @param {string} scalar
 * @param {string} kind Of a literal, or the like of JSON: "int", "float", "string", "boolean", "enum", "list" or "object".
 * @param {string} text The characters of a string, else as it is written.
 */
export const accepts = (scalar, kind, text) => {
  const isText = kind === "string";
  if (TEXTS.includes(scalar)) return isText;
  switch (scalar) {
    case "Int":
      return kind === "int" && Number(text) === (Number(text) | 0);
    case "Float":
      return ["int", "float"].includes(kind) && Number.isFinite(Number(text));
    case "Boolean":
      return kind === "boolean";
    case "ID":
      return isText || kind === "int";
    case "Date":
      return isText && isDate(text);
    case "DateTime":
      return isText && isDate(TIME.exec(text)?.[1] ?? "");
    case "Decimal":
      return (isText || kind === "int") && DECIMAL.test(text) && Math.abs(Number(text)) <= LARGEST_DECIMAL;
    default:
      return true;
  }
};

/** What a built-in scalar says of a value that it does not accept; undefined for others. */
export const scalarComplaint = (scalar, isWhole) =>
  ({
    Int: `Int cannot represent ${isWhole ? "non 32-bit signed integer" : "non-integer"} value`,
    Float: "Float cannot represent non numeric value",
    String: "String cannot represent a non string value",
    Boolean: "Boolean cannot represent a non boolean value",
  })[scalar];

/** A text, or its beginning and an ellipsis. */
export const shortened = (text) => {
  const characters = text.length > 200 ? Array.from(text.slice(0, 402)) : [];
  return characters.length > 200 ? `${characters.slice(0, 200).join("")}…` : text;
};

/** A value as the language writes it in one line. */
export const printValue = (value) => {
  const pairs = () => value.fields.map((field) => `${field.name}: ${field.value ? printValue(field.value) : ""}`);
  if (value.kind === "list") return `[${value.items.map(printValue).join(", ")}]`;
  if (value.kind === "object") return value.fields.length ? `{ ${pairs().join(", ")} }` : "{}";
  return value.kind === "variable" ? `$${value.name}` : value.text;
};

/** A sentence with the names that are most like one, or nothing; it begins with a blank. */
export const didYouMean = (name, candidates, what) => suggestion(similar(name, candidates), what);

export const suggestion = (names, what = "") => {
  if (!names.length) return "";
  const quoted = names.slice(0, 5).map((name) => `"${name}"`);
  const last = quoted.pop();
  const list = quoted.length > 1 ? `${quoted.join(", ")}, or ${last}` : [...quoted, last].join(" or ");
  return ` Did you mean ${what && `${what} `}${list}?`;
};

/** Longer names get no suggestion, since comparing takes the square of their length. */
const LONGEST_COMPARED = 64;
const MOST_COMPARED = 2000;

const similar = (name, candidates) => {
  if (name.length > LONGEST_COMPARED) return [];
  const threshold = Math.floor(name.length * 0.4) + 1;
  const lower = name.toLowerCase();
  const found = [];
  const near = [...candidates].filter((candidate) => Math.abs(candidate.length - name.length) <= threshold);
  for (const candidate of near.slice(0, MOST_COMPARED)) {
    const other = candidate.toLowerCase();
    const distance = lower === other ? Number(name !== candidate) : distanceOf(lower, other);
    if (distance <= threshold) found.push({ candidate, distance });
  }
  found.sort((one, other) => one.distance - other.distance || (one.candidate < other.candidate ? -1 : 1));
  return found.map(({ candidate }) => candidate);
};

/** How many insertions, removals, replacements and swaps of neighbours lead from one text to the other. */
const distanceOf = (one, other) => {
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1));
      const isSwapped = row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwapped) cost = Math.min(cost, beforeLast[column - 2] + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length];
};
