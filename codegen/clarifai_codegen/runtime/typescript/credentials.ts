// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Who calls, and where: from options or the environment. */

import { DEFAULT_BASE, isLoopback, parseBase } from "./address.js";
import { ClarifaiError } from "./errors.js";
import { needsPat } from "./transport.js";

/** A credential, or a function that gives it for each call. */
export type Secret = string | (() => string | Promise<string>);

/** The options that decide on the connection. */
export interface AccessOptions {
  /** Personal access token; by default the environment's CLARIFAI_PAT. */
  readonly pat?: Secret | undefined;
  /** Instead of a PAT; by default the environment's CLARIFAI_SESSION_TOKEN. */
  readonly sessionToken?: Secret | undefined;
  /** The platform's address, or `grpc://host:port` for a local runner. */
  readonly baseUrl?: string | undefined;
  /** The path of a PEM file for TLS. */
  readonly rootCertificates?: string | undefined;
}

/** How to reach the platform, with everything filled in. */
export interface Access {
  readonly pat: Secret;
  readonly sessionToken: Secret;
  readonly baseUrl: string;
  readonly rootCertificates: string;
  readonly patEnv: string;
}

/** A variable of the environment, empty where there is none. */
export function environment(name: string): string {
  // Browsers and some edge workers have no `process`.
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name] ?? "";
}

/**
 * Fill in what was not given from the environment.
 *
 * A PAT is sent only where it belongs: a runner on another machine (`grpc://`, in the clear)
 * gets one only as an option.
 */
export function resolveAccess(options: AccessOptions, patEnv: string): Access {
  let { pat = "", sessionToken = "" } = options;
  if (pat && sessionToken) {
    throw new ClarifaiError("invalidArgument", "give either pat or sessionToken, not both");
  }
  const baseUrl = options.baseUrl || environment("CLARIFAI_API_BASE") || DEFAULT_BASE;
  const foreign = baseUrl.startsWith("grpc://") && !isLoopback(parseBase(baseUrl));
  if (!pat && !sessionToken && !foreign) {
    pat = environment(patEnv);
    sessionToken = pat ? "" : environment("CLARIFAI_SESSION_TOKEN");
  }
  const rootCertificates =
    options.rootCertificates || environment("CLARIFAI_ROOT_CERTIFICATES_PATH");
  return { pat, sessionToken, baseUrl, rootCertificates, patEnv };
}

/** A credential that a header can carry. */
export function printable(word: string, value: unknown): string {
  if (typeof value !== "string" || !/^[\x20-\x7e]*$/.test(value)) {
    throw new ClarifaiError("invalidArgument", `${word} holds characters that no header carries`);
  }
  return value;
}

async function reveal(word: string, secret: Secret): Promise<string> {
  return printable(word, typeof secret === "function" ? await secret() : secret);
}

/** Add the header that tells who calls, where whoever is called asks for it. */
export async function authorize(headers: Headers, access: Access): Promise<void> {
  const pat = await reveal("pat", access.pat);
  if (pat) {
    headers.set("authorization", `Key ${pat}`);
    return;
  }
  const token = await reveal("sessionToken", access.sessionToken);
  if (token) {
    headers.set("x-clarifai-session-token", token);
    return;
  }
  if (needsPat(access.baseUrl)) throw noPat(access);
}

/** The error of a call by nobody. */
export function noPat({ patEnv }: Access): ClarifaiError {
  return new ClarifaiError(
    "authentication",
    `no PAT: set ${patEnv} or pass {pat: ...}; ` +
      "PATs are made at https://clarifai.com/settings/security",
  );
}
