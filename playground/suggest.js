// Which names are like a mistyped one.

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
  return candidates.filter((candidate) => Math.abs(candidate.length - name.length) <= threshold)
    .slice(0, MOST_COMPARED)
    .map((candidate) => {
      const other = candidate.toLowerCase();
      return { candidate, distance: lower === other ? 1 : distanceOf(lower, other) };
    })
    .filter(({ distance }) => distance <= threshold)
    .sort((one, other) => one.distance - other.distance || (one.candidate < other.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
};

/** How many insertions, removals, replacements and swaps of neighbours lead from one text to the other. */
const distanceOf = (one, other) => {
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = last[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      const isSwapped = row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = isSwapped ? beforeLast[column - 2] + 1 : Infinity;
      current.push(Math.min(last[column] + 1, current[column - 1] + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return last[other.length];
};
