// What the page remembers, and whom it knows. Documents and history are kept on the disk, without secrets; tokens
// live as long as the browser's tab.
const version = 1;
const key = (name) => `portico.${name}`;

const read = (store, name) => {
  try {
    const kept = JSON.parse(store.getItem(key(name)));
    return kept?.version === version ? kept.value : undefined;
  } catch {
    return undefined;
  }
};

/** Whether it could be kept: a store may be full, or closed to the page. */
const write = (store, name, value) => {
  try {
    store.setItem(key(name), JSON.stringify({ version, value }));
    return true;
  } catch {
    return false;
  }
};

const disk = () => localStorage;
const tab = () => sessionStorage;
const safely = (store) => {
  try {
    return store();
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
};

/** What was kept under a name, else `otherwise`. */
export const load = (name, otherwise) => read(safely(disk), name) ?? otherwise;
/** Keeps a value on the disk; false when there is no room. */
export const save = (name, value) => write(safely(disk), name, value);
/** What this browser tab keeps until it is closed. */
export const loadSession = (name, otherwise) => read(safely(tab), name) ?? otherwise;
/** Keeps a value until the browser tab is closed. */
export const saveSession = (name, value) => write(safely(tab), name, value);

/** Variables as text in which no password, token or secret is left. */
export const withoutSecrets = (variables) =>
  variables.replace(/("[^"]*(?:password|token|secret)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, '$1""');

/** Who asks without a token. */
export const nobody = {
  id: "nobody",
  role: "ANONYMOUS",
  name: "Not signed in",
  organization: null,
  token: null,
};

/** An account with what it is called here; tokens change, it does not. */
export const named = (account) => ({ ...account, id: `${account.role}:${account.name}` });

/** All accounts this tab knows: the demo's, if the server has one, and those entered here. */
export const loadAccounts = async (hasDemo) => {
  const entered = loadSession("accounts", []);
  if (!hasDemo) return entered;
  try {
    const response = await fetch("/demo/accounts", { headers: { Accept: "application/json" } });
    const demo = response.ok ? await response.json() : [];
    return [...demo.map(named), ...entered];
  } catch {
    return entered;
  }
};
