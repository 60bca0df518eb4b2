import { type Phrase, phrase } from "../../l10n/phrase.js";

/** What one distribution of the annotation language takes. */
export interface DistributionForm {
  readonly name: string;
  /** In order; all of them are required. */
  readonly positional: readonly string[];
  /** May be given by keyword. */
  readonly optional: readonly string[];
  /** Any number of categories. */
  readonly categories: boolean;
  /** As it is written, for messages, completion and signature help. */
  readonly shape: string;
  /** One sentence. */
  readonly summary: Phrase;
}

/** The distributions of the annotation language. */
export const DISTRIBUTIONS: readonly DistributionForm[] = [
  form("uniform", ["low", "high"], ["step"], "uniform(low, high[, step=q])", phrase("Reals, optionally on a lattice.")),
  form(
    "loguniform",
    ["low", "high"],
    [],
    "loguniform(low, high)",
    phrase("Reals, uniform in the logarithm; low is above 0."),
  ),
  form("int", ["low", "high"], ["step"], "int(low, high[, step=q])", phrase("Whole numbers, both ends included.")),
  form(
    "logint",
    ["low", "high"],
    [],
    "logint(low, high)",
    phrase("Whole numbers, uniform in the logarithm, both ends included."),
  ),
  form(
    "normal",
    ["mu", "sigma"],
    ["low", "high"],
    "normal(mu, sigma[, low=a, high=b])",
    phrase("Reals with this mean and standard deviation, cut off at low and high."),
  ),
  form(
    "lognormal",
    ["mu", "sigma"],
    ["low", "high"],
    "lognormal(mu, sigma[, low=a, high=b])",
    phrase("Reals whose logarithm has this mean and standard deviation, cut off at low and high."),
  ),
  {
    ...form("choice", [], ["weights"], "choice(a, b, …[, weights=(…)])", phrase("Categories without an order.")),
    categories: true,
  },
  {
    ...form("ordinal", [], [], "ordinal(a, b, …)", phrase("Categories with an order, in which neighbours are near.")),
    categories: true,
  },
  form("bool", [], [], "bool", phrase("False or true.")),
];

/** What other tools call them. */
export const FOREIGN_DISTRIBUTIONS: ReadonlyMap<string, string> = new Map([
  ["float", "uniform"],
  ["real", "uniform"],
  ["quniform", "uniform"],
  ["range", "uniform"],
  ["log", "loguniform"],
  ["log_uniform", "loguniform"],
  ["qloguniform", "loguniform"],
  ["reciprocal", "loguniform"],
  ["integer", "int"],
  ["randint", "int"],
  ["qrandint", "int"],
  ["uniformint", "int"],
  ["lograndint", "logint"],
  ["log_int", "logint"],
  ["gaussian", "normal"],
  ["randn", "normal"],
  ["qnormal", "normal"],
  ["log_normal", "lognormal"],
  ["qlognormal", "lognormal"],
  ["categorical", "choice"],
  ["category", "choice"],
  ["enum", "choice"],
  ["boolean", "bool"],
]);

function form(
  name: string,
  positional: readonly string[],
  optional: readonly string[],
  shape: string,
  summary: Phrase,
): DistributionForm {
  return { name, positional, optional, categories: false, shape, summary };
}
