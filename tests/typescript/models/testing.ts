/** Fakes of the clients, as generated code has them. */

import { EveryKind } from "./every_kind.js";
import { FakeClient, type FakeOptions } from "./runtime/testing.js";

export { type Answers, callsOf, type FakeCall, type FakeOptions } from "./runtime/testing.js";

/** A fake `EveryKind`. */
export class FakeEveryKind extends EveryKind {
  constructor(options: FakeOptions = {}) {
    const client = new FakeClient(EveryKind.methods, options);
    super(client);
    client.isOf(this);
  }
}
