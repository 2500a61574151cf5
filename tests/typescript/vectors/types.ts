/** What the replay of tests/vectors deals with. */

import type { Client } from "../build/runtime/client.js";
import type { ClarifaiError } from "../build/runtime/errors.js";
import type { Media } from "../build/runtime/media.js";
import type * as Messages from "../build/runtime/messages.js";

/** What is needed of the runtime that clients were written with. */
export interface Runtime {
  readonly Client: typeof Client;
  readonly ClarifaiError: typeof ClarifaiError;
  readonly Media: typeof Media;
  readonly messages: typeof Messages;
}

/** A data type: its name, or what it holds. Fields have their name and their property. */
export type Type =
  | string
  | { readonly list: Type }
  | { readonly tuple: readonly Type[] }
  | { readonly named: readonly (readonly [string, string, Type])[] };

/** An object in the coding of the vectors, or one of a client. */
export type Members = Readonly<Record<string, unknown>>;
