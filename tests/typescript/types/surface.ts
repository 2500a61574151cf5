/** What type checkers say of the clients: nothing of this is run. */

import {
  type BatchStream,
  type Bytes,
  type Call,
  type CallOptions,
  type ChatMessage,
  ClarifaiError,
  Demo,
  type DemoProtocol,
  Everything,
  Gpt4_1,
  type Gpt4_1Protocol,
  type ImageInput,
  type Media,
  type ModelResponse,
  Model4x,
  type NdArray,
  Records,
  type Stream,
} from "./models/index.js";
import type { DescribeImageResult } from "./models/demo.js";
import type { PredictInput } from "./models/gpt_4_1.js";
import { FakeGpt4_1 } from "./models/testing.js";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A compile error unless the two types are the same. */
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : [A, "is not", B]): void {}

const gpt = new Gpt4_1({ pat: async () => "from a vault" });
const demo = new Demo();
const records = new Records();
const everything = new Everything();

// What comes out.
same<ReturnType<Gpt4_1["predict"]>, Call<string>>();
same<Awaited<ReturnType<Gpt4_1["predict"]>>, string>();
same<ReturnType<Gpt4_1["generate"]>, Stream<string>>();
same<ReturnType<Gpt4_1["predict_batch_iter"]>, BatchStream<string>>();
same<Awaited<ReturnType<Gpt4_1["predict_batch"]>>, string[]>();
same<Awaited<ReturnType<Demo["describe_image"]>>, DescribeImageResult>();
same<Awaited<ReturnType<Demo["make_thumbnail"]>>, Media>();
same<Awaited<ReturnType<Everything["echo_tuple"]>>, readonly [number, string, Media]>();
same<(typeof Gpt4_1.methods)[number], "generate" | "openai_transport" | "predict">();

// What goes in.
same<PredictInput["style"], "plain" | "fancy" | undefined>();
same<PredictInput["max_tokens"], number | bigint | undefined>();
same<PredictInput["image"], ImageInput | null | undefined>();
const turn: ChatMessage = { role: "user", content: "hello" };
const messages = [turn, { role: "assistant", anything: [1, 2] }] as const;
void gpt.predict({ prompt: "a", max_tokens: 3n, messages, style: undefined });
void gpt.predict({ prompt: "a", image: { url: new URL("https://example.com/a.jpg") } });
void gpt.predict({ prompt: "a", image: { blob: new Blob([]) } }, { timeoutMs: 5_000 });

// @ts-expect-error: the prompt is required.
void gpt.predict({});
// @ts-expect-error: there is no such parameter.
void gpt.predict({ prompt: "a", max_token: 1 });
// @ts-expect-error: not one of the choices.
void gpt.predict({ prompt: "a", style: "bold" });
// @ts-expect-error: one form of a picture, not two.
void gpt.predict({ prompt: "a", image: { url: "https://example.com", bytes: new Uint8Array() } });
// @ts-expect-error: a text is no picture.
void gpt.predict({ prompt: "a", image: "https://example.com/a.jpg" });
// @ts-expect-error: there is no such option.
void gpt.predict({ prompt: "a" }, { timeout: 5 });
// @ts-expect-error: nor is there such an option of a client.
void new Gpt4_1({ token: "x" });

// Several at once, and what else an answer says.
async function answers(): Promise<void> {
  const { data, requestId, usage } = await gpt.predict({ prompt: "a" }).withResponse();
  same<typeof data, string>();
  same<typeof requestId, string>();
  same<typeof usage.promptTokens, number>();
  const rows = await gpt.predict_batch([{ prompt: "a" }, { prompt: "b" }]).withResponse();
  same<typeof rows, ModelResponse<string>[]>();
  for await (const each of gpt.predict_batch_iter([{ prompt: "a" }])) {
    same<typeof each, string | ClarifaiError>();
    if (ClarifaiError.is(each)) same<typeof each.retryable, boolean>();
  }
  for await (const { data: piece } of gpt.generate({ prompt: "a" }).withResponse()) {
    same<typeof piece, string>();
  }
}

// Streams: text only of texts.
void gpt.generate({ prompt: "a" }).text();
void new Response(gpt.generate({ prompt: "a" }).toReadableStream());
// @ts-expect-error: levels are no text.
void demo.measure_levels({ audio: [] }).text();
async function* sounds(): AsyncGenerator<{ bytes: Uint8Array }> {}
void demo.measure_levels({ audio: sounds() }).collect();
void new Model4x().transcribe({ audio: sounds(), language: "de" });

// Arrays by their dtype, bytes that a Blob takes.
async function values(): Promise<void> {
  const array = await everything.echo_ndarray({
    x: { dtype: "int8", shape: [1], data: new Int8Array(1) },
  });
  same<typeof array, NdArray>();
  if (array.dtype === "int64") same<typeof array.data, BigInt64Array<ArrayBuffer>>();
  const { bytes } = await demo.make_thumbnail({ image: { bytes: new Uint8Array() } });
  same<typeof bytes, Bytes | undefined>();
  if (bytes) new Blob([bytes]);
  // @ts-expect-error: an answer is not to be changed.
  (await everything.echo_tuple({ x: [1, "a", { bytes: new Uint8Array() }] }))[0] = 2;
}
// @ts-expect-error: a float32 array holds no Int8Array.
void everything.echo_ndarray({ x: { dtype: "float32", shape: [1], data: new Int8Array(1) } });

// Records: the same names, their values as they may be given.
void records.move({ box: { left: 1, from: [1n, 2] } });
// @ts-expect-error: a tuple of two.
void records.move({ box: { left: 1, from: [1] } });

// Whoever takes the interface takes a fake, ours or one's own.
class Own implements Gpt4_1Protocol {
  async predict({ prompt }: { readonly prompt: string }): Promise<string> {
    return prompt;
  }
  async *generate(): AsyncGenerator<string> {
    yield "a";
  }
  async openai_transport(): Promise<string> {
    return "{}";
  }
}
function takes(_: Gpt4_1Protocol): void {}
takes(gpt);
takes(new Own());
takes(new FakeGpt4_1({ seed: 1, answers: { predict: ["a", "b"] } }));
takes(gpt.withOptions({ deploymentId: { id: "gpu-eu", userId: "acme" } }));
// @ts-expect-error: another model.
takes(demo);
const all: DemoProtocol = demo;
const options: CallOptions = { signal: new AbortController().signal };
void all.chat({ messages }, options);
void answers;
void values;
