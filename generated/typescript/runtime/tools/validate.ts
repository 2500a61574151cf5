// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The arguments of a call, held against the schema that the model was shown. */

import { isObject } from "../types.js";
import { cited, counted, listed, step, type ToolProblem } from "./problems.js";
import { allows, bare, type JsonSchema, mayLack, propertyIn, nameOf, typeOf } from "./schema.js";

const MIN_INT: bigint = /* @__PURE__ */ BigInt("-9223372036854775808");
const MAX_INT: bigint = /* @__PURE__ */ BigInt("9223372036854775807");

/**
 * The value without nulls that mean "left out"; everything that is wrong is added to
 * `problems`, under its path.
 */
export function checked(
  schema: JsonSchema,
  value: unknown,
  path: string,
  problems: ToolProblem[],
): unknown {
  const { anyOf, type: wanted } = schema;
  if (anyOf) return anyChecked(schema, anyOf, value, path, problems);
  if (!wanted) return value;
  const type = typeOf(value);
  if (isEndless(value) && (allows(schema, "number") || allows(schema, "integer"))) {
    problems.push({ path, what: "the number is not finite" });
    return value;
  }
  if (!allows(schema, type)) {
    problems.push({ path, what: `${needed(schema)} is needed, got ${nameOf(type)}` });
    return value;
  }
  if (isObject(value) && !Array.isArray(value)) {
    return objectChecked(schema, value, path, problems);
  }
  const what = Array.isArray(value) ? countOf(schema, value) : scalarOf(schema, value);
  if (what) problems.push({ path, what });
  const { items } = schema;
  if (!Array.isArray(value) || !items) return value;
  return value.map((each, position) => checked(items, each, step(path, position), problems));
}

function isEndless(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

/** A value that may be of several kinds: what is wrong with the likeliest of them. */
function anyChecked(
  schema: JsonSchema,
  anyOf: readonly JsonSchema[],
  value: unknown,
  path: string,
  problems: ToolProblem[],
): unknown {
  const type = typeOf(value);
  const fitting = anyOf.filter((each) => allows(each, type));
  if (fitting.length === 0) {
    problems.push({ path, what: `${needed(schema)} is needed, got ${nameOf(type)}` });
    return value;
  }
  let least: ToolProblem[] | undefined;
  for (const each of fitting) {
    const found: ToolProblem[] = [];
    const clean = checked(each, value, path, found);
    if (found.length === 0) return clean;
    if (!least || found.length < least.length) least = found;
  }
  problems.push(...(least ?? []));
  return value;
}

function objectChecked(
  schema: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  path: string,
  problems: ToolProblem[],
): unknown {
  // An object without known properties is JSON data, whose nulls are values.
  if (schema.additionalProperties !== false) return value;
  const clean: [string, unknown][] = [];
  const known = Object.keys(schema.properties ?? {});
  for (const name of known) {
    const inner = propertyIn(schema, name);
    const each = Object.hasOwn(value, name) ? value[name] : undefined;
    if (!inner || ((each === undefined || each === null) && mayLack(schema, name))) continue;
    const where = step(path, name);
    if (each === undefined) problems.push({ path: where, what: "missing" });
    else clean.push([name, checked(bare(inner), each, where, problems)]);
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const noun = path === "" ? "argument" : "field";
    const what = `there is no such ${noun}; known: ${listed(known)}`;
    problems.push({ path: step(path, name), what });
  }
  return Object.fromEntries(clean);
}

/** What is wrong with how many elements there are. */
function countOf({ minItems, maxItems }: JsonSchema, value: readonly unknown[]): string {
  const many = value.length;
  if (minItems !== undefined && minItems === maxItems) {
    return many === minItems ? "" : `${items(minItems)} needed, got ${many}`;
  }
  if (minItems !== undefined && many < minItems) {
    return `at least ${items(minItems)} needed, got ${many}`;
  }
  if (maxItems === undefined || many <= maxItems) return "";
  return `at most ${items(maxItems)} allowed, got ${many}`;
}

function items(many: number): string {
  return `${counted(many, "item")} ${many === 1 ? "is" : "are"}`;
}

function scalarOf(schema: JsonSchema, value: unknown): string {
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) {
    return "the text holds an unpaired surrogate";
  }
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (schema.type === "integer" && isNumber && (value < MIN_INT || value > MAX_INT)) {
    return `${cited(value)} is no 64-bit integer`;
  }
  const choices = schema.enum;
  if (choices) {
    if (choices.some((each) => same(each, value))) return "";
    return `${cited(value)} is none of ${listed(choices.map(cited))}`;
  }
  const { maximum, minimum } = schema;
  if (!isNumber) return "";
  if (minimum !== undefined && value < minimum) {
    return `${cited(value)} is below the minimum of ${cited(minimum)}`;
  }
  if (maximum !== undefined && value > maximum) {
    return `${cited(value)} is above the maximum of ${cited(maximum)}`;
  }
  return "";
}

/** Whether a choice is this value; between numbers and bigints `==` is exact. */
function same(choice: unknown, value: unknown): boolean {
  return typeof choice === "number" ? choice == value : choice === value;
}

/** What a schema takes, in words. */
function needed(schema: JsonSchema): string {
  const { anyOf, type } = bare(schema);
  if (!anyOf) return nameOf(type);
  const names = [...new Set(anyOf.map(needed))];
  const last = names.pop() ?? "";
  return names.length ? `${names.join(", ")} or ${last}` : last;
}
