/** Checks of choices and bounds, made once for each parameter that has them. */

import { unfit } from "./codec.js";
import { shown } from "./types.js";

/** Throws Refusal for a value that is not allowed. */
export type Check = (value: unknown) => void;

/** The value is one of the choices. */
export function oneOf(choices: readonly (string | number | boolean)[]): Check {
  return (value) => {
    const plain = typeof value === "bigint" ? Number(value) : value;
    if (!choices.some((choice) => choice === plain)) {
      throw unfit(`${shown(value)} is not one of ${choices.map(shown).join(", ")}`);
    }
  };
}

/** The value is within the bounds, as exactly as they travel: as float32. */
export function between(minimum: number | undefined, maximum: number | undefined): Check {
  const low = minimum === undefined ? -Infinity : Math.min(minimum, outermost(minimum, -1));
  const high = maximum === undefined ? Infinity : Math.max(maximum, outermost(maximum, 1));
  return (value) => {
    if (typeof value !== "number" && typeof value !== "bigint") return;
    if (low <= value && value <= high) return;
    if (maximum === undefined) throw unfit(`${value} is below ${bound(minimum)}`);
    if (minimum === undefined) throw unfit(`${value} is above ${bound(maximum)}`);
    throw unfit(`${value} is not within ${bound(minimum)} and ${bound(maximum)}`);
  };
}

/** A bound with the digits that it has, without those of its binary form. */
function bound(value: number | undefined): string {
  return String(Number((value ?? 0).toPrecision(15)));
}

/** The double farthest in this direction that becomes the same float32. */
function outermost(value: number, direction: 1 | -1): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  const near = float[0] ?? 0;
  bits[0] = (bits[0] ?? 0) + (near > 0 === direction > 0 ? 1 : -1);
  const next = float[0] ?? 0;
  return Number.isFinite(next) ? (near + next) / 2 : near;
}
