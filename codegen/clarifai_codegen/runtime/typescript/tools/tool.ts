// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Tools: what generated modules tell of them, and how models are told. */

import type { Call } from "../call.js";
import { Client } from "../client.js";
import { propertyOf } from "../containers.js";
import { ClarifaiError } from "../errors.js";
import type { Method, ModelId, Parameter } from "../method.js";
import type { CallOptions, ClientOptions } from "../options.js";
import type { Stream } from "../stream.js";
import { type JsonValue, quoted } from "../types.js";
import { refusal, type ToolProblem } from "./problems.js";
import { type JsonSchema, mayLack, propertyIn } from "./schema.js";
import { checked } from "./validate.js";

/** A generated class. */
export interface ClientClass {
  readonly model: ModelId;
  new (options?: ClientOptions | Client): object;
}

/** A method of a model as a tool, as generated code describes it. */
export interface ToolSpec {
  /** The name under which models call it: `demo__chat`. */
  readonly name: string;
  readonly description: string;
  /** The schema of its arguments, by their names on the wire. */
  readonly parameters: JsonSchema;
  /** Whether `parameters` keeps to the strict subset of JSON Schema. */
  readonly strict: boolean;
  /** The schema of the JSON that its results hold. */
  readonly outputSchema?: JsonSchema;
  /** Arguments that are sent with each call, and that models are not told of. */
  readonly fixed?: Readonly<Record<string, JsonValue>>;
  readonly client: ClientClass;
  /** The class's name in its module, which bundlers do not change. */
  readonly model: string;
  /** The client's method. */
  readonly method: string;
}

/** A function of Chat Completions. */
export interface ChatTool {
  type: "function";
  function: {
    name: string;
    description: string;
    parameters: Record<string, unknown>;
    strict: boolean;
  };
}

/** A function of Responses. */
export interface ResponsesTool {
  type: "function";
  name: string;
  description: string;
  parameters: Record<string, unknown>;
  strict: boolean;
  output_schema?: Record<string, unknown>;
}

/** What is changed of a tool. */
export interface ToolChange {
  /** Parameters that are left to the model's default. */
  readonly hide?: readonly string[] | undefined;
  /** Parameters and the JSON values that are sent with each call. */
  readonly fixed?: Readonly<Record<string, JsonValue>> | undefined;
}

/** A tool, and the method beneath it. */
export class Tool {
  readonly spec: ToolSpec;
  #method: Method<unknown> | undefined;

  constructor(spec: ToolSpec) {
    this.spec = spec;
  }

  get name(): string {
    return this.spec.name;
  }

  /** The method's table. */
  get method(): Method<unknown> {
    this.#method ??= methodOf(this.spec);
    return this.#method;
  }

  /** A parameter by its name on the wire. */
  parameter(name: string): Parameter | undefined {
    return this.method.parameters.find((each) => each.name === name);
  }

  chat(): ChatTool {
    const { description, name, strict } = this.spec;
    const parameters = { ...this.spec.parameters };
    return { type: "function", function: { name, description, parameters, strict } };
  }

  responses(): ResponsesTool {
    const { description, name, outputSchema, strict } = this.spec;
    const parameters = { ...this.spec.parameters };
    const told: ResponsesTool = { type: "function", name, description, parameters, strict };
    if (outputSchema) told.output_schema = { ...outputSchema };
    return told;
  }

  /** The tool with parameters hidden or fixed. Throws ClarifaiError where that cannot be. */
  changed({ fixed = {}, hide = [] }: ToolChange): Tool {
    const { parameters: schema } = this.spec;
    const gone = [...hide, ...Object.keys(fixed)];
    for (const name of gone) {
      const inner = propertyIn(schema, name);
      if (!inner) throw bad(`${this.name} has no parameter ${quoted(name)}`);
      if (hide.includes(name) && !mayLack(schema, name)) {
        throw bad(`${this.name} needs ${quoted(name)}: fix its value instead of hiding it`);
      }
      if (!Object.hasOwn(fixed, name)) continue;
      const problems: ToolProblem[] = [];
      checked(inner, fixed[name], name, problems);
      if (problems.length) throw bad(refusal(this.name, problems));
    }
    const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !gone.includes(name));
    const required = (schema.required ?? []).filter((name) => !gone.includes(name));
    const parameters = { ...schema, properties: Object.fromEntries(kept), required };
    return new Tool({ ...this.spec, parameters, fixed: { ...this.spec.fixed, ...fixed } });
  }

  /** Call a client with converted arguments, by their names on the wire. */
  call(client: object, values: Readonly<Record<string, unknown>>, options: CallOptions): Answer {
    const method: unknown = (client as Readonly<Record<string, unknown>>)[this.spec.method];
    if (typeof method !== "function") {
      throw bad(`the client for ${this.name} has no method ${quoted(this.spec.method)}`);
    }
    const entries = Object.entries(values).map(([name, value]): [string, unknown] => {
      const parameter = this.parameter(name);
      return [parameter ? propertyOf(parameter) : name, value];
    });
    return method.call(client, Object.fromEntries(entries), options) as Answer;
  }
}

/** What a client's method gives: a value to come, or a stream. */
export type Answer = PromiseLike<unknown> | AsyncIterable<unknown>;

function bad(what: string): ClarifaiError {
  return new ClarifaiError("invalidArgument", what);
}

const NOWHERE: ClientOptions = { url: "grpc://127.0.0.1:1" };

/** Notes which method a generated class calls, and calls nothing. */
class Probe extends Client {
  found: Method<unknown> | undefined;

  constructor() {
    super({}, NOWHERE);
  }

  override unary<T>(method: Method<T>): Call<T> {
    this.found = method;
    return undefined as unknown as Call<T>;
  }

  override stream<T>(method: Method<T>): Stream<T> {
    this.found = method;
    return undefined as unknown as Stream<T>;
  }
}

/** The table of a method: a generated class holds it, and shows it to its client alone. */
function methodOf({ client, method, name }: ToolSpec): Method<unknown> {
  const probe = new Probe();
  const instance: object = new client(probe);
  const called: unknown = (instance as Readonly<Record<string, unknown>>)[method];
  if (typeof called === "function") called.call(instance, {});
  if (!probe.found) throw bad(`${name}: the client has no method ${quoted(method)}`);
  return probe.found;
}
