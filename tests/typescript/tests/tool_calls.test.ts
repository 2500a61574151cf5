/** Calls of tools, one by one: what is run, what a model is told, what comes back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ClarifaiError, Media } from "../build/demo/index.js";
import { callsOf, FakeDemo } from "../build/demo/testing.js";
import { runTool, ToolSet, toolSet } from "../build/demo/tools.js";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
const COUNT = "demo__text_statistics";
const LOOK = "demo__describe_image";

function fake(answers: Record<string, unknown> = {}): FakeDemo {
  return new FakeDemo({ answers });
}

/** What the client was given by a call. */
async function given(tool: string, args: unknown, options: object = {}): Promise<unknown> {
  const clients = fake();
  const result = await runTool(tool, args, { clients, ...options });
  assert.equal(result.isError, false, result.text);
  return callsOf(clients)[0]?.input;
}

/** What a model is told of a call that is not run. */
async function refused(tool: string, args: unknown, options: object = {}): Promise<string> {
  const clients = fake();
  const { isError, text, value } = await runTool(tool, args, { clients, ...options });
  assert.deepEqual([isError, value, callsOf(clients).length], [true, undefined, 0]);
  return text;
}

test("arguments may be JSON or what it means; null is what is left out", async () => {
  const wanted = { text: "a", top: 5 };
  assert.deepEqual(await given(COUNT, '{"text": "a", "stop_words": null, "top": 5.0}'), wanted);
  assert.deepEqual(await given(COUNT, { text: "a", top: 5 }), wanted);
  assert.deepEqual(await given(COUNT, '{"text": "x", "text": "a", "top": 5}'), wanted);
});

test("nothing at all is no arguments", async () => {
  const missing = `The call of ${COUNT} was not run. 1 problem:\n- text: missing`;
  for (const args of ["", null, undefined, "null", "{}"]) {
    assert.equal(await refused(COUNT, args), missing);
  }
});

const BROKEN: readonly (readonly [args: string, what: string])[] = [
  ["{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"],
  ['{"a"}', "Expecting ':' delimiter: line 1 column 5 (char 4)"],
  ['{"a": NaN}', "Expecting value: line 1 column 7 (char 6)"],
  ['{"a":\n 1e999}', "Number out of range: line 2 column 2 (char 7)"],
  ['{"a": "b', "Unterminated string starting at: line 1 column 7 (char 6)"],
  ['{"a": "\\x"}', "Invalid \\escape: line 1 column 8 (char 7)"],
  ['{"a": 1} 2', "Extra data: line 1 column 10 (char 9)"],
  ["[1]", "an object is needed, got an array"],
];

for (const [args, what] of BROKEN) {
  test(`${args} is not run`, async () => {
    const told = `Invalid JSON arguments: ${what}. Send one JSON object.\nGot: ${args}`;
    assert.equal(await refused(COUNT, args), told);
  });
}

test("what is nested without end is not read", async () => {
  const text = await refused(COUNT, '{"text":'.repeat(100_000));
  assert.match(text, /^Invalid JSON arguments: Nested deeper than 64 levels: line 1 column 513/);
  assert.ok(text.length < 700);
});

test("all that is wrong is told, with what would be right", async () => {
  const args = { text: 1, stop_words: "x".repeat(100), top: 21.5, colour: true };
  assert.equal(
    await refused(COUNT, args),
    `The call of ${COUNT} was not run. 4 problems:\n` +
      "- text: a string is needed, got an integer\n" +
      `- stop_words: "${"x".repeat(60)}..." is none of "none", "english", "french", "german"\n` +
      "- top: an integer is needed, got a number\n" +
      "- colour: there is no such argument; known: text, stop_words, top",
  );
});

test("media come from a URL, a data URI or an attachment", async () => {
  const image = (value: unknown): object => ({ image: value });
  const at = (url: string): Media => new Media(undefined, url);
  const url = "https://example.com/a.png";
  assert.deepEqual(await given(LOOK, image(url)), image(at(url)));
  assert.deepEqual(await given(LOOK, image("HTTPS://example.com/a.png")), image(at(url)));
  const bytes = new Media(PNG, undefined);
  const uri = `data:image/png;base64,${Buffer.from(PNG).toString("base64")}`;
  assert.deepEqual(await given(LOOK, image(uri)), image(bytes));
  const kinds = [PNG, PNG.buffer, { bytes: PNG }, { blob: new Blob([PNG]) }, bytes];
  for (const cat of kinds) {
    const options = { attachments: { cat } };
    assert.deepEqual(await given(LOOK, image("cat"), options), image(bytes));
    assert.deepEqual(await given(LOOK, image("attachment:cat"), options), image(bytes));
  }
});

test("nothing else is media: no file, no other scheme, nothing too large", async () => {
  const attachments = new Map([["cat", PNG]]);
  const head = `The call of ${LOOK} was not run. 1 problem:\n- image: `;
  const needed = "an http(s) URL, a data: URI or the id of an attachment is needed";
  for (const image of ["/etc/passwd", "file:///etc/passwd", "ftp://a/b", ""]) {
    const told = `${head}${needed}, got "${image}"; attachments: cat`;
    assert.equal(await refused(LOOK, { image }, { attachments }), told);
  }
  const told = async (image: string): Promise<string> =>
    (await refused(LOOK, { image }, { attachments, maxMediaBytes: 8 })).replace(head, "");
  const large = "the file is larger than 8 bytes, the most that is taken";
  assert.equal(await told("cat"), large);
  assert.equal(await told("data:,123456789"), large);
  assert.equal(await told("data:image/png;base64,@@@"), "the data: URI is broken");
  assert.equal(await told("data:,"), "the data: URI is empty");
  assert.equal(await told("attachment:dog"), 'there is no attachment "dog"; known: cat');
});

