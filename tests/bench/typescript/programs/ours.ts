/** The generated client. */

import { Bench } from "./models/index.js";
import { ARRAY, canned, check, NUMBERS, runner, takeTurns } from "./turns.js";

const model = new Bench({ baseUrl: canned });
const served = new Bench({ baseUrl: runner });

void takeTurns({
  one: async () => check((await model.predict({ text: "hello" })) === "world"),
  eight: async () => check((await model.eight(NUMBERS)) === "world"),
  async stream() {
    let count = 0;
    for await (const piece of model.generate({ text: "hello" })) count += piece.length;
    check(count === 1000);
  },
  async array() {
    const x = { dtype: "float64", shape: [ARRAY.length], data: ARRAY } as const;
    const answer = await model.array({ x });
    check(answer.dtype === "float64" && answer.data.length === ARRAY.length);
  },
  text: () => served.predict({ text: "hello" }),
});
