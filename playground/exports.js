// The same request in other tongues. No token gets into them: each takes it from the environment, as `TOKEN`.
import { button, copy, download, element, openDialog } from "./dom.js";

const bodyOf = ({ query, variables, operationName }, indentation) =>
  JSON.stringify({ query, variables, operationName }, null, indentation);

/** JSON in quotation marks needs no escapes but `\"` and `\\`, which mean the same in all these languages. */
const literal = (request) => JSON.stringify(bodyOf(request));

/** Between single quotes, as a shell reads it. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

export const curl = (request) => `curl ${quoted(request.url)} \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d ${quoted(bodyOf(request))}
`;

export const fetchCall = (request) => `const response = await fetch(${JSON.stringify(request.url)}, {
  method: "POST",
  headers: { "Content-Type": "application/json", Authorization: \`Bearer \${process.env.TOKEN}\` },
  body: JSON.stringify(${bodyOf(request, 2).replaceAll("\n", "\n  ")}),
});
const { data, errors } = await response.json();
`;

export const swift = (request) => `import Foundation

var request = URLRequest(url: URL(string: ${JSON.stringify(request.url)})!)
request.httpMethod = "POST"
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.setValue("Bearer \\(ProcessInfo.processInfo.environment["TOKEN"]!)", forHTTPHeaderField: "Authorization")
request.httpBody = Data(${literal(request)}.utf8)
let (data, _) = try await URLSession.shared.data(for: request)
print(String(decoding: data, as: UTF8.self))
`;

export const python = (request) => `import os, urllib.request

request = urllib.request.Request(
    ${JSON.stringify(request.url)},
    data=${literal(request)}.encode(),
    headers={"Content-Type": "application/json", "Authorization": "Bearer " + os.environ["TOKEN"]},
)
print(urllib.request.urlopen(request).read().decode())
`;

/** The request at the caret as a program, or as a document that an operator may trust. */
export const openExport = async (app) => {
  const request = await app.request();
  if (!request) return;
  const { query, variables, operationName } = request;
  const ways = { cURL: curl, fetch: fetchCall, Swift: swift, Python: python };
  const shown = element("pre", { class: "plain", tabindex: "0", "aria-label": "Program", id: "program" });
  const choose = (name) => {
    shown.textContent = ways[name]({ url: `${location.origin}/graphql`, query, variables, operationName });
    for (const other of dialog.querySelectorAll("[data-way]"))
      other.setAttribute("aria-pressed", String(other.dataset.way === name));
  };
  const trust = async () => {
    // Browsers have it only on pages that nobody in between can have changed.
    if (!crypto.subtle) return app.notice("The id of a trusted document can be made only on https or on this machine.");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(query));
    const id = `sha256:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    download(`${request.title}.graphql`, query);
    copy(id, "The document's id");
    shown.textContent = `${id}\n\nThe file ${request.title}.graphql is saved. An operator puts it into the folder of ` +
    "--trusted; clients send its id as documentId.";
  };
  const tools = element(
    "div",
    { class: "marks" },
    Object.keys(ways).map((name) => button(name, () => choose(name), { "data-way": name })),
    button("Save as trusted document", trust),
    element("span", { class: "grow" }),
    button("Copy", () => copy(shown.textContent, "The program"), { class: "primary" }),
  );
  const dialog = openDialog("Export", { class: "wide", id: "export-dialog" }, tools, shown);
  choose("cURL");
};
