// npm run test:clusters: installs Slurm and an ssh server where the system's packages are ours to install, and runs the
// tests against them; `npm test` runs these, too, where both are there. With the word `install` it only installs.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findOnPath, run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { requireNode } from "./machine/node.mjs";
import { installDependencies } from "./machine/npm.mjs";
import { installSystemPackages } from "./machine/system-packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const PACKAGES = ["slurm-wlm", "munge", "openssh-server"];

await main(async () => {
  requireNode();
  process.chdir(root);
  // The server is not on everybody's path.
  const present = findOnPath(["srun"]) !== null && existsSync("/usr/sbin/sshd");
  if (!present && !(await installSystemPackages(PACKAGES))) {
    process.stdout.write(`${PACKAGES.join(", ")} cannot be installed here; what needs them is skipped.\n`);
  }
  if (process.argv[2] === "install") return 0;
  await installDependencies(root);
  const words = ["run", "--config", "test/vitest.config.ts", "test/clusters"];
  return await run(process.execPath, ["node_modules/vitest/vitest.mjs", ...words]);
});
