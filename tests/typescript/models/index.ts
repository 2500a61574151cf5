export { EveryKind } from "./every_kind.js";
export * from "./runtime/index.js";
