// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Sets of tools: what a request offers to a model, and what runs the model's calls. */

import { ClarifaiError } from "../errors.js";
import { failed, invoke, type Outcome, resultOf } from "./invocation.js";
import { type RunTools, runToolsOf } from "./loop.js";
import { Clients, type Limits, limitsOf, type ToolOptions } from "./options.js";
import { invalidJson, unknownTool } from "./problems.js";
import { PartNames, type ToolResult } from "./result.js";
import { type ChatTool, type ResponsesTool, Tool, type ToolChange, type ToolSpec } from "./tool.js";
import type { Runner, RunTool, ToolCall } from "./turn.js";
import { type VercelTools, vercelToolsOf } from "./vercel.js";

/** What another set of tools has. */
export interface ToolSetChange {
  /** The names of the tools that it has; by default all. */
  readonly only?: readonly string[] | undefined;
  /** Parameters that are left to the model's default, by the tool's name. */
  readonly hide?: Readonly<Record<string, ToolChange["hide"]>> | undefined;
  /** Parameters that are sent with each call, by the tool's name. */
  readonly fixed?: Readonly<Record<string, ToolChange["fixed"]>> | undefined;
}

const CUT = "the answer ended at its length limit";

/** Some tools; a set never changes. */
export class ToolSet implements Runner {
  readonly #tools: ReadonlyMap<string, Tool>;
  readonly #clients: Clients;
  readonly #isOneModel: boolean;

  /** See {@link RunTool}. */
  readonly runTool: RunTool = async (name, args, options = {}) => {
    const [result] = await this.runAll([{ name, arguments: args }], options);
    return result ?? failed("");
  };

  /** See {@link RunTools}. */
  readonly runTools: RunTools = runToolsOf(this);

  /** See {@link VercelTools}. */
  readonly vercelTools: VercelTools = vercelToolsOf(this);

  constructor(specs: readonly (readonly ToolSpec[])[], clients: Clients = new Clients()) {
    const tools = specs.flat().map((spec) => new Tool(spec));
    this.#tools = new Map(tools.map((tool) => [tool.name, tool]));
    this.#clients = clients;
    this.#isOneModel = new Set(tools.map(({ spec }) => spec.client)).size === 1;
  }

  /** The tools as generated code describes them. */
  get specs(): ToolSpec[] {
    return [...this.#tools.values()].map(({ spec }) => spec);
  }

  /** The `tools` of a request of Chat Completions. */
  get tools(): ChatTool[] {
    return [...this.#tools.values()].map((tool) => tool.chat());
  }

  /** The `tools` of a request of Responses. */
  get responsesTools(): ResponsesTool[] {
    return [...this.#tools.values()].map((tool) => tool.responses());
  }

  /** Another set. Throws ClarifaiError for tools and parameters that there are not. */
  with({ fixed = {}, hide = {}, only }: ToolSetChange): ToolSet {
    const names = only ?? [...this.#tools.keys()];
    for (const name of [...names, ...Object.keys(hide), ...Object.keys(fixed)]) {
      if (this.#tools.has(name)) continue;
      throw new ClarifaiError("invalidArgument", unknownTool(name, [...this.#tools.keys()]));
    }
    const specs = [...new Set(names)].flatMap((name) => {
      const tool = this.#tools.get(name);
      return tool ? [tool.changed({ fixed: fixed[name], hide: hide[name] }).spec] : [];
    });
    return new ToolSet([specs], this.#clients);
  }

  /** Run the calls of one turn, at once; the results are in the order of the calls. */
  async runAll(calls: readonly ToolCall[], options: ToolOptions = {}): Promise<ToolResult[]> {
    const limits = await limitsOf(options);
    const outcomes = await Promise.all(calls.map((call) => this.#outcome(call, limits)));
    const names = new PartNames(new Set(limits.attachments.keys()));
    return outcomes.map((outcome, position) => {
      const tool = this.#tools.get(calls[position]?.name ?? "");
      return tool ? resultOf(tool, outcome, names, limits) : failed(outcome.error ?? "");
    });
  }

  async #outcome(call: ToolCall, limits: Limits): Promise<Outcome> {
    const { arguments: given, isCut, name } = call;
    const tool = this.#tools.get(name);
    if (!tool) return { error: unknownTool(name, [...this.#tools.keys()]) };
    if (isCut) return { error: invalidJson(CUT, typeof given === "string" ? given : "") };
    limits.call.signal?.throwIfAborted();
    const client = (): object => this.#clients.of(tool, limits.clients, this.#isOneModel);
    return invoke(tool, given, client, limits);
  }
}
