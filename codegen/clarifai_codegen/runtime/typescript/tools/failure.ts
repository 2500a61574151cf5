// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a model is told of a call that failed: no traceback, no PAT, no signed URL. */

import { ClarifaiError, type ErrorKind } from "../errors.js";
import { cut } from "./problems.js";

const LONGEST = 500;
const SIGNED = /(https?:\/\/)(?:[^\s/@?#]*@)?([^\s?#'"<>)\]]*)[?#][^\s'"<>)\]]*/g;
const USER = /(https?:\/\/)[^\s/@?#]*@/g;
const KEY = /\b(Key|Bearer) +\S+/g;

/** Errors that a model can do nothing about: the caller gets them. */
const RAISED: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "aborted",
  "authentication",
  "permissionDenied",
  "rateLimit",
]);

/** What a model is told of an error; throws the error where that is the host's affair. */
export function failureText(tool: string, error: unknown): string {
  if (!ClarifaiError.is(error) || RAISED.has(error.kind)) throw error;
  const { details, grpcCode, kind, reason, statusCode, statusName } = error;
  const isRefused = kind === "argumentType" || kind === "invalidArgument";
  if (isRefused && !statusCode && !statusName && !grpcCode) {
    return `The call of ${tool} was not run. 1 problem:\n- ${reason}`;
  }
  let message = details && !reason.includes(details) ? `${reason} (${details})` : reason;
  message = message.split("Traceback (most recent call last)")[0] ?? "";
  message = message.replace(/\s+/g, " ").trim();
  message = message.replace(SIGNED, "$1$2").replace(USER, "$1").replace(KEY, "$1 ...");
  const words = [String(statusCode || statusName), cut(message, LONGEST)];
  return `${tool} failed: ${words.filter((word) => word !== "").join(" ")}`;
}
