import { setFlagsFromString } from "node:v8";

/**
 * A driver lives as long as its study, beside programs that want the machine for themselves. V8 would give it tens of
 * megabytes for garbage, and the more the longer it runs; told so, it keeps close to what is in use. Suggestions of a
 * Gaussian process take some milliseconds longer for it.
 */
export function keepHeapSmall(): void {
  // The engines of Node.js 20 to 24 know both; another would only say on standard error that it does not.
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=10");
}
