// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What is wrong with the arguments of a call, in words from which a model can correct itself. */

/** One thing that is wrong: where, and what. */
export interface ToolProblem {
  /** The path from the arguments to the value: `box[2]`, `config.mode`. */
  readonly path: string;
  readonly what: string;
}

const MOST = 20;
const SHOWN = 60;
const ECHOED = 500;

/** Why a call was not run. */
export function refusal(tool: string, problems: readonly ToolProblem[]): string {
  const many = problems.length;
  const lines = problems.slice(0, MOST).map(({ path, what }) => `- ${path}: ${what}`);
  if (many > MOST) lines.push(`- and ${many - MOST} more`);
  const head = `The call of ${tool} was not run. ${counted(many, "problem")}:`;
  return [head, ...lines].join("\n");
}

/** That there is no tool of this name. */
export function unknownTool(name: string, known: readonly string[]): string {
  return `There is no tool ${cited(name)}. Known: ${listed(known)}.`;
}

/** That the arguments are no JSON object. */
export function invalidJson(what: string, text: string): string {
  return `Invalid JSON arguments: ${what}. Send one JSON object.\nGot: ${cut(text, ECHOED)}`;
}

/** A value of a model's as JSON, cut where it is long. */
export function cited(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(cut(value));
  return cut(typeof value === "object" ? (JSON.stringify(value, bigints) ?? "") : String(value));
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

/** A text as far as it is shown. */
export function cut(text: string, most: number = SHOWN): string {
  const characters = text.length > most ? [...text] : [];
  return characters.length > most ? `${characters.slice(0, most).join("")}...` : text;
}

/** Names in a list of which not all are shown; "none" where there is none. */
export function listed(names: readonly string[]): string {
  const more = names.length > MOST ? [`and ${names.length - MOST} more`] : [];
  return [...names.slice(0, MOST).map((name) => cut(name)), ...more].join(", ") || "none";
}

/** A number of things: `1 item`, `3 items`. */
export function counted(many: number, noun: string): string {
  return many === 1 ? `1 ${noun}` : `${many} ${noun}s`;
}

/** The path to a property, or to an element. */
export function step(path: string, to: string | number): string {
  if (typeof to === "number") return `${path}[${to}]`;
  return path === "" ? cut(to) : `${path}.${cut(to)}`;
}
