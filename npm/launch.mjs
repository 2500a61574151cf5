// Finds the Python program and runs it.
import { spawn } from "node:child_process";
import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAME = "clarifai-codegen";
const WINDOWS = process.platform === "win32";
const SELF = fileURLToPath(new URL("cli.mjs", import.meta.url));

/** A program of the path, or undefined; this launcher is not taken for what it launches. */
function found(name, folders) {
  const endings = WINDOWS ? [".exe"] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      try {
        accessSync(path, constants.X_OK);
        if (realpathSync(path) !== SELF && !isOurs(folder)) return path;
      } catch {}
    }
  }
  return undefined;
}

/** Where npm puts launchers of packages, this one among them. */
function isOurs(folder) {
  return /node_modules[\\/]\.bin[\\/]?$/.test(folder);
}

/**
 * The program and its first arguments.
 * Throws where nothing is found, with what to install.
 */
export function command({ cwd = process.cwd(), env = process.env } = {}) {
  if (env.CLARIFAI_CODEGEN) return [env.CLARIFAI_CODEGEN];
  const path = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const own = found(NAME, [join(cwd, ".venv", WINDOWS ? "Scripts" : "bin"), ...path]);
  if (own) return [own];
  const uvx = found("uvx", path);
  if (uvx) return [uvx, NAME];
  const pipx = found("pipx", path);
  if (pipx) return [pipx, "run", NAME];
  throw new Error(
    `${NAME} is a Python program, and neither it nor uvx nor pipx was found. ` +
      `Install one of them, for example: pip install ${NAME}`,
  );
}

/** Run it; gives its exit status. What it says goes where ours goes, or to `onOutput`. */
export async function run(args, { cwd = process.cwd(), env = process.env, onOutput } = {}) {
  const [program, ...first] = command({ cwd, env });
  const stdio = onOutput ? ["ignore", "pipe", "pipe"] : "inherit";
  const child = spawn(program, [...first, ...args], { cwd, env, stdio });
  if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.on("data", onOutput);
  const stop = (signal) => child.kill(signal);
  if (!onOutput) for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status, signal) => resolve(status ?? (signal === "SIGINT" ? 130 : 143)));
    });
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, stop);
  }
}
