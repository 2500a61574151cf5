// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The tables that generated clients hold: a model's ids, its methods, their parameters. */

import { create } from "@bufbuild/protobuf";
import { between, type Bound, type Check, type Choice, oneOf } from "./checks.js";
import { type Codec, type Pending, Refusal } from "./codec.js";
import { propertyOf, writePart } from "./containers.js";
import { ClarifaiError } from "./errors.js";
import { type Data, DataSchema, type Output } from "./messages.js";
import { nearest } from "./nearest.js";
import { member, quoted } from "./types.js";

/** Which model a client calls, as the lock knows it. */
export interface ModelId {
  readonly userId?: string;
  readonly appId?: string;
  readonly modelId?: string;
  readonly versionId?: string;
  readonly baseUrl?: string;
  /** The environment variable that holds the PAT. */
  readonly patEnv?: string;
  /** The digest of the signatures that the client was generated from. */
  readonly digest?: string;
}

/** How a method is called. */
export type MethodKind = "unary" | "serverStream" | "bidirectional";

/** One parameter: its name on the wire, how its values are sent, what is allowed. */
export interface Parameter {
  readonly name: string;
  readonly codec: Codec<unknown>;
  /** Its property in the input object, where it differs from the name. */
  readonly property?: string;
  /** It may be left out. */
  readonly optional?: boolean;
  /** It may be null, which means the same as leaving it out. */
  readonly nullable?: boolean;
  /** Set only where the value must be sent even when it was not given. */
  readonly default?: unknown;
  readonly choices?: readonly Choice[];
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  /** Its values are the items of the caller's stream. */
  readonly stream?: boolean;
}

/** A method as generated code describes it. */
export interface MethodSpec<T> {
  /** Its name on the wire. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Codec<T>;
  /** @defaultValue "unary" */
  readonly kind?: MethodKind;
  /**
   * The id of the answer's part; empty where the method has several outputs.
   * @defaultValue "return"
   */
  readonly output?: string;
  /** It is `openai_transport`, whose errors are texts. */
  readonly openai?: boolean;
}

type Arguments = Readonly<Record<string, unknown>>;

/** One method of a model: what it takes, what it gives, how it is called. */
export class Method<T> {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Codec<T>;
  readonly kind: MethodKind;
  readonly output: string;
  readonly openai: boolean;
  readonly #checks: readonly (Check | undefined)[];

  constructor(spec: MethodSpec<T>) {
    const { name, parameters, result, kind = "unary", output = "return", openai = false } = spec;
    this.name = name;
    this.parameters = parameters;
    this.result = result;
    this.kind = kind;
    this.output = output;
    this.openai = openai;
    this.#checks = parameters.map(checkOf);
  }

  /**
   * Write the arguments as parts of `data`; a stream's items are not among them.
   * Throws ClarifaiError that names the argument.
   */
  write(data: Data, input: Arguments, validate: boolean, pending: Pending): void {
    this.#refuseUnknown(input);
    for (const [position, parameter] of this.parameters.entries()) {
      if (parameter.stream) continue;
      let value = member(input, propertyOf(parameter));
      let check = validate ? this.#checks[position] : undefined;
      if (value === undefined || (value === null && parameter.nullable)) {
        if (!isOptional(parameter)) throw this.#missing(parameter);
        // A server takes a missing first LIST from the parts of the other arguments.
        if (position > 0 || !parameter.codec.trapped) continue;
        value = parameter.default ?? [];
        // What the server would take is right, whatever its bounds.
        check = undefined;
      }
      this.#write(data, parameter, value, check, pending);
    }
  }

  /** Write one item of the streamed parameter as a part of `data`. */
  writeItem(data: Data, item: unknown, validate: boolean, pending: Pending): void {
    const parameter = this.streamed;
    const check = this.#checks[this.parameters.indexOf(parameter)];
    this.#write(data, parameter, item, validate ? check : undefined, pending);
  }

  /** The parameter whose values are the items of the caller's stream. */
  get streamed(): Parameter {
    const found = this.parameters.find((each) => each.stream);
    if (!found) throw new TypeError(`${this.name} takes no stream`);
    return found;
  }

  /** The value of one output. Throws ClarifaiError where it does not fit. */
  read(output: Output, requestId: string): T {
    try {
      return this.result.decode(this.#dataOf(output));
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw new ClarifaiError("model", `the answer does not fit the signature: ${what}`, {
        method: this.name,
        requestId,
        cause: error,
      });
    }
  }

  /**
   * Where an output holds the value: in a part of its own, or, after a request without parts,
   * in the output itself.
   */
  #dataOf(output: Output): Data {
    const data = output.data ?? create(DataSchema);
    const [part] = data.parts;
    if (!this.output || data.parts.length !== 1 || part?.id !== this.output) return data;
    const inner = part.data;
    // Named fields that are one field of that name look the same in both forms.
    const { fields } = this.result;
    const isOwnField = fields?.length === 1 && fields[0]?.name === this.output;
    if (isOwnField && !inner?.parts.length) return data;
    return inner ?? create(DataSchema);
  }

  #write(
    data: Data,
    parameter: Parameter,
    value: unknown,
    check: Check | undefined,
    pending: Pending,
  ): void {
    naming(propertyOf(parameter), this.name, () => {
      writePart(data, parameter.name, parameter.codec, value, pending);
      check?.(value);
    });
  }

  #missing(parameter: Parameter): ClarifaiError {
    return new ClarifaiError(
      "argumentType",
      `argument ${quoted(propertyOf(parameter))} is missing`,
      {
        method: this.name,
      },
    );
  }

  #refuseUnknown(input: Arguments): void {
    const known = this.parameters.map(propertyOf);
    const unknown = Object.keys(input).find(
      (key) => !known.includes(key) && input[key] !== undefined,
    );
    if (unknown === undefined) return;
    const near = nearest(unknown, known);
    let hint = near ? `; did you mean ${quoted(near)}?` : `; it has ${known.join(", ")}`;
    if (known.length === 0) hint = "; it has none";
    throw new ClarifaiError("argumentType", `no parameter ${quoted(unknown)}${hint}`, {
      method: this.name,
    });
  }
}

/** Write an argument; a refusal of its value becomes the error that names it. */
export function naming(argument: string, method: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const what = `argument ${quoted(argument)}${error.where}: ${error.message}`;
    throw new ClarifaiError(error.kind, what, { method });
  }
}

function isOptional(parameter: Parameter): boolean {
  return parameter.optional || parameter.nullable || parameter.default !== undefined;
}

function checkOf({ choices, minimum, maximum }: Parameter): Check | undefined {
  if (choices?.length) return oneOf(choices);
  return minimum === undefined && maximum === undefined ? undefined : between(minimum, maximum);
}
