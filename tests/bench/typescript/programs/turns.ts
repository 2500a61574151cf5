/** What a party does in its turn: a case so many times, as told on standard input. */

import { createInterface } from "node:readline";

export type Cases = Readonly<Record<string, () => Promise<unknown>>>;

/** The addresses: of the server with canned answers, and of Clarifai's runner. */
export const [canned = "", runner = ""]: string[] = process.argv.slice(2);

/** Each line is a case and a number; the answer is microseconds of CPU and wall for one call. */
export async function takeTurns(cases: Cases): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = "", times] = line.split(" ");
    const work = cases[name];
    if (!work) throw new Error(`no case ${name}`);
    const number = Number(times);
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    for (let call = 0; call < number; call += 1) await work();
    const wall = (performance.now() - start) * 1e3;
    const { system, user } = process.cpuUsage(cpu);
    console.log(JSON.stringify([(system + user) / number, wall / number]));
  }
  process.exit();
}

export const ARRAY: Float64Array = new Float64Array(1_310_720);
export const NUMBERS = { p0: 1, p1: 2, p2: 3, p3: 4, p4: 5, p5: 6, p6: 7, p7: 8 };

export function check(isRight: boolean): void {
  if (!isRight) throw new Error("another answer was expected");
}
