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
    /** The document above it keeps some lines in a window of any height. */
    get most() { return Math.max(120, Math.min(600, innerHeight - 300)); },
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
  for (const [id, part] of Object.entries(lines)) {
    const { name, unit, least, at, isUpwards } = part;
    const line = byId(id);
    const set = (value, isKept) => {
      sizes[name] = Math.round(Math.max(least, Math.min(part.most, value)));
      document.documentElement.style.setProperty(name, `${sizes[name]}${unit}`);
      line.setAttribute("aria-valuenow", sizes[name]);
      line.setAttribute("aria-valuemax", part.most);
      if (isKept) save("sizes", sizes);
    };
    line.setAttribute("aria-valuemin", least);
    set(Number(kept[name]) || sizes[name]);
    addEventListener("resize", () => set(sizes[name]));
    line.addEventListener("keydown", (event) => {
      const step = (unit === "%" ? 2 : 20) * (isUpwards ? -1 : 1);
      const target = {
        ArrowRight: sizes[name] + step,
        ArrowDown: sizes[name] + step,
        ArrowLeft: sizes[name] - step,
        ArrowUp: sizes[name] - step,
        Home: least,
        End: part.most,
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
