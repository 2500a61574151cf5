/** Servers in processes of their own, for the time of a test file. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../../../", import.meta.url));
const VENV = `${ROOT}.venv/bin/python`;
export const PYTHON: string = process.env["PYTHON"] ?? (existsSync(VENV) ? VENV : "python3");

/** It neither keeps the tests from ending nor outlives them. */
function ended(child: ChildProcess): void {
  child.unref();
  for (const pipe of [child.stdin, child.stdout]) (pipe as Socket | null)?.unref();
  process.once("exit", () => child.kill());
}

/** A program that prints its port: its `grpc://` address. */
export async function serving(...args: string[]): Promise<string> {
  const child = spawn(PYTHON, args, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  ended(child);
  const port = Number(line);
  await opened(port, args.join(" "));
  return `grpc://127.0.0.1:${port}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function opened(port: number, who: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isOpen(port)) return;
    await sleep(100);
  }
  throw new Error(`${who} did not start`);
}

/** Clarifai's own runner with one of the models of the tests. */
export async function runner(model: string): Promise<string> {
  const port = await freePort();
  const args = ["-m", "clarifai.runners.server", "--model_path", `tests/models/${model}`];
  const child = spawn(PYTHON, [...args, "--grpc", "--port", String(port)], {
    cwd: ROOT,
    stdio: "ignore",
  });
  ended(child);
  await opened(port, `the runner of ${model}`);
  return `grpc://127.0.0.1:${port}`;
}
