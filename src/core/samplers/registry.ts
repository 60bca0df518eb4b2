import type { MethodSpec } from "../study/method.js";

/** Every sampler there is. Adding one means its file and its line here. */
export const SAMPLERS: readonly MethodSpec[] = [];
