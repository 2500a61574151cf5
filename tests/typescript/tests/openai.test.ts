/** What `openai()` gives, with the package openai against a server that shows what it got. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import OpenAI from "openai";
import { Client, type ClientOptions, type ModelId } from "../build/runtime/index.js";
import { FakeClient } from "../build/runtime/testing.js";

const MODEL: ModelId = { userId: "u", appId: "a", modelId: "m", patEnv: "NO_SUCH_PAT" };

interface Seen {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly model?: string };
}
const seen: Seen[] = [];

const server = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = JSON.parse(Buffer.concat(pieces).toString());
  seen.push({ path: request.url, headers: request.headers, body });
  const message = { role: "assistant", content: "hello" };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] }));
}).listen(0, "127.0.0.1");
await once(server, "listening");
after(() => server.close());
const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function client(options: ClientOptions): Client {
  return new Client(MODEL, options);
}

async function called(options: ClientOptions): Promise<Seen> {
  const gpt = client({ baseUrl: local, ...options });
  const openai = new OpenAI(gpt.openai());
  const messages = [{ role: "user" as const, content: "hi" }];
  const answer = await openai.chat.completions.create({ model: gpt.url, messages });
  assert.equal(answer.choices[0]?.message.content, "hello");
  const last = seen.pop();
  assert.ok(last);
  return last;
}

test("the package calls the platform's endpoint with the client's PAT and the model's URL", async () => {
  const { body, headers, path } = await called({ pat: "secret" });
  assert.equal(path, "/v2/ext/openai/v1/chat/completions");
  assert.equal(headers.authorization, "Bearer secret");
  assert.equal(body.model, "https://clarifai.com/u/a/models/m");
});

test("a function gives the PAT for each call", async () => {
  let number = 0;
  const pat = async (): Promise<string> => `secret ${(number += 1)}`;
  const openai = new OpenAI(client({ baseUrl: local, pat }).openai());
  const messages = [{ role: "user" as const, content: "hi" }];
  for (const wanted of ["Bearer secret 1", "Bearer secret 2"]) {
    await openai.chat.completions.create({ model: "m", messages });
    assert.equal(seen.pop()?.headers.authorization, wanted);
  }
  const { headers } = await called({ pat: () => "plain" });
  assert.equal(headers.authorization, "Bearer plain");
});

test("a session token takes the PAT's place", async () => {
  assert.equal((await called({ sessionToken: "token" })).headers.authorization, "Bearer token");
});

const PLACES: readonly (readonly [baseUrl: string | undefined, wanted: string])[] = [
  [undefined, "https://api.clarifai.com/v2/ext/openai/v1"],
  ["https://api.clarifai.com/", "https://api.clarifai.com/v2/ext/openai/v1"],
  ["https://api.clarifai.com/v2/", "https://api.clarifai.com/v2/ext/openai/v1"],
  ["api.clarifai.com", "https://api.clarifai.com/v2/ext/openai/v1"],
  ["example.com:8080", "http://example.com:8080/v2/ext/openai/v1"],
  ["http://example.com/proxy", "http://example.com/proxy/v2/ext/openai/v1"],
];

for (const [baseUrl, wanted] of PLACES) {
  test(`the endpoint beside ${baseUrl ?? "the platform"}`, () => {
    assert.deepEqual(client({ baseUrl, pat: "p" }).openai(), { baseURL: wanted, apiKey: "p" });
  });
}

test("without a PAT, or a place to call, it is refused", async () => {
  assert.throws(() => client({}).openai(), {
    kind: "authentication",
    message: /^no PAT: set NO_SUCH_PAT/,
  });
  const nowhere = { kind: "invalidArgument", message: /has no OpenAI endpoint/ };
  for (const baseUrl of ["grpc://127.0.0.1:1", "/api/clarifai"]) {
    assert.throws(() => client({ baseUrl, pat: "p" }).openai(), nowhere);
  }
  assert.throws(() => new FakeClient([]).openai(), nowhere);
  const unprintable = { kind: "invalidArgument", message: /pat holds characters/ };
  assert.throws(() => client({ pat: "a\nb" }).openai(), unprintable);
  const { apiKey } = client({ pat: () => "a\nb" }).openai();
  assert.ok(typeof apiKey === "function");
  await assert.rejects(apiKey(), unprintable);
});
