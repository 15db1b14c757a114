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
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
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

/** Lets go of the lock that this window has while it is open; null while it is not. */
let letGo = null;
/** A window that is open has the lock of its place: it loses that however it ends. */
const lockPlace = (place, isOpen) => {
  if (isOpen === Boolean(letGo)) return;
  letGo?.();
  letGo = null;
  if (!isOpen) return;
  const left = new Promise((resolve) => { letGo = resolve; });
  navigator.locks?.request(key(place), () => left).catch(() => {});
};
/** The names of all locks that windows have; undefined where a browser has none, as without TLS. */
const lockedNames = async () => {
  try {
    const { held } = await navigator.locks.query();
    return held.map(({ name }) => name);
  } catch {
    return undefined;
  }
};

/** How many closed windows' documents are kept. */
const most = 10;
/**
 * The windows whose documents are on the disk, those used last first. Once all had their documents at one place. Where
 * there are no locks a window that has crashed looks open.
 */
const windowsIn = (store, locked) =>
  Object.keys(store)
    .filter((name) => name === key("documents") || name.startsWith(key("window.")))
    .map((name) => {
      const kept = read(store, name.slice(key("").length));
      const isOpen = locked?.includes(name) ?? kept?.isOpen;
      return { at: 0, ...kept, place: name.slice(key("").length), isOpen };
    })
    .filter(({ tabs }) => Array.isArray(tabs))
    .sort((one, other) => other.at - one.at);

/** Gives a window's documents to another; there need not be room for both. */
const move = (store, { place, tabs, chosen, at }, target) => {
  store.removeItem(key(place));
  if (!write(store, target, { tabs, chosen, at, isOpen: true })) write(store, place, { tabs, chosen, at, isOpen: false });
};

/**
 * The documents this window had when it was left, else those of the window that was closed last, which are its own from
 * now on, else a copy of what is open in another: `{place, tabs, chosen}`. Each window has a place of its own on the
 * disk, so that none writes over what another has.
 */
export const takeDocuments = async () => {
  const store = safely(disk);
  const own = loadSession("documents");
  const place = own?.place ?? `window.${Date.now()}.${Math.floor(Math.random() * 1e9)}`;
  lockPlace(place, true);
  const windows = windowsIn(store, await lockedNames());
  const closed = windows.filter((window) => !window.isOpen && window.place !== place);
  for (const old of closed.slice(most)) store.removeItem(key(old.place));
  if (own) return { ...own, place };
  if (closed.length) move(store, closed[0], place);
  return { ...(closed[0] ?? windows[0]), place };
};

/**
 * Keeps the documents of this window; false when there is no room. A window that is left may come back to its place:
 * one that is open does not tell where that is, since a copy of it would go there, too.
 */
export const keepDocuments = ({ place, tabs, chosen }, isOpen) => {
  lockPlace(place, isOpen);
  return saveSession("documents", { tabs, chosen, place: isOpen ? undefined : place })
    && save(place, { tabs: tabs.map((tab) => ({ ...tab, headers: "" })), chosen, at: Date.now(), isOpen });
};

const string = /"""[^]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?/.source;
const secret = new RegExp(`((?:password|token|secret)\\w*"?\\s*:\\s*(?:[\\w![\\]]+\\s*=\\s*)?)(?:${string})`, "gi");
const strings = new RegExp(`(?:${string})(\\s*:)?`, "g");
const takesSecret = /(?:password|token|secret)\w*\s*:\s*\$\w/i;

/**
 * A document, or variables of one, in which no password, token or secret is left. Variables lose all their texts
 * where the document hands one of them on as a secret, whatever it is called.
 */
export const withoutSecrets = (text, document = "") => {
  const kept = text.replace(secret, '$1""');
  if (!takesSecret.test(document)) return kept;
  return kept.replace(strings, (found, colon) => (colon ? found : '""'));
};

/** Who asks without a token. */
export const nobody = { id: "nobody", role: "ANONYMOUS", name: "Not signed in", organization: null, token: null };

/** An account with what it is called here; tokens change, it does not. */
export const named = (account) =>
  ({ ...account, id: [account.role, account.name, account.organization].filter(Boolean).join(":") });

/** The accounts that were entered in this browser tab. */
export const enteredAccounts = () => loadSession("accounts", []);

/** Each account once: the first of those with the same name. */
export const withoutDoubles = (accounts) =>
  accounts.filter(({ id }, index) => accounts.findIndex((other) => other.id === id) === index);

/** All accounts this tab knows: those entered here, since their tokens are the newest, and the demo's. */
export const loadAccounts = async (hasDemo) => {
  if (!hasDemo) return enteredAccounts();
  const response = await fetch("/demo/accounts", { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return withoutDoubles([...enteredAccounts(), ...(await response.json()).map(named)]);
};
