// The query page of Portico: it sends one request at a time and shows the answer as text.
const field = (id) => document.getElementById(id);
const example = `query MyCases($first: Int = 5) {
  viewer { displayName role }
  cases(first: $first) {
    totalCount
    nodes { caseNumber title status priority assignedAgent { displayName } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

field("query").value = sessionStorage.getItem("query") ?? example;
field("variables").value = sessionStorage.getItem("variables") ?? "{}";
// A token lives as long as the tab: it is never written to a disk.
field("token").value = sessionStorage.getItem("token") ?? "";

async function run() {
  const status = field("status");
  for (const id of ["query", "variables", "token"]) sessionStorage.setItem(id, field(id).value);
  let variables;
  try {
    variables = JSON.parse(field("variables").value || "{}");
  } catch (error) {
    status.textContent = `Variables are not JSON: ${error.message}`;
    return;
  }
  status.textContent = "…";
  const headers = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
  if (field("token").value) headers.Authorization = `Bearer ${field("token").value}`;
  const started = performance.now();
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers,
      body: JSON.stringify({ query: field("query").value, variables }),
    });
    const text = await response.text();
    const milliseconds = (performance.now() - started).toFixed(1);
    status.textContent = `${response.status} · ${milliseconds} ms · ${text.length} characters`;
    field("response").textContent = pretty(text);
  } catch (error) {
    status.textContent = `The server did not answer: ${error.message}`;
  }
}

/** The answer indented if it is JSON, and as it came if it is not. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

field("run").addEventListener("click", run);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
