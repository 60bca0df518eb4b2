import { defineConfig } from "vitest/config";
import newest from "./vitest.config.js";

/** One story in the oldest VS Code that package.json declares. */
export default defineConfig({
  ...newest,
  test: { ...newest.test, include: ["test/e2e/oldest.smoke.ts"], globalSetup: "test/e2e/oldest-setup.ts" },
});
