// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** gRPC over HTTP/2, for Node, Bun and Deno; elsewhere `transport_web.ts` takes its place. */

import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { parseBase } from "./address.js";
import { ClarifaiError } from "./errors.js";
import type { Method } from "./method.js";
import { Sessions } from "./sessions.js";

/** The largest message, in bytes: what the platform and the local runner take. */
const MAX_MESSAGE = 2 ** 30;

/** The deepest nesting that is read, the message itself included: as a server's parser. */
const DEEPEST = 101;

/** A transport, and how its connection is closed. */
export interface Opened {
  readonly transport: Transport;
  readonly close: () => void;
}

/** Make a transport to a base URL, whose path is ignored; its first call connects. */
export async function openTransport(baseUrl: string, rootCertificates: string): Promise<Opened> {
  const { address, secure } = parseBase(baseUrl);
  const origin = `${secure ? "https" : "http"}://${address}`;
  const ca = rootCertificates ? await readRoots(rootCertificates) : undefined;
  const sessions = new Sessions(origin, {}, ca === undefined ? {} : { ca });
  const transport = createGrpcTransport({
    baseUrl: origin,
    sessionManager: sessions,
    readMaxBytes: MAX_MESSAGE,
    writeMaxBytes: MAX_MESSAGE,
    binaryOptions: { recursionLimit: DEEPEST },
  });
  return { transport: sessions.tidied(transport), close: () => sessions.abort() };
}

/** Whether calls to a base URL need a credential: a local runner asks for none. */
export function needsPat(baseUrl: string): boolean {
  return !baseUrl.startsWith("grpc://");
}

/** Throws for a method that cannot be called from here: there is none. */
export const refuseKind: (method: Pick<Method<unknown>, "kind" | "name">) => void = () => undefined;

async function readRoots(path: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new ClarifaiError("invalidArgument", `rootCertificates: ${what}`, { cause: error });
  }
}
