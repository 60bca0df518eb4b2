import type { TestProject } from "vitest/node";
import setup from "./setup.js";

export default (project: TestProject): Promise<() => Promise<void>> => setup(project, { edition: "oldest" });
