import { cubeOf } from "../samplers/cube.js";
import { describeDistribution } from "../space/describe.js";
import { printExpression } from "../space/expression/print.js";
import type { Parameter, SearchSpace } from "../space/space.js";
import { shellWord } from "../text/shell-word.js";
import { observationOf } from "./history.js";
import { likelyRenames, type Rename, rangesOf } from "./renames.js";
import type { Direction, Trial } from "./trial.js";

/** How a space differs from the one before, and what that makes of the trials that were drawn from it. */
export interface SpaceChange extends Fit {
  /** One phrase for each parameter that is new, gone, or has another distribution or condition. */
  readonly parameters: readonly string[];
  /** What may be one parameter under two names. */
  readonly renames: readonly Pick<Rename, "from" | "to">[];
}

/** How many trials inform the search of a space in all its parameters, in part, or do not fit it. */
export interface Fit {
  readonly whole: number;
  readonly part: number;
  readonly none: number;
}

export function fitOf(space: SearchSpace, directions: readonly Direction[], trials: readonly Trial[]): Fit {
  const cube = cubeOf(space);
  const count = { whole: 0, part: 0, none: 0 };
  for (const trial of trials) {
    const observation = observationOf(cube, directions, trial);
    if (observation === null) count.none++;
    else if (observation.whole) count.whole++;
    else count.part++;
  }
  return count;
}

/** What has changed from one space to the next; null where nothing has. */
export function spaceChange(
  before: SearchSpace,
  after: SearchSpace,
  directions: readonly Direction[],
  trials: readonly Trial[],
): SpaceChange | null {
  const old = new Map(before.parameters.map((parameter) => [parameter.name, parameter]));
  const fresh = new Map(after.parameters.map((parameter) => [parameter.name, parameter]));
  const parameters = [
    ...after.parameters.flatMap((parameter) => difference(old.get(parameter.name), parameter)),
    ...before.parameters.flatMap(({ name }) => (fresh.has(name) ? [] : [`${name} is gone`])),
  ];
  if (parameters.length === 0) return null;
  const ended = trials.filter(({ outcome: { kind } }) => kind === "complete" || kind === "pruned");
  const renames = likelyRenames(rangesOf(before), rangesOf(after));
  return { parameters, renames, ...fitOf(after, directions, ended) };
}

/** The change in words for a person, who calls the study `target` on the command line. */
export function describeSpaceChange({ parameters, renames, whole, part, none }: SpaceChange, target: string): string {
  const change = `The space has changed since the last run: ${parameters.join("; ")}.`;
  if (whole + part + none === 0) return change;
  const kept = [
    whole === 0 ? [] : [`${whole} still ${whole === 1 ? "informs" : "inform"} the search`],
    part === 0 ? [] : [`${part} ${part === 1 ? "does" : "do"} so in part`],
    none === 0 ? [] : [`${none} no longer ${none === 1 ? "fits" : "fit"} and ${none === 1 ? "is" : "are"} only shown`],
  ].flat();
  const commands = renames.map(({ from, to }) => `hyperlens rename ${[target, from, to].map(shellWord).join(" ")}`);
  const rename =
    commands.length === 0
      ? ""
      : ` Where a parameter has only got another name, its trials can go with it once the run has ended: ${commands.join(" && ")}.`;
  return `${change} Of the trials so far, ${kept.join(", ")}.${rename}`;
}

function difference(before: Parameter | undefined, { name, distribution, condition }: Parameter): readonly string[] {
  const now = describeDistribution(distribution);
  if (before === undefined) return [`${name} is new, ${now}`];
  const was = describeDistribution(before.distribution);
  const when = condition === null ? "always" : `if ${printExpression(condition)}`;
  const wasWhen = before.condition === null ? "always" : `if ${printExpression(before.condition)}`;
  return [
    ...(now === was ? [] : [`${name} is ${now} instead of ${was}`]),
    ...(when === wasWhen ? [] : [`${name} is active ${when} instead of ${wasWhen}`]),
  ];
}
