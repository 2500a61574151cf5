// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** A transport, opened on the first call, and the headers of every call. */

import type { Transport } from "@connectrpc/connect";
import { type Access, authorize } from "./credentials.js";
import { type Opened, openTransport } from "./transport.js";
import type { HeadersInput } from "./types.js";

/** A way to one address, for one caller. */
export class Connection {
  /** Whether a model is at its other end. */
  readonly isReal: boolean = true;
  readonly #resolve: () => Access;
  #access: Access | undefined;
  #opened: Promise<Opened> | undefined;

  /** `access` is asked on the first call. */
  constructor(access: () => Access) {
    this.#resolve = access;
  }

  async transport(): Promise<Transport> {
    this.#opened ??= this.#open();
    return (await this.#opened).transport;
  }

  /** The headers of a call: the caller's, and who calls. */
  async headers(given: HeadersInput | undefined): Promise<Headers> {
    const headers = new Headers(given);
    await authorize(headers, this.access);
    return headers;
  }

  /** Close the connection, which ends the calls on it; the next call opens a new one. */
  close(): void {
    const opened = this.#opened;
    this.#opened = undefined;
    opened?.then(
      ({ close }) => close(),
      () => undefined,
    );
  }

  async #open(): Promise<Opened> {
    try {
      const { baseUrl, rootCertificates } = this.access;
      return await openTransport(baseUrl, rootCertificates);
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  /** Who calls, and where. */
  get access(): Access {
    this.#access ??= this.#resolve();
    return this.#access;
  }
}
