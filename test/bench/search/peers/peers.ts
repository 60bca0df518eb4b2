/** A tool that the search benchmark compares with, at its defaults. */
export interface Peer {
  readonly name: string;
  /** What pip installs for it: its own package with the version that results are kept under, then others that it needs. */
  readonly packages: readonly string[];
  /** Trials that it is run for, and seeds: the slow ones fewer. */
  readonly budget: number;
  readonly seeds: number;
}

const OPTUNA = "optuna==5.0.0";
const HYPEROPT = "hyperopt==0.3.0";

export const PEERS: readonly Peer[] = [
  { name: "optuna-tpe", packages: [OPTUNA, "scipy"], budget: 200, seeds: 10 },
  { name: "optuna-gp", packages: [OPTUNA, "scipy", "torch"], budget: 100, seeds: 4 },
  { name: "optuna-cmaes", packages: [OPTUNA, "cmaes==0.13.1"], budget: 200, seeds: 10 },
  { name: "hyperopt-tpe", packages: [HYPEROPT, "setuptools"], budget: 200, seeds: 10 },
  { name: "hyperopt-anneal", packages: [HYPEROPT, "setuptools"], budget: 200, seeds: 10 },
  { name: "smac", packages: ["smac==2.4.1"], budget: 100, seeds: 4 },
];
