#!/usr/bin/env node
import { run } from "./launch.mjs";

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
