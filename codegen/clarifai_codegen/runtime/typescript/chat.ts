// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Chats, as many models take them. */

import type { JsonInput, JsonPart } from "./types.js";

/** A message of a chat, in the form that OpenAI gave it. */
export interface ChatMessage {
  readonly role: string;
  readonly content?: string | readonly { readonly [key: string]: JsonPart }[] | null | undefined;
  readonly name?: string | undefined;
  readonly tool_calls?: readonly { readonly [key: string]: JsonPart }[] | undefined;
  readonly tool_call_id?: string | undefined;
}

/** A chat: messages as {@link ChatMessage}, or as any JSON. */
export type ChatMessages = readonly (ChatMessage | JsonInput)[];
