import { anneal } from "./anneal.js";
import { auto } from "./auto.js";
import { cmaes } from "./cmaes/cmaes.js";
import { gp } from "./gp/gp.js";
import { grid } from "./grid.js";
import { halton } from "./halton.js";
import { lhs } from "./lhs.js";
import { random } from "./random.js";
import type { Sampler } from "./sampler.js";
import { sobol } from "./sobol.js";
import { tpe } from "./tpe/tpe.js";

/** Every sampler there is. Adding one means its file and its line here. */
export const SAMPLERS: readonly Sampler[] = [auto, random, grid, sobol, halton, lhs, tpe, gp, cmaes, anneal];
