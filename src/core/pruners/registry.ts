import type { MethodSpec } from "../study/method.js";

/** Every pruner there is. Adding one means its file and its line here. */
export const PRUNERS: readonly MethodSpec[] = [{ name: "none", summary: "No trial is ended early.", options: [] }];
