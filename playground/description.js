// Descriptions are Markdown: prose, in which examples of the language stand between fences.

const FENCED = /^```graphql\n([^]*?)\n```$/gm;

/** What a description says, and its examples as they are written: `{prose, examples}`. */
export const readDescription = (description) => ({
  prose: description.replace(FENCED, "").trim(),
  examples: [...description.matchAll(FENCED)].map(([, example]) => example),
});

/** What a description says first, in one line. */
export const firstSentence = (description) => {
  const prose = readDescription(description).prose.replace(/\s*\n\s*/g, " ");
  return /^.*?[.!?](?=\s|$)/.exec(prose)?.[0] ?? prose;
};
