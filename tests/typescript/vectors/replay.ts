/**
 * Drives generated clients with the vectors of tests/vectors: `tsx replay.ts JOBS`.
 *
 * Prints a line of JSON for each job: the requests that were sent, and the values that were read,
 * in the coding of the vectors.
 */

import { readFileSync } from "node:fs";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import type { Connection } from "../build/runtime/connection.js";
import type * as Messages from "../build/runtime/messages.js";
import { given } from "./given.js";
import { shown } from "./shown.js";
import type { Runtime, Type } from "./types.js";

interface Argument {
  readonly property: string;
  readonly type: Type;
  readonly value: unknown;
}

interface Job {
  /** The folder with the clients, and the module of this one. */
  readonly folder: string;
  readonly module: string;
  readonly name: string;
  readonly method: string;
  readonly arguments: readonly Argument[];
  readonly result: Type;
  readonly response: string | null;
}

type Method = (input: object) => PromiseLike<unknown> | AsyncIterable<unknown>;
type Class = new (client: unknown) => Readonly<Record<string, Method>>;

const NOWHERE = "grpc://127.0.0.1:1";

/** Keeps what is sent; each message is answered with the same one. */
function capture(
  { PostModelOutputsRequestSchema, MultiOutputResponseSchema, V2 }: typeof Messages,
  response: Uint8Array,
): { connection: Connection; sent: string[] } {
  const sent: string[] = [];
  const answer = (request: unknown): Messages.MultiOutputResponse => {
    const message = create(PostModelOutputsRequestSchema, request as object);
    sent.push(Buffer.from(toBinary(PostModelOutputsRequestSchema, message)).toString("base64"));
    return fromBinary(MultiOutputResponseSchema, response);
  };
  async function* answers(requests: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    for await (const request of requests) yield answer(request);
  }
  const rest = { service: V2, header: new Headers(), trailer: new Headers() };
  const transport = {
    unary: async (...[method, , , , request]: Parameters<Transport["unary"]>) =>
      ({ ...rest, stream: false, method, message: answer(request) }) as unknown as UnaryResponse,
    stream: async (...[method, , , , requests]: Parameters<Transport["stream"]>) =>
      ({ ...rest, stream: true, method, message: answers(requests) }) as unknown as StreamResponse,
  };
  const connection = {
    transport: async () => transport,
    headers: async () => new Headers(),
    close: () => undefined,
  };
  return { connection: connection as unknown as Connection, sent };
}

async function load(folder: string): Promise<Runtime> {
  const names = ["client", "errors", "media", "messages"];
  const load = (name: string): Promise<object> => import(`${folder}/runtime/${name}.ts`);
  const [client, errors, media, messages] = await Promise.all(names.map(load));
  return { ...client, ...errors, ...media, messages } as Runtime;
}

async function run(job: Job): Promise<unknown> {
  const runtime = await load(job.folder);
  const response = Buffer.from(job.response ?? "", "base64");
  const { connection, sent } = capture(runtime.messages, response);
  const module: Readonly<Record<string, Class>> = await import(`${job.folder}/${job.module}.ts`);
  const Client = module[job.name] as Class & { model: object };
  const client = new Client(new runtime.Client(Client.model, { url: NOWHERE }, connection));
  const input = job.arguments.map(({ property, type, value }): [string, unknown] => [
    property,
    given(runtime, type, value),
  ]);
  const values: unknown[] = [];
  try {
    const got = (client[job.method] as Method).call(client, Object.fromEntries(input));
    if (Symbol.asyncIterator in got) for await (const value of got) values.push(value);
    else values.push(await got);
  } catch (error) {
    if (!runtime.ClarifaiError.is(error)) throw error;
    return { sent, values: [], refused: error.kind };
  }
  return { sent, values: values.map((value) => shown(job.result, value)), refused: "" };
}

const jobs: readonly Job[] = JSON.parse(readFileSync(process.argv[2] as string, "utf8"));
for (const job of jobs) console.log(JSON.stringify(await run(job)));
