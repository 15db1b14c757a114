// One request and all that can be said of its answer.
import { counted } from "./dom.js";

const silence = "The server did not answer. Is it still running, and can this browser reach it?";

const answerOf = (text, response) => {
  try {
    const json = JSON.parse(text);
    return json && typeof json === "object"
      ? { kind: "json", json }
      : { kind: "text", text, message: "The answer is JSON, but no answer of GraphQL." };
  } catch {
    const type = response.headers.get("Content-Type")?.split(";")[0] ?? "without a type";
    return { kind: "text", text, message: text ? `The answer is not JSON, but ${type}.` : "The answer is empty." };
  }
};

/**
 * Posts a request of GraphQL as the owner of a token, and without one as nobody: a cookie is not shown. `headers` may
 * ask for another type of answer.
 */
export const post = ({ query, variables, operationName, extensions, headers = {}, token, signal }) => {
  const all = new Headers({
    "Content-Type": "application/json",
    Accept: "application/graphql-response+json, application/json;q=0.9",
  });
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  if (token) all.set("Authorization", `Bearer ${token}`);
  return fetch("/graphql", {
    method: "POST",
    credentials: "omit",
    headers: all,
    signal,
    body: JSON.stringify({ query, variables, operationName, extensions }),
  });
};

/**
 * Sends a request of GraphQL. The result has `kind` — "json", "text" for what is no JSON, "failed" for no answer,
 * "stopped" —, `status`, `ms` in all, `serverMs` if the server tells, `size` in bytes, `headers`, and `json`, `text` or
 * a `message`.
 */
export const send = async (request) => {
  const started = performance.now();
  try {
    const response = await post(request);
    const bytes = await response.arrayBuffer();
    const ms = performance.now() - started;
    const text = new TextDecoder().decode(bytes);
    const timing = response.headers.get("Server-Timing")?.match(/dur=([\d.]+)/)?.[1];
    const result = {
      status: response.status,
      ms,
      size: bytes.byteLength,
      headers: [...response.headers],
      ...answerOf(text, response),
    };
    const explained = result.json?.extensions?.explain?.microseconds;
    return { ...result, serverMs: timing ? Number(timing) : explained === undefined ? undefined : explained / 1000 };
  } catch (error) {
    const ms = performance.now() - started;
    if (error.name === "AbortError") return { kind: "stopped", ms };
    return { kind: "failed", message: silence, ms };
  }
};

/** Variables or headers from an editor: the object, or the message why it is none. */
export const parsed = (text, what) => {
  try {
    const value = text.trim() ? JSON.parse(text) : {};
    return value && typeof value === "object" && !Array.isArray(value) ? { value }
      : { message: `${what} must be a JSON object.` };
  } catch (error) {
    return { message: `${what} are not JSON: ${error.message}` };
  }
};

/** Headers from an editor: the object, or the message why they cannot be sent. */
export const parsedHeaders = (text) => {
  const headers = parsed(text, "Headers");
  for (const [name, value] of Object.entries(headers.value ?? {})) {
    try {
      new Headers([[name, value]]);
    } catch {
      return { message: `The header ${JSON.stringify(name)} cannot be sent: its name or its value is no header's.` };
    }
  }
  return headers;
};

/** Bytes for people. */
export const bytes = (count) =>
  (count < 1000 ? `${count} B`
      : count < 1e6 ? `${(count / 1000).toFixed(1)} kB`
      : `${(count / 1e6).toFixed(1)} MB`);

/** Milliseconds for people. */
export const duration = (ms) =>
  (ms < 10 ? `${ms.toFixed(1)} ms`
      : ms < 10000 ? `${Math.round(ms)} ms`
      : `${(ms / 1000).toFixed(1)} s`);

/** A path without its numbers: what all rows of a list share. */
export const pattern = (path) => path.map((part) => (typeof part === "number" ? "*" : part)).join(".");

/** The errors of an answer, which may be anybody's. */
export const errorsOf = (json) => (Array.isArray(json?.errors) ? json.errors : []);

/** The codes of what mutations have refused, each once. */
const refusalsOf = (json) => {
  const refused = Object.values(json?.data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  return [...new Set(refused.map((error) => String(error?.code ?? "without a code")))];
};

/** How a request went: a few words, and whether that looks good, closed or bad. */
export const verdictOf = ({ kind, status, json }) => {
  const errors = errorsOf(json);
  const refusals = refusalsOf(json);
  if (!status) return { look: "bad", text: "no answer" };
  if (status >= 300 || errors.some((error) => error?.extensions?.code !== "FORBIDDEN_FIELD"))
    return { look: "bad", text: `${status}${errors.length ? ` · ${counted(errors.length, "error")}` : ""}` };
  if (refusals.length) return { look: "bad", text: `${status} · refused: ${refusals.join(", ")}` };
  if (errors.length) return { look: "closed", text: `${status} · ${counted(errors.length, "closed field")}` };
  return kind === "json" ? { look: "good", text: `${status} · OK` } : { look: "bad", text: `${status}` };
};

/** The fields that the role may not read, by the pattern of their path, each with its coordinate. */
export const deniedOf = (json) =>
  new Map(errorsOf(json)
      .filter((error) => error?.extensions?.code === "FORBIDDEN_FIELD" && Array.isArray(error.path))
      .map((error) => [pattern(error.path), error.extensions.coordinate]));
