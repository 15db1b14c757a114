// The same request in other tongues. No token gets into them: each takes it from the environment, as `TOKEN`.

/**
 * @typedef {object} Request
 * @property {string} url
 * @property {string} query
 * @property {object} [variables]
 * @property {string} [operationName]
 */

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
