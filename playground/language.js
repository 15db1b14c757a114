// All that knows the language, for those who need several of its parts.
export * from "./complete.js";
export * from "./document.js";
export * from "./edit.js";
export * from "./validate.js";
export * from "./variables.js";
