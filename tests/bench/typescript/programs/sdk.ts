/** Clarifai's own package, as far as it can: it sends no array. */

import { Model } from "clarifai-nodejs";
import { canned, check, NUMBERS, runner, takeTurns } from "./turns.js";

const [model, served] = [canned, runner].map(
  (base) =>
    new Model({
      url: "https://clarifai.com/demo/main/models/all-types",
      authConfig: { userId: "demo", appId: "main", pat: "none", base },
    }),
) as [Model, Model];
type Outputs = Awaited<ReturnType<Model["predict"]>>;

const valueOf = (outputs: Outputs) => outputs[0]?.data?.partsList[0]?.data?.stringValue ?? "";

async function text(of: Model, methodName: string, values: object) {
  return valueOf(await of.predict({ methodName, ...values }));
}

void takeTurns({
  one: async () => check((await text(model, "predict", { text: "hello" })) === "world"),
  eight: async () => check((await text(model, "eight", NUMBERS)) === "world"),
  async stream() {
    let count = 0;
    for await (const piece of model.generate({ methodName: "generate", text: "hello" }))
      count += valueOf(piece).length;
    check(count === 1000);
  },
  text: () => text(served, "predict", { text: "hello" }),
});
