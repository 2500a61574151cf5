/** Loops with the package openai: what a model calls is run, and it is told the results. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Demo } from "../build/demo/index.js";
import { runTools, toolSet, type ToolRun } from "../build/demo/tools.js";
import { type Said, Script, type Scripted } from "./api_server.js";
import { runner } from "./servers.js";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const COUNT = JSON.stringify({ text: "one two two", stop_words: "none", top: 1 });
const SHRINK = JSON.stringify({ image: `data:image/png;base64,${PIXEL}`, size: 8, stamp: null });

const demo = new Demo({ url: await runner("../../codegen/clarifai_codegen/serve/demo"), pat: "p" });
after(() => demo.close());

interface Outcome {
  readonly script: Script;
  readonly history: readonly unknown[];
  readonly text: string;
  readonly turns: number;
  readonly calls: readonly ToolRun[];
  readonly stopped: string;
  readonly chunks: number;
}

type Options = { maxTurns?: number; clients?: object; attachments?: Record<string, Uint8Array> };
type Way = (script: Script, options: Options) => Promise<Omit<Outcome, "script">>;

const WAYS: Readonly<Record<string, Way>> = {
  async "Chat Completions"({ openai }, options) {
    const messages = [{ role: "user" as const, content: "go" }];
    const run = await runTools(openai, { model: "m", messages, clients: demo, ...options });
    return { ...run, history: run.messages, chunks: 0 };
  },
  async "Chat Completions, streamed"({ openai }, options) {
    const messages = [{ role: "user" as const, content: "go" }];
    const all = { model: "m", messages, clients: demo, stream: true as const, ...options };
    const stream = runTools(openai, all);
    let chunks = 0;
    for await (const chunk of stream) chunks += chunk.object === "chat.completion.chunk" ? 1 : 0;
    const run = await stream.result();
    return { ...run, history: run.messages, chunks };
  },
  async Responses({ openai }, options) {
    const run = await runTools(openai, { model: "m", input: "go", clients: demo, ...options });
    return { ...run, history: run.input, chunks: 0 };
  },
  async "Responses, streamed"({ openai }, options) {
    const all = { model: "m", input: "go", clients: demo, stream: true as const, ...options };
    const stream = runTools(openai, all);
    let chunks = 0;
    for await (const event of stream) chunks += event.type.startsWith("response.") ? 1 : 0;
    const run = await stream.result();
    return { ...run, history: run.input, chunks };
  },
};

for (const [way, run] of Object.entries(WAYS)) {
  const isStreamed = way.endsWith("streamed");
  const isChat = way.startsWith("Chat");

  const played = async (
    options: Options,
    ...turns: readonly (Said | Scripted)[]
  ): Promise<Outcome> => {
    const script = await Script.of(...turns);
    try {
      return { ...(await run(script, options)), script };
    } finally {
      script.close();
    }
  };

  test(`${way}: an answer without a call ends it at once`, async () => {
    const { calls, chunks, history, script, stopped, text, turns } = await played({}, "hello");
    assert.deepEqual([text, turns, calls, stopped], ["hello", 1, [], "done"]);
    assert.equal(script.asked[0]?.tools.length, toolSet.tools.length);
    assert.equal(history.length, isChat ? 2 : 3);
    assert.equal(chunks > 0, isStreamed);
  });

  test(`${way}: a call is run by the model that is served`, async () => {
    const { calls, script, text, turns } = await played(
      {},
      [["demo__text_statistics", COUNT]],
      "two",
    );
    assert.deepEqual([text, turns], ["two", 2]);
    const [call] = calls;
    assert.equal(call?.name, "demo__text_statistics");
    assert.equal(call.arguments, COUNT);
    const told = JSON.parse(call.result.text);
    assert.deepEqual(told.frequent, [{ word: "two", count: 2 }]);
    const second = script.asked[1];
    const last = isChat ? second?.messages.at(-1)?.["content"] : second?.input.at(-1)?.["output"];
    assert.equal(last, call.result.text);
  });

  test(`${way}: calls of one turn are run together and answered in order`, async () => {
    const { calls } = await played(
      {},
      [
        ["demo__read_aloud", '{"text": "a b", "style": "loud", "pause": 0.2}'],
        ["demo__chat", '{"messages": [{"role": "user", "content": "Hello"}]}'],
      ],
      "done",
    );
    assert.deepEqual(
      calls.map(({ id, result }) => [id, result.isError]),
      [
        ["call_1_0", false],
        ["call_1_1", false],
      ],
    );
    assert.equal(calls[0]?.result.text, "A B");
  });

  test(`${way}: arguments that are no JSON are not run; the next try is`, async () => {
    const bad = '{"text": "one"';
    const { calls, turns } = await played(
      {},
      [["demo__text_statistics", bad]],
      [["demo__text_statistics", COUNT]],
      "well",
    );
    assert.equal(turns, 3);
    assert.deepEqual(
      calls.map(({ result }) => result.isError),
      [true, false],
    );
    const what = "Expecting ',' delimiter: line 1 column 15 (char 14)";
    const told = `Invalid JSON arguments: ${what}. Send one JSON object.\nGot: ${bad}`;
    assert.equal(calls[0]?.result.text, told);
  });

  test(`${way}: a tool that there is not, wrong values and an error are told`, async () => {
    const { calls } = await played(
      {},
      [
        ["nothing", "{}"],
        ["demo__text_statistics", '{"text": 5, "stop_words": "x", "top": 99}'],
        ["demo__describe_image", '{"image": "data:,text", "colors": null}'],
      ],
      "sorry",
    );
    assert.match(calls[0]?.result.text ?? "", /^There is no tool "nothing". Known: demo__chat, /);
    assert.equal(
      calls[1]?.result.text,
      "The call of demo__text_statistics was not run. 3 problems:\n" +
        "- text: a string is needed, got an integer\n" +
        '- stop_words: "x" is none of "none", "english", "french", "german"\n' +
        "- top: 99 is above the maximum of 20",
    );
    assert.match(
      calls[2]?.result.text ?? "",
      /^demo__describe_image failed: 10020 .*cannot identify/,
    );
    assert.ok(calls.every(({ result }) => result.isError && result.parts.length === 0));
  });

  test(`${way}: an image is shown, and can be named in the next call`, async () => {
    const again = JSON.stringify({ image: "image_1", colors: 1 });
    const { calls, script } = await played(
      {},
      [
        ["demo__make_thumbnail", SHRINK],
        ["demo__make_thumbnail", SHRINK],
      ],
      [["demo__describe_image", again]],
      "small",
    );
    assert.deepEqual(
      calls.map(({ result }) => result.parts.map(({ mime, name }) => [name, mime])),
      [[["image_1", "image/png"]], [["image_2", "image/png"]], []],
    );
    assert.equal(JSON.parse(calls[2]?.result.text ?? "").format, "PNG");
    const [, second] = script.asked;
    const bytes = calls[0]?.result.parts[0]?.bytes ?? new Uint8Array();
    const url = `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
    if (isChat) {
      const [, , first, other, shown] = second?.messages ?? [];
      assert.equal(first?.["content"], "See file image_1.");
      assert.equal(other?.["content"], "See file image_2.");
      const content = shown?.["content"] as { type: string; image_url?: { url: string } }[];
      assert.equal(shown?.["role"], "user");
      assert.deepEqual(content[1]?.image_url, { url });
      assert.equal(content.filter(({ type }) => type === "image_url").length, 2);
    } else {
      const output = second?.input.at(-2)?.["output"] as { type: string; image_url?: string }[];
      assert.deepEqual(
        output.map(({ type }) => type),
        ["input_text", "input_image"],
      );
      assert.equal(output[1]?.image_url, url);
    }
  });

  test(`${way}: it ends at the turn cap, with each call answered`, async () => {
    const call = [["demo__text_statistics", COUNT]] as const;
    const { calls, script, stopped, turns } = await played({ maxTurns: 2 }, call, call, "never");
    assert.deepEqual([stopped, turns, calls.length], ["maxTurns", 2, 2]);
    assert.equal(script.asked.length, 2);
  });

  test(`${way}: arguments that were cut are not run`, async () => {
    const said = [["demo__text_statistics", '{"text": "o"}']] as const;
    const { calls } = await played({}, { said, isCut: true }, "short");
    const what = "the answer ended at its length limit";
    const told = `Invalid JSON arguments: ${what}. Send one JSON object.\nGot: {"text": "o"}`;
    assert.equal(calls[0]?.result.text, told);
  });
}

test("an answer that is none ends a loop, and says so", async () => {
  for (const said of ["", "hello"]) {
    const script = await Script.of(said);
    const messages = [{ role: "user" as const, content: "go" }];
    const run = await runTools(script.openai, { model: "m", messages });
    assert.deepEqual([run.stopped, run.messages.length], said ? ["done", 2] : ["empty", 1]);
    script.close();
  }
});

test("options of the request go with it, those of tools do not", async () => {
  const script = await Script.of("hello");
  const messages = [{ role: "user" as const, content: "go" }];
  await runTools(script.openai, { model: "m", messages, temperature: 0, maxItems: 3 });
  const { messages: sent, tools, ...rest } = script.asked[0] ?? {};
  assert.deepEqual(rest, { model: "m", temperature: 0 });
  assert.deepEqual([sent?.length, tools?.length], [1, 5]);
  assert.equal(messages.length, 1);
  script.close();
});

test("a signal ends a loop in the middle of a call", async () => {
  const script = await Script.of([["demo__read_aloud", '{"text": "a b c d", "pause": 2}']], "no");
  const ending = new AbortController();
  const loop = runTools(script.openai, {
    model: "m",
    input: "go",
    clients: demo,
    signal: ending.signal,
    onChunk: () => ending.abort(),
  });
  await assert.rejects(loop, { name: "AbortError" });
  assert.equal(script.asked.length, 1);
  script.close();
});

test("what the API refuses is the caller's", async () => {
  const script = await Script.of();
  const refused = runTools(script.openai, { model: "m", input: "go" });
  await assert.rejects(refused, { status: 400 });
  script.close();
});

test("a stream can be left, or read by asking for its result", async () => {
  const script = await Script.of("hello", [["demo__text_statistics", COUNT]], "end");
  const options = { model: "m", input: "go", stream: true, clients: demo } as const;
  const left = runTools(script.openai, options);
  for await (const _ of left) break;
  await assert.rejects(left.result(), /left before its end/);
  const { calls, text } = await runTools(script.openai, options).result();
  assert.deepEqual([calls.length, text], [1, "end"]);
  script.close();
});