test("answers are texts, compact JSON, or files that the text names", async () => {
  const clients = fake({
    chat: "Hello.",
    describe_image: { width: 1, height: 2, format: "PNG", palette: ["#000000"] },
    make_thumbnail: { bytes: PNG },
    read_aloud: [["one ", "two"]],
  });
  const run = async (name: string, args: object): Promise<readonly [string, unknown]> => {
    const { parts, text, value } = await runTool(name, args, { clients });
    assert.deepEqual(parts, name.endsWith("thumbnail") ? [PART] : []);
    return [text, value];
  };
  const PART = { kind: "image", name: "image_1", mime: "image/png", bytes: PNG, url: undefined };
  const image = "https://example.com/a.png";
  assert.deepEqual(await run("demo__chat", { messages: [{}] }), ["Hello.", "Hello."]);
  const [text] = await run(LOOK, { image });
  assert.equal(text, '{"width":1,"height":2,"format":"PNG","palette":["#000000"]}');
  const [see] = await run("demo__make_thumbnail", { image });
  assert.equal(see, "See file image_1.");
  assert.deepEqual(await run("demo__read_aloud", { text: "x" }), ["one two", "one two"]);
});

test("a stream is left when it has given enough", async () => {
  const seen: unknown[] = [];
  const onChunk = (tool: string, item: unknown): void => void seen.push([tool, item]);
  const run = (options: object): ReturnType<typeof runTool> => {
    const clients = fake({ read_aloud: [["one ", "two ", "three"]] });
    return runTool("demo__read_aloud", { text: "x" }, { clients, ...options });
  };
  const two = await run({ maxItems: 2, onChunk });
  assert.equal(two.text, "one two \n(the stream was left after 2 items)");
  assert.deepEqual(seen, [
    ["demo__read_aloud", "one "],
    ["demo__read_aloud", "two "],
  ]);
  const five = await run({ maxCharacters: 5 });
  assert.deepEqual(
    [five.text, five.value],
    ["one t\n(the stream was left after 5 characters)", "one t"],
  );
  assert.equal((await run({ maxText: 4 })).text, "one \n(cut: 4 of 13 characters)");
});

test("an error of the model is told, without its traces and secrets", async () => {
  const details =
    "cannot read https://user:pw@example.com/a?token=s3cret with Key abc\n" +
    "Traceback (most recent call last):\n  File x";
  const facts = { statusCode: 10020, statusName: "FAILURE", details };
  const clients = fake({ chat: new ClarifaiError("model", "Failure", facts) });
  const { isError, text } = await runTool("demo__chat", { messages: [{}] }, { clients });
  assert.equal(isError, true);
  const message = "Failure (cannot read https://example.com/a with Key ...";
  assert.equal(text, `demo__chat failed: 10020 ${message}`);
});

test("what no model can mend is thrown", async () => {
  for (const kind of ["authentication", "permissionDenied", "rateLimit"] as const) {
    const clients = fake({ chat: new ClarifaiError(kind, "no") });
    await assert.rejects(runTool("demo__chat", { messages: [{}] }, { clients }), { kind });
  }
  const clients = { demo: 1 };
  const wrong = { kind: "argumentType", message: /there is no Demo among the clients/ };
  await assert.rejects(
    toolSet.runTool("demo__chat", { messages: [] }, { clients: [{}, clients] }),
    wrong,
  );
  await assert.rejects(
    runTool("demo__chat", {}, { maxitems: 3 } as object),
    /did you mean 'maxItems'/,
  );
});

test("clients are told apart by their class, or by its name", async () => {
  for (const clients of [fake(), [fake()], { Demo: fake() }]) {
    assert.equal((await runTool("demo__read_aloud", { text: "x" }, { clients })).isError, false);
  }
  const own = { chat: async () => "mine" };
  for (const clients of [own, { Demo: own }]) {
    assert.equal((await runTool("demo__chat", { messages: [] }, { clients })).text, "mine");
  }
});

test("arguments can be hidden and fixed, tools left out", async () => {
  const set = toolSet.with({
    only: [COUNT, "demo__read_aloud"],
    hide: { [COUNT]: ["stop_words"], demo__read_aloud: ["pause", "style"] },
    fixed: { [COUNT]: { top: 7 } },
  });
  assert.deepEqual(
    set.tools.map((tool) => Object.keys(tool.function.parameters["properties"] as object)),
    [["text"], ["text"]],
  );
  const clients = fake();
  await set.runTool(COUNT, { text: "a" }, { clients });
  assert.deepEqual(callsOf(clients)[0]?.input, { text: "a", top: 7 });
  const { text } = await set.runTool(COUNT, { text: "a", top: 2 }, { clients });
  assert.match(text, /- top: there is no such argument; known: text$/);
  assert.deepEqual(set.responsesTools[0]?.parameters["required"], ["text"]);
});

test("what cannot be hidden or fixed is refused", () => {
  const change = (...args: Parameters<ToolSet["with"]>): unknown => toolSet.with(...args);
  assert.throws(() => change({ only: ["nothing"] }), /There is no tool "nothing"/);
  assert.throws(() => change({ hide: { [COUNT]: ["text"] } }), /needs 'text'/);
  assert.throws(() => change({ hide: { [COUNT]: ["x"] } }), /has no parameter 'x'/);
  assert.throws(() => change({ fixed: { [COUNT]: { top: 99 } } }), /above the maximum of 20/);
});
