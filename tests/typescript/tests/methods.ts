/** Methods in short. */

import { type Codec, Method, type MethodSpec, type Parameter } from "../build/runtime/index.js";

export function methodOf<T>(
  name: string,
  parameters: readonly Parameter[],
  result: Codec<T>,
  more: Partial<MethodSpec<T>> = {},
): Method<T> {
  return new Method({ name, parameters, result, ...more });
}
