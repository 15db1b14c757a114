// Who asks: the demo's accounts, a token, or e-mail and password. Tokens stay in this browser tab.
import { button, element, openDialog, roleBadge } from "./dom.js";
import { send } from "./run.js";
import { enteredAccounts, named, nobody, saveSession } from "./storage.js";

const ask = async (query, variables, token) => {
  const result = await send({ query, variables, token });
  if (!result.json) throw new Error(result.message);
  const message = result.json.errors?.[0]?.message;
  if (message) throw new Error(message);
  return result.json.data;
};

/** The account that a token belongs to, as the server says. */
const accountOf = async (token) => {
  const { viewer } = await ask("{ viewer { role displayName partner { name } } }", undefined, token);
  if (!viewer) throw new Error("The server does not know whom this token belongs to.");
  return named({ role: viewer.role, name: viewer.displayName, organization: viewer.partner?.name ?? null, token });
};

/** The token of a session that is opened by a password. */
const signIn = async (email, password) => {
  const { signIn: payload } = await ask(
    `mutation SignIn($email: EmailAddress!, $password: String!) {
      signIn(email: $email, password: $password) { token userErrors { code message } }
    }`,
    { email, password },
  );
  if (!payload?.token) throw new Error(payload?.userErrors?.[0]?.message ?? "The server gave no token.");
  return payload.token;
};

/** Ends what `signIn` has opened; other tokens go on. */
const signOut = async ({ isSession, token }) => {
  if (isSession) await ask("mutation SignOut { signOut { userErrors { message } } }", undefined, token);
};

/** Lets people choose who asks from now on; `onchoose(account)` gets the choice, `onforget(account)` whom to forget. */
export const openAccounts = (accounts, current, onchoose, onforget) => {
  const said = element("p", { role: "alert", class: "said" });
  const choose = (account) => {
    dialog.close();
    onchoose(account);
  };
  const enter = (work, isSession) => async (event) => {
    event.preventDefault();
    said.textContent = "";
    const control = event.target.querySelector("[type=submit]");
    control.disabled = true;
    try {
      const account = { ...await accountOf(await work(new FormData(event.target))), isSession };
      // Who has closed the dialog meanwhile does not want it any longer.
      if (!dialog.open) return await signOut(account);
      saveSession("accounts", [account, ...enteredAccounts().filter((other) => other.id !== account.id)]);
      choose(account);
    } catch (error) {
      said.textContent = error.message;
    } finally {
      control.disabled = false;
    }
  };
  const forget = async (account, shown) => {
    saveSession("accounts", enteredAccounts().filter(({ token }) => token !== account.token));
    shown.remove();
    dialog.querySelector(".account").focus();
    onforget(account);
    try {
      await signOut(account);
    } catch (error) {
      said.textContent = `It is forgotten here, but the server could not end its session: ${error.message}`;
    }
  };
  const choice = (account) => button(
    [
      element(
        "span",
        { class: "who" },
        element("strong", {}, account.name),
        element("small", {}, account.organization ?? (account.token ? "Vendor" : "No token")),
      ),
      roleBadge(account.role),
    ],
    () => choose(account),
    { class: "account", "data-role": account.role, "aria-current": account.id === current.id ? "true" : null },
  );
  const row = (account) => {
    if (!enteredAccounts().some(({ token }) => token === account.token)) return choice(account);
    const gone = () => forget(account, shown);
    const shown = element(
      "div", { class: "entered" }, choice(account), button("Forget", gone, { "aria-label": `Forget ${account.name}` }),
    );
    return shown;
  };
  const input = (name, text, type, autocomplete) =>
    element("label", {}, text, element("input", { name, type, autocomplete, required: true, spellcheck: "false" }));
  const dialog = openDialog(
    "Sign in as",
    { id: "accounts" },
    element("div", { class: "choices" }, [...accounts, nobody].map(row)),
    said,
    element(
      "form",
      { onsubmit: enter((form) => form.get("token").trim()) },
      element("h3", {}, "With a token"),
      input("token", "Bearer token", "password", "off"),
      element("button", { type: "submit", class: "primary" }, "Use this token"),
    ),
    element(
      "form",
      { onsubmit: enter((form) => signIn(form.get("email"), form.get("password")), true) },
      element("h3", {}, "With e-mail and password"),
      input("email", "E-mail", "email", "username"),
      input("password", "Password", "password", "current-password"),
      element("button", { type: "submit", class: "primary" }, "Sign in"),
    ),
    element("p", { class: "hint" }, "A token stays in this browser tab and is gone when it is closed."),
  );
};
