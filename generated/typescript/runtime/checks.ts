// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Checks of choices and bounds, made once for each parameter that has them. */

import { unfit } from "./codec.js";
import { shown } from "./types.js";

/** Throws Refusal for a value that is not allowed. */
export type Check = (value: unknown) => void;

/** A value that a parameter may be restricted to. */
export type Choice = string | number | bigint | boolean;

/** The value is one of the choices; 1 and 1n are the same. */
export function oneOf(choices: readonly Choice[]): Check {
  return (value) => {
    if (!choices.some((choice) => same(choice, value))) {
      throw unfit(`${shown(value)} is not one of ${choices.map(shown).join(", ")}`);
    }
  };
}

/** Whether two values are equal: numbers and bigints by what they count. */
function same(choice: Choice, value: unknown): boolean {
  // Between the two kinds `==` is exact, where a conversion would round.
  if (isNumber(choice) && isNumber(value)) return choice == value;
  return choice === value;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** A bound of a range. */
export type Bound = number | bigint;

/** The value is within the bounds, as exactly as they travel: as float32. */
export function between(least: Bound | undefined, most: Bound | undefined): Check {
  const minimum = least === undefined ? undefined : Number(least);
  const maximum = most === undefined ? undefined : Number(most);
  const low = minimum === undefined ? -Infinity : Math.min(minimum, outermost(minimum, -1));
  const high = maximum === undefined ? Infinity : Math.max(maximum, outermost(maximum, 1));
  return (value) => {
    if (!isNumber(value) || (low <= value && value <= high)) return;
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
