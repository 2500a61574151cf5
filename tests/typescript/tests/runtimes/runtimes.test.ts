/** The client in Bun and Deno, unbuilt; `BUN` and `DENO` say where they are, if not on the PATH. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { runner } from "../servers.js";
import { BUILD, withTsSpecifiers } from "../outputs.js";

const url = await runner("every_kind");

/** A command, where the output is, what its imports end in, and the arguments. */
const RUNTIMES: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["bun", BUILD, "js", ["run"]],
  ["deno", withTsSpecifiers(), "ts", ["run", "--allow-all", "--no-check"]],
];

const CALLS = `
  const client = new EveryKind({ url: ${JSON.stringify(url)}, maxRetries: 0 });
  const first = async () => {
    for await (const item of client.generate_str({ x: "a" })) return item;
  };
  const bytes = new Uint8Array(1_000_000);
  console.log(JSON.stringify([
    await client.echo_str({ x: "ž" }),
    (await client.echo_image({ x: { bytes } })).bytes.length,
    await client.generate_str({ x: "a" }).collect(),
    await first(),
    await client.stream_str({ items: ["a", "b"] }).collect(),
    (await client.echo_str({ x: "a" }, { timeoutMs: 0.001 }).catch((error) => error)).kind,
  ]));`;

for (const [name, output, end, args] of RUNTIMES) {
  test(`${name}: one answer, streams of both kinds, a deadline, and a program that ends`, () => {
    const program = `${output}/program.ts`;
    writeFileSync(program, `import { EveryKind } from "./index.${end}";${CALLS}`);
    const command = process.env[name.toUpperCase()] ?? name;
    const shown = execFileSync(command, [...args, program], { timeout: 30_000, cwd: output });
    const wanted = ["ž", 1_000_000, ["a", "a"], "a", ["a", "b"], "deadline"];
    assert.deepEqual(JSON.parse(shown.toString()), wanted);
  });
}
