import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Tests of the engine and of the page's models: they touch nothing but values, so that they can share a process. */
const PURE = ["test/core/**/*.test.ts", "test/webview/model/**/*.test.ts"];

const guards = {
  pool: "forks",
  // Guards against tests that hang; on a busy machine an honest test takes many times its usual second.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // The default of one second is over on a busy machine before a model has been fitted or a page drawn.
  expect: { poll: { timeout: 20_000, interval: 50 } },
} as const;

export default defineConfig({
  root,
  test: {
    // One more than the two processors that there are at least: many tests wait for processes.
    maxWorkers: 3,
    projects: [
      {
        root,
        test: {
          ...guards,
          name: "machine",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", "node_modules/**", ...PURE],
        },
      },
      { root, test: { ...guards, name: "pure", include: PURE, isolate: false } },
    ],
  },
});
