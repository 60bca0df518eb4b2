import { resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { type Host, type HostOptions, startHost } from "./host.js";

declare module "vitest" {
  export interface ProvidedContext {
    readonly host: Host;
  }
}

/** One server and one browser for all files. */
export default async function setup(project: TestProject, options: HostOptions = {}): Promise<() => Promise<void>> {
  const { host, stop } = await startHost(resolve(import.meta.dirname, "../.."), options);
  project.provide("host", host);
  return stop;
}
