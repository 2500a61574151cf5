// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a model URL and a base URL mean. */

import { ClarifaiError } from "./errors.js";
import { quoted } from "./types.js";

export const DEFAULT_BASE = "https://api.clarifai.com";

const FORM =
  "a model is https://clarifai.com/USER/APP/models/ID, USER/APP/models/ID, " +
  "or either of them with /versions/VERSION";

/** The ids that name a model; `versionId` is empty for its latest version. */
export interface ModelAddress {
  readonly userId: string;
  readonly appId: string;
  readonly modelId: string;
  readonly versionId: string;
}

/** Where calls go: `host:port`, whether over TLS, and the path that a proxy has there. */
export interface Target {
  readonly address: string;
  readonly secure: boolean;
  readonly path: string;
}

function bad(what: string): ClarifaiError {
  return new ClarifaiError("invalidArgument", what);
}

/** The model's page on clarifai.com. */
export function urlOf({ userId, appId, modelId, versionId }: ModelAddress): string {
  const version = versionId ? `/versions/${versionId}` : "";
  return `https://clarifai.com/${userId}/${appId}/models/${modelId}${version}`;
}

function unescaped(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

/** The ids in a model URL. Throws ClarifaiError that says what a model URL looks like. */
export function parseModel(url: string): ModelAddress {
  const shown = quoted(url);
  const match = /^(?:([a-zA-Z][\w+.-]*):\/\/([^/?#]*))?([^?#]*)/.exec(url.trim());
  const [, scheme, host, path = ""] = match ?? [];
  if (scheme && !/^https?$/i.test(scheme)) {
    throw bad(`${shown} has the scheme ${quoted(scheme)}; ${FORM}`);
  }
  let pieces = path.split("/").filter(Boolean).map(unescaped);
  // A host without a scheme.
  if (!host && (pieces.length === 5 || pieces.length === 7)) pieces = pieces.slice(1);
  const [userId = "", appId = "", models, modelId = "", versions, versionId = ""] = pieces;
  if ((pieces.length !== 4 && pieces.length !== 6) || models !== "models") {
    throw bad(`${shown} names no model; ${FORM}`);
  }
  if (pieces.length === 6 && versions !== "versions" && versions !== "model_version") {
    throw bad(`${shown} has ${quoted(versions ?? "")} where /versions/ belongs; ${FORM}`);
  }
  const address = { userId, appId, modelId, versionId };
  if (Object.values(address).some((id) => /[\p{C}\p{Zl}\p{Zp}/]/u.test(id))) {
    throw bad(`${shown} has an id that no model can have; ${FORM}`);
  }
  return address;
}

/**
 * The target of a base URL.
 *
 * `https://host[:port]` goes over TLS (default port 443), `http://host[:port]` (80) and
 * `grpc://host:port` do not. Without a scheme, port 443 or none means TLS.
 */
export function parseBase(baseUrl: string): Target {
  const shown = quoted(baseUrl);
  const match =
    /^(?:([^:/?#]+):\/\/)?(?:([^/?#]*)@)?(\[[^\]]*\]|[^/?#:@]*)(?::(\d*))?([/?#][\s\S]*)?$/.exec(
      baseUrl.trim(),
    );
  const scheme = match?.[1]?.toLowerCase();
  const host = match?.[3]?.toLowerCase();
  if (!host || !["http", "https", "grpc", undefined].includes(scheme)) {
    throw bad(`${shown} is no base URL: use https://HOST, http://HOST:PORT or grpc://HOST:PORT`);
  }
  if (match?.[2] !== undefined) throw bad("a base URL holds no user name or password");
  const port = match?.[4] ? Number(match[4]) : undefined;
  if (port !== undefined && port > 65535) throw bad(`${shown} is no base URL: Port out of range`);
  if (scheme === "grpc" && port === undefined) {
    throw bad(`${shown} lacks a port: use grpc://HOST:PORT`);
  }
  const secure = scheme === "https" || (!scheme && (port === undefined || port === 443));
  const path = match?.[5] ?? "";
  return { address: `${host}:${port ?? (secure ? 443 : 80)}`, secure, path };
}

/** Whether a target is this machine, by name or address. */
export function isLoopback({ address }: Target): boolean {
  const host = address.slice(0, address.lastIndexOf(":"));
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
