/** Connect as one writes it by hand, with the same messages. */

import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import {
  type DataSchema,
  type MultiOutputResponse,
  PostModelOutputsRequestSchema,
  V2,
} from "./models/runtime/messages.js";
import { ARRAY, canned, check, NUMBERS, runner, takeTurns } from "./turns.js";

type Data = MessageInitShape<typeof DataSchema>;
type Request = MessageInitShape<typeof PostModelOutputsRequestSchema>;

const headers = { authorization: "Key none" };
const [client, served] = [canned, runner].map((baseUrl) =>
  createClient(
    V2,
    createGrpcTransport({ baseUrl, sessionManager: new Http2SessionManager(baseUrl) }),
  ),
) as [Client, Client];
type Client = ReturnType<typeof createClient<typeof V2>>;

function request(method: string, parts: Readonly<Record<string, Data>>): Request {
  const value = { kind: { case: "stringValue", value: method } } as const;
  const data = {
    metadata: { fields: [{ key: "_method_name", value }] },
    parts: Object.entries(parts).map(([id, each]) => ({ id, data: each })),
  };
  const userAppId = { userId: "demo", appId: "main" };
  return create(PostModelOutputsRequestSchema, {
    userAppId,
    modelId: "all-types",
    inputs: [{ data }],
  });
}

function valueOf({ status, outputs }: MultiOutputResponse) {
  const value = outputs[0]?.data?.parts[0]?.data;
  if (status?.code !== 10000 || !value) throw new Error(status?.details);
  return value;
}

async function text(of: Client, method: string, parts: Readonly<Record<string, Data>>) {
  return valueOf(await of.postModelOutputs(request(method, parts), { headers })).stringValue;
}

const hello = { text: { stringValue: "hello" } };

void takeTurns({
  one: async () => check((await text(client, "predict", hello)) === "world"),
  async eight() {
    const numbers = Object.entries(NUMBERS).map(([name, n]) => [name, { intValue: BigInt(n) }]);
    check((await text(client, "eight", Object.fromEntries(numbers))) === "world");
  },
  async stream() {
    let count = 0;
    for await (const piece of client.generateModelOutputs(request("generate", hello), { headers }))
      count += valueOf(piece).stringValue.length;
    check(count === 1000);
  },
  async array() {
    const buffer = new Uint8Array(ARRAY.buffer);
    const ndarray = { buffer, shape: [ARRAY.length], dtype: "float64" };
    const sent = request("array", { x: { ndarray } });
    const { ndarray: answer } = valueOf(await client.postModelOutputs(sent, { headers }));
    // A copy, since the bytes stand anywhere in what was received.
    check(new Float64Array(answer?.buffer.slice().buffer ?? []).length === ARRAY.length);
  },
  text: () => text(served, "predict", hello),
});
