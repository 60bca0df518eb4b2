import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "node_modules/**"],
    pool: "forks",
    maxWorkers: 2,
    // A busy machine is no defect of what is tested; a test that hangs is still found.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
