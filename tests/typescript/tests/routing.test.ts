/** Where calls run: what options and the environment say of it. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { ClientOptions, NamedDeployment } from "../build/runtime/index.js";
import { merged, settingsOf } from "../build/runtime/options.js";
import type { Routing } from "../build/runtime/routing.js";

const NAMES = ["DEPLOYMENT_ID", "DEPLOYMENT_USER_ID", "USER_ID"].map((name) => `CLARIFAI_${name}`);

function clear(): void {
  for (const name of NAMES) delete process.env[name];
}
clear();
afterEach(clear);

function routing(...options: readonly ClientOptions[]): Routing {
  return settingsOf(options.reduce<ClientOptions>(merged, {})).routing;
}

const GPU_EU: NamedDeployment = { id: "gpu-eu", userId: "acme" };
const OWN: NamedDeployment = { id: "own" };

test("a named deployment brings its owner", () => {
  const { deploymentId, userId } = routing({ deploymentId: GPU_EU });
  assert.deepEqual([deploymentId, userId], ["gpu-eu", "acme"]);
  assert.equal(routing({ deploymentId: GPU_EU, deploymentUserId: "other" }).userId, "other");
  assert.equal(routing({ deploymentId: OWN }).deploymentId, "own");
  assert.equal(routing({ deploymentId: OWN, deploymentUserId: "other" }).userId, "other");
});

test("a named deployment brings its owner to a client that had another", () => {
  const before = { deploymentUserId: "other" };
  assert.equal(routing(before, { deploymentId: GPU_EU }).userId, "acme");
  assert.equal(routing(before, { deploymentId: OWN }).userId, "other");
  assert.equal(routing(before, { deploymentId: "gpu" }).userId, "other");
  assert.equal(
    routing(before, { deploymentId: GPU_EU, deploymentUserId: "given" }).userId,
    "given",
  );
});

test("a nodepool replaces a named deployment, and the other way round", () => {
  const nodepool = { computeClusterId: "c", nodepoolId: "n" };
  assert.equal(routing({ deploymentId: GPU_EU }, nodepool).deploymentId, "");
  assert.equal(routing(nodepool, { deploymentId: GPU_EU }).nodepoolId, "");
  assert.throws(() => routing({ deploymentId: GPU_EU, nodepoolId: "n" }), {
    message: "give either deploymentId, or computeClusterId and nodepoolId",
  });
});

test("the environment says where calls run, unless options do", () => {
  process.env["CLARIFAI_DEPLOYMENT_ID"] = "of-environment";
  process.env["CLARIFAI_USER_ID"] = "me";
  assert.deepEqual(
    [routing().deploymentId, routing().userId, routing({ deploymentId: GPU_EU }).userId],
    ["of-environment", "me", "acme"],
  );
  process.env["CLARIFAI_DEPLOYMENT_USER_ID"] = "org";
  assert.equal(routing().userId, "org");
  assert.equal(routing({ computeClusterId: "c", nodepoolId: "n" }).deploymentId, "");
});

test("without any of it the platform decides", () => {
  process.env["CLARIFAI_USER_ID"] = "me";
  assert.deepEqual(Object.values(routing()), ["", "", "", ""]);
});
