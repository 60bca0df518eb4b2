import { phrase } from "../../l10n/phrase.js";
import type { OptionValues } from "../../study/method.js";
import type { Cube } from "../cube.js";
import type { Proposal, Sampler, SamplerInput } from "../sampler.js";
import { nextSobolPoint } from "../sobol.js";
import { ACQUISITIONS, type AcquisitionName, acquisitionOf } from "./acquisition.js";
import { durations, perSecond } from "./cost.js";
import { type Data, dataOf, isFeasible } from "./data.js";
import { feasibilityTerm } from "./feasibility.js";
import { HEDGED, hedged } from "./hedge.js";
import { type Model, Modeller } from "./model.js";
import { near } from "./near.js";
import { regionOf } from "./region.js";
import { scalarisation } from "./scalar.js";
import { search } from "./search.js";
import { isStuck } from "./stuck.js";
import type { Term } from "./term.js";

/** Trials near whose configurations the search begins. */
const GOOD = 6;
/** Dimensions from which on every second proposal stays within a region about the best trial. */
const MANY_DIMENSIONS = 15;
/** By how many standard deviations a proposal must be better to count, in turn, while the study is stuck. */
const HOPES = [0.02, 0.2] as const;
/** How near a proposal may come to a running trial, and to the best one while the study is stuck, in lengths of the model. */
const BESIDE_RUNNING = 0.02;
const BESIDE_BEST = 0.4;
/** How many standard deviations of the loss above the best a failed trial counts as, and how many of them are looked at. */
const FAILED_ABOVE_BEST = 0.1;
const MOST_FAILED = 50;
/** Durations that must be known before the cost of a trial is modelled. */
const ENOUGH_DURATIONS = 5;

export const gp: Sampler = {
  name: "gp",
  summary: phrase("Gaussian process: models the objective, and proposes where it expects the greatest improvement."),
  options: [
    {
      name: "startup",
      type: { kind: "integer", min: 1, max: null },
      default: 8,
      summary: phrase("How many trials are spread over the space before the model is used (8)."),
    },
    {
      name: "acquisition",
      type: { kind: "word", words: [...ACQUISITIONS, "hedge", "eips", "pips"] },
      default: "logei",
      summary: phrase(
        "What a proposal maximises: expected improvement (logei, ei), its probability (pi), the lower confidence bound (lcb), one of these as it proves itself (hedge), or improvement per second (eips, pips).",
      ),
    },
    {
      name: "xi",
      type: { kind: "number", min: 0, max: null },
      default: 0.01,
      summary: phrase("By how many standard deviations ei and pi must improve (0.01)."),
    },
    {
      name: "kappa",
      type: { kind: "number", min: 0, max: null },
      default: 1.96,
      summary: phrase("How many standard deviations below the mean lcb hopes for (1.96)."),
    },
  ],
  propose(input, options): Proposal {
    const modeller = modellerOf(input);
    const lossOf = scalarisation(input.history, input.objectives, input.random("gp/weights"));
    const data = dataOf(input.history, modeller.embedding.rowOf, lossOf);
    const startup = options.integer("startup");
    if (data.trials.length < startup) {
      const point = nextSobolPoint(input);
      const reason = `gp: one of the first ${startup} trials, spread evenly over the space.`;
      return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
    }
    return proposeFrom(input, options, modeller, data);
  },
};

