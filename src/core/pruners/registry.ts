import { asha } from "./asha.js";
import { auto } from "./auto.js";
import { hyperband } from "./hyperband.js";
import { median } from "./median.js";
import { none } from "./none.js";
import { patient } from "./patient.js";
import { percentile } from "./percentile.js";
import type { Pruner } from "./pruner.js";
import { sha } from "./sha.js";
import { threshold } from "./threshold.js";
import { wilcoxon } from "./wilcoxon.js";

/** Every pruner there is. Adding one means its file and its line here. */
export const PRUNERS: readonly Pruner[] = [
  auto,
  none,
  median,
  percentile,
  threshold,
  patient,
  wilcoxon,
  asha,
  sha,
  hyperband,
];
