/** Model servers, proxies and web servers in the test's own process. */

import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type ConnectRouter, cors, type ServiceImpl } from "@connectrpc/connect";
import { connectNodeAdapter, createGrpcTransport } from "@connectrpc/connect-node";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createServer2, type Http2Server } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { Readable } from "node:stream";
import { after } from "node:test";
import {
  type MultiOutputResponse,
  MultiOutputResponseSchema,
  type PostModelOutputsRequest,
  V2,
} from "../build/runtime/messages.js";

type Service = Partial<ServiceImpl<typeof V2>>;

/** Listens on loopback for the time of the tests. */
async function port(server: Server | Http2Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

function routes(service: Service): (router: ConnectRouter) => void {
  return (router) => void router.service(V2, service);
}

/** A server of models over gRPC: its address. */
export async function modelServer(service: Service): Promise<string> {
  return `grpc://127.0.0.1:${await port(createServer2(connectNodeAdapter({ routes: routes(service) })))}`;
}

/** A web server of fetch's kind: its origin. */
export async function webServer(handle: (request: Request) => Promise<Response>): Promise<string> {
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing, handle));
  return `http://127.0.0.1:${await port(server)}`;
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: Request) => Promise<Response>,
): Promise<void> {
  const left = new AbortController();
  outgoing.once("close", () => left.abort());
  const { headers, method = "GET", url } = incoming;
  const body = method === "GET" ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  const init = { method, headers: headers as Record<string, string>, body, duplex: "half" };
  const request = new Request(`http://${headers.host}${url}`, { ...init, signal: left.signal });
  const response = await handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const piece of response.body ?? []) outgoing.write(piece);
  outgoing.end();
}

/** gRPC-web in front of a gRPC server, for pages of other origins: its address. */
export async function proxy(target: string): Promise<string> {
  const transport = createGrpcTransport({ baseUrl: target.replace("grpc:", "http:") });
  const forward = connectNodeAdapter({
    routes: routes({
      async postModelOutputs(request, { requestHeader, signal, timeoutMs }) {
        const rpc = V2.method.postModelOutputs;
        const headers = passed(requestHeader);
        return (await transport.unary(rpc, signal, timeoutMs(), headers, request)).message;
      },
      async *generateModelOutputs(request, { requestHeader, signal, timeoutMs }) {
        const rpc = V2.method.generateModelOutputs;
        const headers = passed(requestHeader);
        yield* (await transport.stream(rpc, signal, timeoutMs(), headers, once(request))).message;
      },
    }),
  });
  const server = createServer((incoming, outgoing) => {
    outgoing.setHeader("access-control-allow-origin", incoming.headers.origin ?? "*");
    outgoing.setHeader("access-control-expose-headers", cors.exposedHeaders.join());
    outgoing.setHeader(
      "access-control-allow-headers",
      [...cors.allowedHeaders, "authorization"].join(),
    );
    if (incoming.method === "OPTIONS") outgoing.writeHead(204).end();
    else forward(incoming, outgoing);
  });
  return `http://127.0.0.1:${await port(server)}`;
}

function passed(headers: Headers): Headers {
  const authorization = headers.get("authorization");
  return new Headers(authorization ? { authorization } : {});
}

async function* once<T>(value: T): AsyncGenerator<T, void> {
  yield value;
}

/** An answer with one output of type STR for each text. */
export function answer(
  texts: readonly string[],
  status: NonNullable<MessageInitShape<typeof MultiOutputResponseSchema>["status"]> = {},
): MultiOutputResponse {
  return create(MultiOutputResponseSchema, {
    status: { code: 10000, reqId: "req-1", ...status },
    outputs: texts.map((stringValue) => ({
      data: { parts: [{ id: "return", data: { stringValue } }] },
    })),
  });
}

/** The text of each input's first argument. */
export function texts({ inputs }: PostModelOutputsRequest): string[] {
  return inputs.map(({ data }) => data?.parts[0]?.data?.stringValue ?? "");
}

/** A promise that is kept from outside. */
export function signal(): { readonly done: Promise<void>; readonly give: () => void } {
  let give = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { done, give };
}
