// The lines between the parts: dragged, or moved by arrow keys.
import { byId } from "./dom.js";
import { load, save } from "./storage.js";

const lines = {
  "split-side": {
    name: "--side",
    unit: "px",
    least: 220,
    most: 640,
    at: (event) => event.clientX - byId("side").getBoundingClientRect().left,
  },
  "split-main": {
    name: "--request",
    unit: "%",
    least: 20,
    most: 80,
    at: (event) => share(event.clientX, byId("request").parentElement, "left", "width"),
  },
  "split-drawer": {
    name: "--drawer",
    unit: "px",
    least: 32,
    most: 600,
    isUpwards: true,
    at: (event) => byId("drawer").getBoundingClientRect().bottom - event.clientY,
  },
};
const share = (place, around, side, size) => {
  const box = around.getBoundingClientRect();
  return ((place - box[side]) / box[size]) * 100;
};
const sizes = {
  "--side": 340,
  "--request": 50,
  "--drawer": 210,
};

/** Gives the page the sizes it had, and its lines their keys. */
export const prepareLayout = () => {
  const kept = load("sizes", {});
  for (const [id, { name, unit, least, most, at, isUpwards }] of Object.entries(lines)) {
    const line = byId(id);
    const set = (value, isKept) => {
      sizes[name] = Math.round(Math.max(least, Math.min(most, value)));
      document.documentElement.style.setProperty(name, `${sizes[name]}${unit}`);
      line.setAttribute("aria-valuenow", sizes[name]);
      if (isKept) save("sizes", sizes);
    };
    line.setAttribute("aria-valuemin", least);
    line.setAttribute("aria-valuemax", most);
    set(Number(kept[name]) || sizes[name]);
    line.addEventListener("keydown", (event) => {
      const step = (unit === "%" ? 2 : 20) * (isUpwards ? -1 : 1);
      const target = {
        ArrowRight: sizes[name] + step,
        ArrowDown: sizes[name] + step,
        ArrowLeft: sizes[name] - step,
        ArrowUp: sizes[name] - step,
        Home: least,
        End: most,
      }[event.key];
      if (target === undefined) return;
      event.preventDefault();
      set(target, true);
    });
    line.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      line.setPointerCapture(event.pointerId);
      const move = (moved) => set(at(moved));
      line.addEventListener("pointermove", move);
      line.addEventListener("lostpointercapture", () => {
        line.removeEventListener("pointermove", move);
        save("sizes", sizes);
      }, { once: true });
    });
  }
};
