// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/**
 * JSON as models write it, read without loss: integers that a number cannot hold are bigints.
 *
 * What is wrong is said in the words of Python's parser, so that both languages tell a model
 * the same.
 */

/** A text that is no JSON: what is wrong, and where. */
export class BadJson extends Error {}

const DEEPEST = 64;
/** Longer integers fit no argument, and take long to read. */
const LONGEST = 400;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]+/y;
const WORDS: ReadonlyMap<string, unknown> = new Map([
  ["null", null],
  ["true", true],
  ["false", false],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The value of a text. Throws BadJson. */
export function parseJson(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#skip();
  }

  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) throw this.#bad("Extra data");
  }

  value(level: number): unknown {
    const start = this.#text[this.#at];
    if (start === '"') return this.#string();
    if (start === "{" || start === "[") {
      if (level === DEEPEST) throw this.#bad(`Nested deeper than ${DEEPEST} levels`);
      this.#at += 1;
      this.#skip();
      return start === "{" ? this.#object(level + 1) : this.#array(level + 1);
    }
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#number();
  }

  #object(level: number): unknown {
    const entries = new Map<string, unknown>();
    if (this.#took("}")) return {};
    do {
      this.#skip();
      if (this.#text[this.#at] !== '"') {
        throw this.#bad("Expecting property name enclosed in double quotes");
      }
      const key = this.#string();
      this.#skip();
      if (!this.#took(":")) throw this.#bad("Expecting ':' delimiter");
      this.#skip();
      entries.set(key, this.value(level));
      this.#skip();
    } while (this.#took(","));
    if (!this.#took("}")) throw this.#bad("Expecting ',' delimiter");
    // fromEntries defines properties, so that `__proto__` is a key like others.
    return Object.fromEntries(entries);
  }

  #array(level: number): unknown {
    const items: unknown[] = [];
    if (this.#took("]")) return items;
    do {
      this.#skip();
      items.push(this.value(level));
      this.#skip();
    } while (this.#took(","));
    if (!this.#took("]")) throw this.#bad("Expecting ',' delimiter");
    return items;
  }

  #number(): number | bigint {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (!match) throw this.#bad("Expecting value");
    const [digits, fraction, exponent] = match;
    const number = Number(digits);
    const isExact = Number.isSafeInteger(number) || fraction || exponent;
    if (!Number.isFinite(number) || (!isExact && digits.length > LONGEST)) {
      throw this.#bad("Number out of range");
    }
    this.#at += digits.length;
    return isExact ? number : BigInt(digits);
  }

  #string(): string {
    const start = this.#at;
    let value = "";
    for (let at = start + 1; ; at += 1) {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(this.#text)?.[0] ?? "";
      value += run;
      at += run.length;
      const character = this.#text[at];
      if (character === undefined) throw this.#bad("Unterminated string starting at", start);
      if (character === '"') {
        this.#at = at + 1;
        return value;
      }
      if (character !== "\\") throw this.#bad("Invalid control character at", at);
      at += 1;
      const letter = this.#text[at];
      if (letter === undefined) throw this.#bad("Unterminated string starting at", start);
      if (letter === "u") {
        const digits = this.#text.slice(at + 1, at + 5);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#bad("Invalid \\uXXXX escape", at);
        value += String.fromCharCode(Number.parseInt(digits, 16));
        at += 4;
        continue;
      }
      const meant = ESCAPES[letter];
      if (meant === undefined) throw this.#bad("Invalid \\escape", at - 1);
      value += meant;
    }
  }

  #skip(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #took(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #bad(what: string, at: number = this.#at): BadJson {
    const before = this.#text.slice(0, at);
    const lines = before.split("\n");
    const column = [...(lines.at(-1) ?? "")].length + 1;
    return new BadJson(
      `${what}: line ${lines.length} column ${column} (char ${[...before].length})`,
    );
  }
}
