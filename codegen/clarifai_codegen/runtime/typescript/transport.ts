/** gRPC over HTTP/2, for Node, Bun and Deno. */

import type { Transport } from "@connectrpc/connect";
import type { Target } from "./address.js";
import { ClarifaiError } from "./errors.js";

/** The largest message, in bytes: what the platform and the local runner take. */
const MAX_MESSAGE = 2 ** 30;

/** The deepest nesting that is read, the message itself included: as a server's parser. */
const DEEPEST = 101;

/** A transport, and how its connection is closed. */
export interface Opened {
  readonly transport: Transport;
  readonly close: () => void;
}

/** Make a transport to a target; the connection is made by its first call. */
export async function openTransport(target: Target, rootCertificates: string): Promise<Opened> {
  const { createGrpcTransport, Http2SessionManager } = await import("@connectrpc/connect-node");
  const baseUrl = `${target.secure ? "https" : "http"}://${target.address}`;
  const ca = rootCertificates ? await readRoots(rootCertificates) : undefined;
  const sessions = new Http2SessionManager(baseUrl, {}, ca === undefined ? {} : { ca });
  const transport = createGrpcTransport({
    baseUrl,
    sessionManager: sessions,
    readMaxBytes: MAX_MESSAGE,
    writeMaxBytes: MAX_MESSAGE,
    binaryOptions: { recursionLimit: DEEPEST },
  });
  return { transport, close: () => sessions.abort() };
}

async function readRoots(path: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new ClarifaiError("invalidArgument", `rootCertificates: ${what}`, { cause: error });
  }
}
