// Bundles a program for Node as whoever ships it does: `node bundle.mjs FROM TO`.
import { build } from "esbuild";

const [from, to] = process.argv.slice(2);
await build({
  entryPoints: [from],
  outfile: to,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  platform: "node",
  external: ["clarifai-nodejs"],
  logLevel: "warning",
});
