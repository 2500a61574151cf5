/** A call is accepted by its schema exactly when it is run: by the dispatcher and by the client. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import * as testing from "./models/testing.js";
import { type Attachment, type JsonSchema, type ToolSpec, toolSet } from "./models/tools.js";

const RUNS = { numRuns: Number(process.env["RUNS"] ?? 30), seed: 1 };
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** What no schema of ours can say. */
const PROSE = new RegExp(
  [
    ": the data: URI is | attachment is needed|a URL cannot be sent as bytes",
    "a text that holds JSON|in the text, got",
    "a shape of | is no u?int|too large for float|not equally long",
    "is no 64-bit integer|unpaired surrogate",
    "the stream has no item|stands for a list on the wire|loses digits|nested deeper",
  ].join("|"),
);

/** Attachments of a host that has a file for any name. */
class Everything extends Map<string, Attachment> {
  override has(): boolean {
    return true;
  }
  override get(): Attachment {
    return PNG;
  }
}

/** The value as its schema spells it: null where it must be, nothing where it may not. */
function inFull(schema: JsonSchema, value: unknown): unknown {
  const arms = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  if (arms.length) {
    const kind = Array.isArray(value) ? "array" : typeof value;
    const arm = arms.find(({ type }) => type === kind) ?? arms[0];
    return arm && inFull(arm, value);
  }
  const { items } = schema;
  if (Array.isArray(value)) return items ? value.map((each) => inFull(items, each)) : value;
  const isObject = typeof value === "object" && value !== null;
  if (!isObject || schema.additionalProperties !== false) return value;
  const given = value as Record<string, unknown>;
  const entries = new Map(Object.entries(given));
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const required = schema.required?.includes(name) ?? false;
    const each = Object.hasOwn(given, name) ? given[name] : undefined;
    const nullable = inner.anyOf?.some(({ type }) => type === "null") ?? false;
    if (each === undefined || each === null) {
      if (!required) entries.delete(name);
      else if (nullable) entries.set(name, null);
    } else entries.set(name, inFull(inner, each));
  }
  return Object.fromEntries(entries);
}

/** JSON values that a schema takes more often than not. */
function values(schema: JsonSchema, level: number): fc.Arbitrary<unknown> {
  const anything = fc.constantFrom<unknown>(null, true, 0, 1.5, -1, "", "text", [], {}, [1], {
    a: 1,
  });
  return fc.oneof(
    { arbitrary: fitting(schema, level), weight: 12 },
    { arbitrary: anything, weight: 1 },
  );
}

function fitting(schema: JsonSchema, level = 0): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => values(each, level)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "array": {
      const { items = {}, maxItems = 3, minItems = 0 } = schema;
      // Lists in lists would multiply.
      const isDeep = level > 2 && maxItems > 1;
      return fc.array(values(items, level + 1), {
        minLength: isDeep ? minItems : Math.max(0, minItems - 1),
        maxLength: isDeep ? Math.max(minItems, 1) : maxItems + 1,
      });
    }
    case "object": {
      const inner = Object.entries(schema.properties ?? {});
      const rows = inner.map(([name, each]) => {
        const isRequired = schema.required?.includes(name) ?? false;
        const pair = values(each, level + 1).map((value): [string, unknown][] => [[name, value]]);
        return fc.oneof(
          { arbitrary: pair, weight: isRequired ? 20 : 2 },
          { arbitrary: fc.constant<[string, unknown][]>([]), weight: 1 },
        );
      });
      return fc.tuple(...rows).map((pairs) => Object.fromEntries(pairs.flat()) as unknown);
    }
    case "integer":
    case "number": {
      const ends = [schema.minimum, schema.maximum].filter((end) => end !== undefined);
      const near = ends.flatMap((end) => [end - 1, end, end + 1]);
      const integers = fc.maxSafeInteger();
      const floats = fc.float({ noNaN: true, noDefaultInfinity: true });
      // A fake, like any client without `int64 = "bigint"`, reads no others.
      return fc
        .oneof(fc.constantFrom(...(near.length ? near : [0, 1])), integers, floats)
        .filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number));
    }
    case "boolean":
      return fc.boolean();
    case "string":
      return fc.string({ maxLength: 5 });
    default:
      return fc.constant(null);
  }
}

const ajv = new Ajv2020({ strict: false, logger: false });
const fakes = new Map<string, object>();

function fakeOf({ model }: ToolSpec): object {
  const made = fakes.get(model);
  if (made) return made;
  const classes = testing as unknown as Readonly<Record<string, new () => object>>;
  const Fake = classes[`Fake${model}`];
  assert.ok(Fake, model);
  const fake = new Fake();
  fakes.set(model, fake);
  return fake;
}

// To the validator `__proto__` is no property.
const specs = toolSet.specs.filter(
  ({ parameters }) => !Object.hasOwn(parameters.properties ?? {}, "__proto__"),
);

for (const spec of specs) {
  test(spec.name, async () => {
    const takes = ajv.compile(spec.parameters);
    const fake = fakeOf(spec);
    const holds = async (args: unknown): Promise<void> => {
      const text = JSON.stringify(args);
      const before = testing.callsOf(fake).length;
      const options = { clients: { [spec.model]: fake }, attachments: new Everything() };
      const result = await toolSet.runTool(spec.name, text, options);
      const isSent = testing.callsOf(fake).length > before;
      const story = `${text}: ${result.text}`;
      assert.equal(isSent, !result.isError, story);
      const isTaken = takes(inFull(spec.parameters, JSON.parse(text)));
      if (isTaken && result.isError) assert.match(result.text, PROSE, story);
      if (!isTaken) assert.ok(result.isError, story);
      if (!isSent || !spec.outputSchema) return;
      const answer = ajv.compile(spec.outputSchema);
      assert.ok(answer(JSON.parse(result.text)), `${story}: ${ajv.errorsText(answer.errors)}`);
    };
    await fc.assert(fc.asyncProperty(fitting(spec.parameters), holds), RUNS);
  });
}
