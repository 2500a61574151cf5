/** What a model is told of a call is the same as in Python, whose verdicts are replayed. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  type Call,
  type CallOptions,
  Client,
  type ClientOptions,
  Method,
  type ModelId,
  STR,
} from "../build/runtime/index.js";
import { type JsonSchema, ToolSet } from "../build/runtime/tools/index.js";
import { parseJson } from "../build/runtime/tools/json_text.js";
import { ROOT } from "./servers.js";

const MODEL: ModelId = { userId: "u", appId: "a", modelId: "m" };
const RUN = new Method({ name: "run", parameters: [], result: STR });

/** A client whose method has no parameters of its own, so that nothing is converted. */
class Anything {
  static readonly model: ModelId = MODEL;
  readonly #client: Client;

  constructor(options: ClientOptions | Client = {}) {
    this.#client = Client.of(MODEL, options);
  }

  run(input: object, options?: CallOptions): Call<string> {
    return this.#client.unary(RUN, input, options);
  }
}

interface Told {
  readonly tool: string;
  readonly parameters: JsonSchema;
  readonly rows: readonly { readonly arguments: unknown; readonly text: string | null }[];
}

const lines = readFileSync(`${ROOT}tests/tools/verdicts.json`, "utf-8").split("\n").slice(1, -2);
const told = lines.map((line) => read(line.replace(/,$/, "")));

/** Some arguments are integers that JSON.parse would round; some schemas nest too deeply for us. */
function read(line: string): Told {
  const told = JSON.parse(line) as Told;
  return /\d{16}/.test(line) ? { ...(parseJson(line) as Told), parameters: told.parameters } : told;
}

test("all verdicts are those of Python", async () => {
  const ran = { run: async () => "it was run" };
  const differing: unknown[] = [];
  let many = 0;
  for (const { parameters, rows, tool: name } of told) {
    const tool = { name, parameters, description: "", strict: false };
    const set = new ToolSet([[{ ...tool, client: Anything, model: "Anything", method: "run" }]]);
    for (const { arguments: args, text } of rows) {
      many += 1;
      const result = await set.runTool(name, args, { clients: ran });
      const wanted = text ?? "it was run";
      if (result.text !== wanted) differing.push({ name, args, is: result.text, wanted });
    }
  }
  assert.ok(many > 500, `${many} verdicts`);
  assert.deepEqual(differing.slice(0, 5), [], `${differing.length} of ${many} differ`);
});