function proposeFrom(input: SamplerInput, options: OptionValues, modeller: Modeller, data: Data): Proposal {
  const { embedding } = modeller;
  const { dimensions } = input.cube;
  const model = input.objectives === 1 ? modeller.model("loss", data.trials) : modeller.passing(data.trials);
  const losses = data.trials.filter(isFeasible).map(({ loss }) => loss);
  const anyFeasible = losses.length > 0;
  // While the best does not move, every second proposal looks elsewhere: the model may be surer than it should be.
  const elsewhere = input.number % 2 === 1 && isStuck(losses);
  const word = options.word("acquisition");
  const name = primaryOf(word, model, input);
  const incumbent = model.means[model.best]! - (elsewhere ? HOPES[(input.number >> 1) % HOPES.length]! : 0);
  const primary = acquisitionOf(name, { incumbent, xi: options.number("xi"), kappa: options.number("kappa") });
  addBelieved(input, modeller, data, model);
  const terms: Term[] = anyFeasible ? [{ regression: model.regression, acquisition: primary }] : [];
  if (data.failures.length > 0) terms.push(feasibilityTerm(modeller.model("failure", data.failures), 0.5));
  data.constraints.forEach((values, i) => {
    terms.push(feasibilityTerm(modeller.model(`constraint ${i}`, values), 0));
  });
  if (word === "eips" || word === "pips") terms.push(...costTerm(modeller, data));

  const { lengths } = model.regression.kernel.parameters;
  const centres = runningRows(input, modeller).map((row) => ({ row, reach: BESIDE_RUNNING }));
  if (elsewhere) centres.push({ row: model.data[model.best]!.row, reach: BESIDE_BEST });
  const order = model.means.map((_, i) => i).sort((a, b) => model.means[a]! - model.means[b]! || a - b);
  const local = dimensions.length >= MANY_DIMENSIONS && input.number % 2 === 0;
  const point = search({
    input,
    embedding,
    terms,
    good: order.slice(0, GOOD).map((i) => model.data[i]!.observation.coordinates),
    lengths,
    random: input.random("gp/search"),
    region: local ? regionOf(dimensions, embedding, model, losses) : null,
    wandering: elsewhere,
    isExcluded: near(embedding, lengths, centres),
  });
  const reason = `gp: ${WHY[name]} by a model of ${data.trials.length} trials${elsewhere ? ", away from the best" : ""}.`;
  if (point === null) return { kind: "none", reason };
  return word === "hedge"
    ? { kind: "point", point, reason, attributes: [[HEDGED, name]] }
    : { kind: "point", point, reason };
}

const WHY: Readonly<Record<AcquisitionName, string>> = {
  logei: "the greatest expected improvement",
  ei: "the greatest expected improvement",
  pi: "the most probable improvement",
  lcb: "the lowest confidence bound",
};

function primaryOf(word: string, model: Model, input: SamplerInput): AcquisitionName {
  switch (word) {
    case "hedge":
      return hedged(model, input.random("gp/hedge"));
    case "eips":
      return "logei";
    case "pips":
      return "pi";
    default:
      return ACQUISITIONS.find((name) => name === word) ?? "logei";
  }
}

/**
 * Running trials count as if their loss were the one predicted, so that others look elsewhere (D. Ginsbourger, R. Le Riche
 * and L. Carraro, "Kriging Is Well-Suited to Parallelize Optimization", 2010, section 3.1, Kriging believer). Failed ones
 * count likewise, but as no better than the best trial, so that there is nothing to be hoped for about them.
 */
function addBelieved(
  input: SamplerInput,
  modeller: Modeller,
  { failed }: Data,
  { regression, means, best }: Model,
): void {
  const hopeless = means[best]! + FAILED_ABOVE_BEST;
  for (const row of failed.slice(-MOST_FAILED)) {
    regression.add(row, Math.max(hopeless, regression.predict(row).mean), 0);
  }
  for (const row of runningRows(input, modeller)) regression.add(row, regression.predict(row).mean, 0);
}

function runningRows({ history }: SamplerInput, { embedding }: Modeller): readonly Float64Array[] {
  return history.filter(({ state, whole }) => state === "running" && whole).map(embedding.rowOf);
}

function costTerm(modeller: Modeller, { trials }: Data): readonly Term[] {
  const timed = durations(trials);
  if (timed.length < ENOUGH_DURATIONS) return [];
  const { regression, warp } = modeller.model("seconds", timed);
  return [{ regression, acquisition: perSecond(1 / warp.slope(0)) }];
}

const modellers = new WeakMap<Cube, Modeller>();

/** The modeller of a study, kept as long as its space is. */
function modellerOf({ cube, noisy }: SamplerInput): Modeller {
  let modeller = modellers.get(cube);
  if (modeller === undefined) {
    modeller = new Modeller(cube, noisy);
    modellers.set(cube, modeller);
  }
  return modeller;
}
