// Requests as links: the part behind `#` never leaves the browser. A token is never in it.
import { copy } from "./dom.js";
import { withoutSecrets } from "./storage.js";

/** No browser takes more of an address, in characters. */
const LONGEST = 2_000_000;

/** A link: `#`, and JSON in UTF-8 in base64url. */
export const encodeShare = ({ query, variables = "" }) => {
  const bytes = new TextEncoder().encode(JSON.stringify({ query, variables }));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `#${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
};

/** What is in a link, `{query, variables}`; null for what is none. */
export const decodeShare = (hash) => {
  if (hash.length > LONGEST) return null;
  try {
    const binary = atob(hash.replace("#", "").replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const { query, variables = "" } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof query === "string" && typeof variables === "string" ? { query, variables } : null;
  } catch {
    return null;
  }
};

/** Puts a link to the document that is shown on the clipboard. */
export const shareLink = (app) => {
  const { text } = app.query;
  const hash = encodeShare({ query: withoutSecrets(text), variables: withoutSecrets(app.variables.text, text) });
  copy(`${location.origin}${location.pathname}${hash}`, "A link to this document");
};
