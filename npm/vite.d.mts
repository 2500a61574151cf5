import type { Plugin } from "vite";

export interface Options {
  /** The folder of the configuration. @defaultValue Vite's root */
  readonly project?: string;
  /** More arguments of `generate`. */
  readonly args?: readonly string[];
  /** Signatures files that are locked anew when they change. */
  readonly watch?: readonly string[];
}

/** Generates clients from the lock when a build starts, and again when the lock changes. */
export function clarifai(options?: Options): Plugin;
export default clarifai;
