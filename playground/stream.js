// Subscriptions: server-sent events, else a WebSocket; what came, when, and in what it differs from the one before.
import { announce, byId, button, counted, element, roleBadge, virtualList } from "./dom.js";
import { post } from "./run.js";

const most = 1000;
const longest = 15000;

const leaves = (value, path = "", into = new Map()) => {
  if (value !== null && typeof value === "object")
    for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into);
  else into.set(path, JSON.stringify(value));
  return into;
};
const differences = (before, after) => {
  const [old, now] = [leaves(before), leaves(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys.map((key) => ({ key, old: old.get(key), now: now.get(key) })).filter((each) => each.old !== each.now);
};

/** Reads a stream of server-sent events: `onevent({id, event, data, retry})` for each. */
export const readEvents = async (body, onevent) => {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = {};
      for (const line of block.split("\n")) {
        const [, name, text] = line.match(/^(\w+): ?([^]*)$/) ?? [];
        if (name) fields[name] = name === "data" && fields.data !== undefined ? `${fields.data}\n${text}` : text;
      }
      onevent(fields);
    }
  }
};

/** Draws the streams of `app` into the panel Live. */
export const createStream = (app) => {
  const state = element("span", { class: "state", role: "status", id: "live-state" }, "Not listening");
  const whose = element("span", { class: "hint" });
  const count = element("span", { class: "hint", id: "live-count" }, "0 events");
  const pause = button("Pause", () => setPaused(!isPaused), { class: "quiet", "aria-pressed": "false" });
  const stop = button("Stop", () => close("Stopped"), { class: "quiet", disabled: true });
  const way = element(
    "select",
    { "aria-label": "Transport" },
    element("option", { value: "sse" }, "Server-sent events"),
    element("option", { value: "ws" }, "WebSocket"),
  );
  const clear = () => {
    events = [];
    total = 0;
    chosen = 0;
    draw();
  };
  const rows = element("div", { role: "listbox", "aria-label": "Events, newest first", id: "events" });
  const diff = element(
    "div", { class: "diff", "aria-label": "Changed since the event before", role: "region", tabindex: "0" },
  );
  const detail = element("pre", { class: "plain", tabindex: "0", "aria-label": "Event" });
  byId("panel-live")
    .append(
      element(
        "div",
        { class: "bar" },
        state,
        whose,
        count,
        element("span", { class: "grow" }),
        element("span", { class: "marks" }, way, pause, stop, button("Clear", clear, { class: "quiet" })),
      ),
      element("div", { class: "live" }, rows, element("div", { class: "detail" }, diff, detail)),
    );
  let events = [];
  let waiting = [];
  let total = 0;
  let chosen = 0;
  let isPaused = false;
  let isDue = 0;
  let current = null;
  let tab = null;

  const list = virtualList(rows, {
    rowHeight: 30,
    row(index) {
      const { at, payload, id } = events[index];
      const isBad = payload?.errors?.length;
      return element(
        "div",
        { class: "row", role: "option", "aria-selected": String(index === chosen), onclick: () => choose(index) },
        element("strong", {}, at.toLocaleTimeString()),
        element(
          "span",
          {},
          isBad ? payload.errors[0].extensions?.code ?? "error" : Object.keys(payload?.data ?? {})[0] ?? "event",
        ),
        id ? element("small", {}, `#${id}`) : null,
      );
    },
    onkey: (index, event) => (event.key === "Enter" || event.key === " ") && choose(index),
  });
  const choose = (index) => {
    chosen = index;
    const event = events[index];
    const before = events[index + 1];
    const changed = event && before ? differences(before.payload?.data, event.payload?.data) : [];
    diff.hidden = !changed.length;
    diff.replaceChildren(...changed.slice(0, 100).map(({ key, old, now }) =>
      element("div", {}, `${key}: `, old && element("del", {}, old), " ", now && element("ins", {}, now))));
    detail.textContent = event ? JSON.stringify(event.payload, null, 2) : "Events come here: run a subscription.";
    list.redraw();
  };
  const draw = () => {
    count.textContent = counted(total, "event") + (waiting.length ? `, ${waiting.length} waiting` : "");
    list.set(events.length);
    choose(Math.min(chosen, Math.max(0, events.length - 1)));
  };
  const takeWaiting = () => {
    if (chosen) chosen = Math.min(most - 1, chosen + waiting.length);
    events = [...waiting.reverse(), ...events].slice(0, most);
    waiting = [];
  };
  // Many events may come at once: they are drawn together.
  const drawSoon = () => {
    isDue ||= requestAnimationFrame(() => {
      isDue = 0;
      if (!isPaused) takeWaiting();
      draw();
      announce(`${total} events`);
    });
  };
  const take = (payload, id) => {
    total += 1;
    waiting.push({ payload, id, at: new Date() });
    if (waiting.length > 2 * most) waiting = waiting.slice(-most);
    drawSoon();
  };
  const setPaused = (now) => {
    isPaused = now;
    pause.textContent = now ? "Resume" : "Pause";
    pause.setAttribute("aria-pressed", String(now));
    if (now) return;
    takeWaiting();
    draw();
  };
  const say = (text, look = "") => {
    state.textContent = text;
    state.className = `state ${look}`;
    stop.disabled = !current;
  };
  const close = (text) => {
    current?.abort();
    current = null;
    say(text);
  };
  const refuse = (payload, status) => {
    if (payload) take(payload);
    close(`Refused${status ? ` with status ${status}` : ""}`);
    if (status === 401)
      app.notice("The server does not take this token any more.", button("Sign in again", app.chooseAccount));
  };

  const listen = async (request, account, controller) => {
    let last = null;
    let pauseFor = 1000;
    for (let failures = 0; !controller.signal.aborted;) {
      try {
        say(failures ? `Connecting again, try ${failures}` : "Connecting", "waiting");
        const headers = { Accept: "text/event-stream", ...request.headers, ...(last && { "Last-Event-ID": last }) };
        const response = await post({ ...request, headers, token: account.token, signal: controller.signal });
        if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
          const payload = await response.json().catch(() => null);
          if (payload || response.status === 401) return refuse(payload, response.status);
          return connect(request, account, controller);
        }
        failures = 0;
        say("Listening", "open");
        let isComplete = false;
        await readEvents(response.body, ({ id, event, data, retry }) => {
          if (id) last = id;
          if (retry) pauseFor = Math.min(longest, Number(retry) || 1000);
          if (event === "complete") isComplete = true;
          else if (event === "next" && data) take(JSON.parse(data), id);
        });
        if (isComplete) return close("The server ended the stream");
      } catch (error) {
        if (error.name === "AbortError") return;
        if (!last && failures === 1) return connect(request, account, controller);
      }
      failures += 1;
      say("Connection lost: trying again", "waiting");
      await new Promise((resolve) => setTimeout(resolve, Math.min(longest, pauseFor * 2 ** (failures - 1))));
    }
  };
  const connect = (request, account, controller, failures = 0) => {
    const { signal } = controller;
    if (signal.aborted) return;
    const { query, variables, operationName } = request;
    say("Connecting by WebSocket", "waiting");
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/graphql`, "graphql-transport-ws");
    const send = (message) => socket.send(JSON.stringify(message));
    let isOver = false;
    let tries = failures;
    const leave = () => {
      isOver = true;
      socket.close(1000);
    };
    signal.addEventListener("abort", leave);
    socket.onopen = () =>
      send({ type: "connection_init", payload: account.token ? { Authorization: `Bearer ${account.token}` } : {} });
    socket.onmessage = ({ data }) => {
      if (isOver) return;
      const message = JSON.parse(data);
      if (message.type === "connection_ack") {
        tries = 0;
        say("Listening by WebSocket", "open");
        send({ id: "1", type: "subscribe", payload: { query, variables, operationName } });
      } else if (message.type === "ping") send({ type: "pong" });
      else if (message.type === "next") take(message.payload);
      else if (message.type === "error") {
        isOver = true;
        refuse({ errors: message.payload });
      } else if (message.type === "complete") {
        isOver = true;
        close("The server ended the stream");
      }
    };
    socket.onclose = ({ code, reason }) => {
      signal.removeEventListener("abort", leave);
      if (isOver) return;
      if (code >= 4000) return close(`The server closed the connection: ${reason || code}`);
      say("Connection lost: trying again", "waiting");
      setTimeout(() => connect(request, account, controller, tries + 1), Math.min(longest, 1000 * 2 ** tries));
    };
  };

  for (const event of ["tab", "closed"])
    app.on(event, () => current && !app.tabs.includes(tab) && close("Stopped: its document was closed"));
  return {
    show: draw,
    /** Ends what is listened to, and listens to this subscription of the tab that is shown. */
    start(request, account) {
      current?.abort();
      current = new AbortController();
      tab = app.tab;
      whose.replaceChildren(roleBadge(account.role), ` ${request.title}`);
      [events, waiting, total, chosen] = [[], [], 0, 0];
      setPaused(false);
      if (way.value === "ws") connect(request, account, current);
      else listen(request, account, current);
    },
  };
};
