import { anneal } from "./anneal.js";
import { auto } from "./auto.js";
import { cmaes } from "./cmaes/cmaes.js";
import { bohb } from "./fidelity/bohb.js";
import { dehb } from "./fidelity/dehb.js";
import { gp } from "./gp/gp.js";
import { grid } from "./grid.js";
import { halton } from "./halton.js";
import { lhs } from "./lhs.js";
import { manual } from "./manual.js";
import { mixOf } from "./mix.js";
import { nsga2, nsga3 } from "./nsga/nsga.js";
import { pb2 } from "./pbt/pb2.js";
import { pbt } from "./pbt/pbt.js";
import { random } from "./random.js";
import { sa } from "./sa.js";
import type { Sampler } from "./sampler.js";
import { sobol } from "./sobol.js";
import { tpe } from "./tpe/tpe.js";
import { forest } from "./trees/forest.js";
import { gbrt } from "./trees/gbrt.js";

/** Every sampler that proposes by itself. Adding one means its file and its line here. */
const ALONE: readonly Sampler[] = [
  auto,
  random,
  grid,
  sobol,
  halton,
  lhs,
  tpe,
  gp,
  cmaes,
  anneal,
  sa,
  nsga2,
  nsga3,
  forest,
  gbrt,
];

/** Every sampler that gives trials their budgets itself. */
const PLANNING: readonly Sampler[] = [bohb, dehb, pbt, pb2];

/** Every sampler there is. */
export const SAMPLERS: readonly Sampler[] = [...ALONE, ...PLANNING, mixOf(ALONE), manual];
