/** Methods in short. */

import {
  type Codec,
  Method,
  type MethodSpec,
  named,
  type Parameter,
} from "../build/runtime/index.js";

/** Named fields of these codecs. */
export function fieldsOf(
  name: string,
  codecs: Readonly<Record<string, Codec<unknown>>>,
): Codec<object> {
  const fields = Object.entries(codecs).map(([field, codec]) => ({ name: field, codec }));
  return named({ name, fields });
}

export function methodOf<T>(
  name: string,
  parameters: readonly Parameter[],
  result: Codec<T>,
  more: Partial<MethodSpec<T>> = {},
): Method<T> {
  return new Method({ name, parameters, result, ...more });
}
