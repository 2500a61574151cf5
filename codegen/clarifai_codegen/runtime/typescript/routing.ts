// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Where calls run: a deployment, or a nodepool of a compute cluster. */

import { create } from "@bufbuild/protobuf";
import { environment } from "./credentials.js";
import { ClarifaiError } from "./errors.js";
import { type RunnerSelector, RunnerSelectorSchema } from "./messages.js";

/** The id of a deployment, and who owns it: what a configuration calls by name. */
export interface NamedDeployment {
  readonly id: string;
  readonly userId?: string | undefined;
}

/** Where calls run. */
export interface RoutingOptions {
  readonly deploymentId?: string | NamedDeployment | undefined;
  /** Who owns the deployment or the compute cluster, if not the caller. */
  readonly deploymentUserId?: string | undefined;
  /** With `nodepoolId`, instead of `deploymentId`. */
  readonly computeClusterId?: string | undefined;
  readonly nodepoolId?: string | undefined;
}

/** Where calls run; all empty leaves it to the platform. */
export interface Routing {
  readonly deploymentId: string;
  readonly userId: string;
  readonly computeClusterId: string;
  readonly nodepoolId: string;
}

function bad(what: string): ClarifaiError {
  return new ClarifaiError("invalidArgument", what);
}

/** Who owns a named deployment; empty where that is not said. */
export function ownerOf(deployment: string | NamedDeployment | undefined): string {
  return (typeof deployment !== "string" && deployment?.userId) || "";
}

/** Where options say that calls run; throws for combinations that cannot be. */
export function routingOf(options: RoutingOptions): Routing {
  const { computeClusterId = "", nodepoolId = "" } = options;
  const given = options.deploymentId ?? "";
  let deploymentId = typeof given === "string" ? given : given.id;
  if (deploymentId && (computeClusterId || nodepoolId)) {
    throw bad("give either deploymentId, or computeClusterId and nodepoolId");
  }
  if (Boolean(computeClusterId) !== Boolean(nodepoolId)) {
    const missing = computeClusterId ? "nodepoolId" : "computeClusterId";
    throw bad(`${missing} is missing: computeClusterId and nodepoolId go together`);
  }
  if (!deploymentId && !nodepoolId) deploymentId = environment("CLARIFAI_DEPLOYMENT_ID");
  if (!deploymentId && !nodepoolId) {
    return { deploymentId, userId: "", computeClusterId, nodepoolId };
  }
  const userId =
    options.deploymentUserId ||
    ownerOf(given) ||
    environment("CLARIFAI_DEPLOYMENT_USER_ID") ||
    environment("CLARIFAI_USER_ID");
  return { deploymentId, userId, computeClusterId, nodepoolId };
}

/** What a request says of where it runs; nothing where the platform decides. */
export function selectorOf(routing: Routing): RunnerSelector | undefined {
  const { computeClusterId, deploymentId, nodepoolId, userId } = routing;
  if (deploymentId) {
    return create(RunnerSelectorSchema, { deployment: { id: deploymentId, userId } });
  }
  if (!nodepoolId) return undefined;
  const computeCluster = { id: computeClusterId, userId };
  return create(RunnerSelectorSchema, { nodepool: { id: nodepoolId, computeCluster } });
}
