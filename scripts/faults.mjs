// npm run test:faults: kills drivers, runners and their children at 200 random moments, and prints what was counted. The
// number is the first argument, if there is one.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./machine/cache.mjs";
import { run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { requireNode } from "./machine/node.mjs";
import { installDependencies } from "./machine/npm.mjs";
import { ensureEnvironment } from "./machine/python.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

await main(async () => {
  requireNode();
  process.chdir(root);
  await installDependencies(root);
  process.env.HYPERLENS_OPTUNA_PYTHON ??= await ensureEnvironment(join(cacheFolder(root), "optuna"), ["optuna==5.0.0"]);
  process.env.HYPERLENS_FAULTS = process.argv[2] ?? "200";
  const words = [
    "run",
    "--config",
    "test/vitest.config.ts",
    "test/driver/random-kills.test.ts",
    "--disable-console-intercept",
  ];
  return await run(process.execPath, ["node_modules/vitest/vitest.mjs", ...words]);
});
