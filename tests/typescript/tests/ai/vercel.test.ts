/** Tools in the Vercel AI SDK: the package ai runs them, and tells a model the results. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as ai from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { ClarifaiError } from "../../build/demo/index.js";
import { callsOf, FakeDemo } from "../../build/demo/testing.js";
import { toolSet, vercelTools } from "../../build/demo/tools.js";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
const URL = "https://example.com/a.png";

type Answer = Awaited<ReturnType<InstanceType<typeof MockLanguageModelV3>["doGenerate"]>>;

const USAGE: Answer["usage"] = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** A model that calls a tool, and then says something. */
function calling(toolName: string, input: string): MockLanguageModelV3 {
  const call = { type: "tool-call", toolCallId: "1", toolName, input } as const;
  const answers: Answer[] = [
    {
      content: [call],
      finishReason: { unified: "tool-calls", raw: undefined },
      usage: USAGE,
      warnings: [],
    },
    {
      content: [{ type: "text", text: "done" }],
      finishReason: { unified: "stop", raw: undefined },
      usage: USAGE,
      warnings: [],
    },
  ];
  return new MockLanguageModelV3({ doGenerate: answers });
}

/** What the model was told of its call. */
async function told(
  toolName: string,
  input: string,
  clients: FakeDemo = new FakeDemo(),
): Promise<unknown> {
  const model = calling(toolName, input);
  const tools = vercelTools(ai, { clients });
  const { text } = await ai.generateText({
    model,
    tools,
    prompt: "go",
    stopWhen: ai.stepCountIs(3),
  });
  assert.equal(text, "done");
  const [, second] = model.doGenerateCalls;
  const message = second?.prompt.at(-1);
  assert.equal(message?.role, "tool");
  const [part] = message.content;
  assert.equal(part?.type, "tool-result");
  return part.output;
}

test("a model is offered the tools with their schemas", async () => {
  const model = calling("demo__read_aloud", '{"text": "a", "style": null, "pause": null}');
  await ai.generateText({
    model,
    tools: vercelTools(ai, { clients: new FakeDemo() }),
    prompt: "go",
  });
  const offered = model.doGenerateCalls[0]?.tools?.map((tool) => {
    assert.equal(tool.type, "function");
    const { description, inputSchema, name, strict } = tool;
    return { name, description, parameters: inputSchema, strict };
  });
  assert.deepEqual(
    offered,
    toolSet.tools.map((tool) => tool.function),
  );
});

test("what the model calls is run, with nulls for what it leaves out", async () => {
  const clients = new FakeDemo({ answers: { read_aloud: [["one ", "two"]] } });
  const input = '{"text": "x", "style": null, "pause": null}';
  assert.deepEqual(await told("demo__read_aloud", input, clients), {
    type: "text",
    value: "one two",
  });
  assert.deepEqual(callsOf(clients), [{ method: "read_aloud", input: { text: "x" } }]);
});

test("an image is shown to the model", async () => {
  const clients = new FakeDemo({ answers: { make_thumbnail: { bytes: PNG } } });
  const input = JSON.stringify({ image: URL, size: null, stamp: null });
  assert.deepEqual(await told("demo__make_thumbnail", input, clients), {
    type: "content",
    value: [
      { type: "text", text: "See file image_1." },
      { type: "image-data", data: Buffer.from(PNG).toString("base64"), mediaType: "image/png" },
    ],
  });
});

test("what is wrong, and what fails, is told as an error", async () => {
  const wrong = JSON.stringify({ image: URL, colors: 99 });
  assert.deepEqual(await told("demo__describe_image", wrong), {
    type: "error-text",
    value:
      "The call of demo__describe_image was not run. 1 problem:\n" +
      "- colors: 99 is above the maximum of 16",
  });
  const clients = new FakeDemo({ answers: { chat: new ClarifaiError("model", "Failure") } });
  assert.deepEqual(await told("demo__chat", '{"messages": []}', clients), {
    type: "error-text",
    value: "demo__chat failed: Failure",
  });
});

test("version 5 gives the output itself, and has one kind of part for files", () => {
  const tool = vercelTools(ai)["demo__make_thumbnail"];
  const file = {
    kind: "image",
    name: "image_1",
    mime: "image/png",
    data: "AA==",
    url: "",
  } as const;
  const output = { text: "See file image_1.", isError: false, files: [file] };
  const shown = tool?.toModelOutput(output as unknown as { output: typeof output });
  assert.deepEqual(shown?.value, [
    { type: "text", text: "See file image_1." },
    { type: "media", data: "AA==", mediaType: "image/png" },
  ]);
});
