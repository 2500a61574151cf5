// The Vite plugin: clients are generated from the lock, before anything imports them.
import { resolve } from "node:path";
import { run } from "./launch.mjs";

const FOLLOWED = ["clarifai-codegen.lock", "clarifai-codegen.toml", "pyproject.toml"];

/**
 * @param {{ project?: string, args?: string[], watch?: string[] }} options
 *   `project`: the folder of the configuration, by default Vite's root. `args`: more arguments
 *   of `generate`. `watch`: signatures files that are locked anew when they change.
 */
export function clarifai({ project, args = [], watch = [] } = {}) {
  let root = process.cwd();
  let last = Promise.resolve();

  /** One after the other; a failure says what the program said. */
  function once(command) {
    const next = last.then(async () => {
      const said = [];
      const status = await run(command, { cwd: root, onOutput: (data) => said.push(data) });
      const text = Buffer.concat(said).toString().trim();
      if (status !== 0) throw new Error(`clarifai-codegen ended with ${status}:\n${text}`);
      return text;
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    name: "clarifai-codegen",
    enforce: "pre",
    configResolved(config) {
      root = resolve(config.root, project ?? ".");
    },
    async buildStart() {
      await once(["generate", ...args]);
    },
    configureServer(server) {
      const sources = watch.map((file) => resolve(root, file));
      const files = [...FOLLOWED.map((name) => resolve(root, name)), ...sources];
      server.watcher.add(files);
      server.watcher.on("change", async (file) => {
        if (!files.includes(resolve(file))) return;
        try {
          if (sources.includes(resolve(file))) await once(["update"]);
          server.config.logger.info(await once(["generate", "--not-locked", ...args]));
        } catch (error) {
          server.config.logger.error(error.message);
        }
      });
    },
  };
}

export default clarifai;
