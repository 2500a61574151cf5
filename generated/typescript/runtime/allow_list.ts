// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a handler lets through: which methods of which models. */

import { Code, ConnectError } from "@connectrpc/connect";
import { METHOD_NAME } from "./core.js";
import { ClarifaiError } from "./errors.js";
import type { Input, PostModelOutputsRequest } from "./messages.js";
import type { ModelId } from "./method.js";
import { nearest } from "./nearest.js";
import { isObject, quoted } from "./types.js";

/** A generated class: the model that it calls, and that model's methods. */
export interface ModelClass {
  readonly model: ModelId;
  readonly methods: readonly string[];
}

/** Some methods of a generated class. */
export interface SomeMethods<C extends ModelClass = ModelClass> {
  readonly model: C;
  readonly methods: readonly C["methods"][number][];
}

/** An entry of an allow-list: a generated class with all of its methods, or with some. */
export type Allowed = ModelClass | SomeMethods;

/** Entries of which each names methods that its class has. */
export type AllowList<T extends readonly Allowed[]> = {
  readonly [K in keyof T]: T[K] extends ModelClass
    ? T[K]
    : T[K] extends { readonly model: infer C extends ModelClass }
      ? SomeMethods<C>
      : Allowed;
};

/** A model that may be called, and by which methods. */
interface Rule {
  readonly model: ModelId;
  readonly methods: Set<string>;
}

/** The longest part of a page's own text that a refusal shows. */
const SHOWN = 80;

/** Knows what may be called, and refuses everything else. */
export class Gate {
  readonly #rules: Map<string, Rule> = new Map();

  constructor(entries: readonly Allowed[]) {
    for (const [position, entry] of entries.entries()) {
      const { known, methods, model } = readEntry(entry, position);
      const key = keyOf(model.userId, model.appId, model.modelId, model.versionId);
      const rule = this.#rules.get(key) ?? { model, methods: new Set() };
      for (const name of methods) {
        if (!known.includes(name)) throw noMethod(name, known, position);
        rule.methods.add(name);
      }
      this.#rules.set(key, rule);
    }
    if (this.#rules.size === 0) throw bad("models is empty, so that nothing could be called");
  }

  /** The model of a request. Throws PERMISSION_DENIED where anything is off the list. */
  admit(request: PostModelOutputsRequest): ModelId {
    const { modelId, userAppId, versionId } = request;
    const ids = [userAppId?.userId, userAppId?.appId, modelId, versionId];
    const rule = this.#rules.get(keyOf(...ids));
    if (!rule) throw off(`the model ${shown(ids.filter(Boolean).join("/"))}`);
    const names = request.inputs.length ? request.inputs.map(methodOf) : [""];
    for (const name of names) {
      if (!rule.methods.has(name)) throw off(`the method ${shown(name)} of ${shown(modelId)}`);
    }
    return rule.model;
  }
}

/** The method that an input names; empty where it names none, or several. */
export function methodOf({ data }: Input): string {
  const fields = (data?.metadata?.fields ?? []).filter(({ key }) => key === METHOD_NAME);
  const kind = fields.length === 1 ? fields[0]?.value?.kind : undefined;
  return kind?.case === "stringValue" ? kind.value : "";
}

function keyOf(...ids: readonly (string | undefined)[]): string {
  return JSON.stringify(ids.map((id) => id ?? ""));
}

function readEntry(
  entry: Allowed,
  position: number,
): { model: ModelId; known: readonly string[]; methods: readonly string[] } {
  const of: unknown = isClass(entry.model) ? entry.model : entry;
  if (!isClass(of) || !Array.isArray(entry.methods)) {
    throw bad(
      `models[${position}] is neither a generated class nor {model: CLASS, methods: [...]}`,
    );
  }
  return { model: of.model, known: of.methods, methods: entry.methods };
}

function isClass(value: unknown): value is ModelClass {
  if (typeof value !== "function" && !isObject(value)) return false;
  const { methods, model } = value as { methods?: unknown; model?: unknown };
  return Array.isArray(methods) && isObject(model);
}

function bad(what: string): ClarifaiError {
  return new ClarifaiError("invalidArgument", what);
}

function noMethod(name: string, known: readonly string[], position: number): ClarifaiError {
  const near = nearest(name, known);
  const hint = near ? `; did you mean ${quoted(near)}?` : "";
  return bad(`models[${position}] has no method ${quoted(name)}, only ${known.join(", ")}${hint}`);
}

function off(what: string): ConnectError {
  return new ConnectError(`${what} is not on this handler's list`, Code.PermissionDenied);
}

function shown(text: string): string {
  return quoted(text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text);
}
