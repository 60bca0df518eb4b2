import { existsSync, realpathSync } from "node:fs";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { spell } from "../../core/annotations/spelling.js";
import { type ForeignStudy, ImportError, negated, type Wanted } from "../../core/import/foreign.js";
import { importRecords, newTrials } from "../../core/import/kept.js";
import { choicesOf, isCategorical } from "../../core/space/distribution.js";
import { resolveOptions } from "../../core/study/option-value.js";
import { changedSetup, newStudy } from "../../core/study/records.js";
import { type StudySetup, setupOf } from "../../core/study/setup.js";
import { type Fit, fitOf } from "../../core/study/space-change.js";
import { withoutPassword } from "../import/optuna.js";
import { readSource } from "../import/source.js";
import { findPython } from "../interpreters/find.js";
import { Journal } from "../journal/journal.js";
import { DriverWatch, liveDriver } from "../places/alive.js";
import { journalPath, makeStudiesFolder, studiesFolder } from "../places/studies.js";
import { checkOwner, sourceOf, type Target } from "../run/owner.js";
import { seedOf, storedPath } from "../run/plan.js";
import { setupAfter } from "../run/start.js";
import { isExpected } from "./expected.js";
import { readVerbArguments } from "./options.js";
import { readTarget } from "./target.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens import`; gives the exit status. @throws {UsageError, AnnotationError} */
export async function importCommand(words: readonly string[]): Promise<number> {
  const given = readVerbArguments(words, ["json", "negate"], ["from", "metric", "rename", "python"]);
  if (given.help) {
    process.stdout.write(helpText("import"));
    return 0;
  }
  const [source, ...more] = given.rest;
  if (source === undefined || more.length > 0) {
    throw new UsageError("Give the study and one source: hyperlens import FILE[:NAME] SOURCE");
  }
  const target = readTarget(given.target);
  const { study, file } = target;
  const json = given.flags.has("json");
  try {
    const wanted = wantedOf(target, given.options.get("metric"), given.options.get("rename"));
    const read = await readSource({
      source,
      name: given.options.get("from") ?? null,
      wanted,
      categories: categoriesOf(target),
      python: () =>
        findPython(file, { given: given.options.get("python") ?? null, option: study.options.python }, process.env),
    });
    const foreign = given.flags.has("negate") ? negated(read) : read;
    const folder = studiesFolder(file, given.studies);
    const from = placeOf(source, given.options.get("from"), folder);
    refuseItself(source, journalPath(folder, study.name), given.options.get("from") ?? study.name, study.name);
    const kept = await keep(target, folder, foreign, from);
    const told = { study: study.name, journal: journalPath(folder, study.name), from, ...kept };
    if (json) process.stdout.write(`${JSON.stringify({ ...told, error: null })}\n`);
    else process.stdout.write(`${describe(study.name, from, foreign, kept)}\n`);
    return kept.imported + kept.known > 0 ? 0 : 1;
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`hyperlens: ${error.message}\n`);
    const choice = error instanceof ImportError ? error.choice : null;
    if (json) process.stdout.write(`${JSON.stringify({ study: study.name, error: error.message, choice })}\n`);
    return 1;
  }
}

function wantedOf({ study }: Target, metric: string | undefined, rename: string | undefined): Wanted {
  const metrics = study.goals.map((goal) => goal.metric);
  const called = metric?.split(",").map((name) => name.trim()) ?? null;
  if (called !== null && called.length !== metrics.length) {
    throw new UsageError(`--metric names one metric for each direction: ${metrics.length}, not ${called.length}.`);
  }
  const parameters = study.space.parameters.map(({ name }) => name);
  const others = new Map<string, string>();
  for (const pair of rename?.split(",") ?? []) {
    const [there = "", here = ""] = pair.split("=").map((name) => name.trim());
    if (there === "" || here === "") throw new UsageError(`--rename takes THERE=HERE,…, not ${pair}.`);
    if (!parameters.includes(here)) {
      throw new UsageError(`The study has no parameter ${here}; it has ${parameters.join(", ")}.`);
    }
    others.set(here, there);
  }
  return { parameters, metrics, called, others };
}

function categoriesOf({ study, language }: Target): ReadonlyMap<string, readonly string[]> {
  return new Map(
    study.space.parameters.flatMap(({ name, distribution }) =>
      isCategorical(distribution) ? [[name, choicesOf(distribution).map((choice) => spell(choice, language))]] : [],
    ),
  );
}

/** What a source is called in the study: a path from the folder that holds the studies folder. */
function placeOf(source: string, study: string | undefined, folder: string): string {
  const place = source.includes("://") ? withoutPassword(source) : storedPath(folder, resolve(source));
  return study === undefined ? place : `${place}:${study}`;
}

/** @throws {ImportError} where a study is to be imported into itself. */
function refuseItself(source: string, journal: string, from: string, study: string): void {
  if (from !== study || !existsSync(source) || !existsSync(journal)) return;
  if (realpathSync(source) === realpathSync(journal)) {
    throw new ImportError(`${source} is the journal of ${study} itself, which has its trials already.`);
  }
}

/** What the imported trials are to the search. */
type Told = Fit & {
  readonly imported: number;
  /** Trials that the study had from this source already. */
  readonly known: number;
};

/** Puts the trials into the journal of the study, which is made where there is none yet. */
async function keep(target: Target, folder: string, foreign: ForeignStudy, from: string): Promise<Told> {
  const { study, language } = target;
  const { name, goals, space } = study;
  const worker = `hyperlens/${hostname()}/${process.pid}/import`;
  const path = journalPath(folder, name);
  const watch = new DriverWatch();
  const options = resolveOptions(study.options, study.givenOptions, {}, {});
  const next = { space, goals, options, language: language.id };
  const place = sourceOf(target, folder);
  const nothing = { whole: 0, part: 0, none: 0 };
  // No journal is made for what cannot be imported.
  if (newTrials(foreign, from, next, undefined).length === 0) return { ...nothing, imported: 0, known: 0 };
  makeStudiesFolder(folder);
  const journal = Journal.open(path, "create");
  try {
    checkOwner(journal.state, folder, target);
    let setup: StudySetup = { ...next, version: 1 };
    let imported = 0;
    await journal.append((state) => {
      const present = state.study(name);
      const trials = newTrials(foreign, from, next, present);
      imported = trials.length;
      if (trials.length === 0) return [];
      if (present === undefined) {
        const id = state.nextStudyId;
        const directions = goals.map(({ direction }) => direction);
        const metrics = goals.map(({ metric }) => metric);
        const seed = seedOf(options, present);
        return [
          ...newStudy({ worker, id, name, directions, metrics, setup, source: place, seed }),
          ...importRecords(trials, { worker, study: id, setup, from }),
        ];
      }
      // A driver that is alive goes on with the space that it has set up.
      const before = setupOf(present);
      const alive = liveDriver(present, (one) => watch.isAlive(one, path)) !== null;
      setup = alive && before !== null ? before : setupAfter(present, next);
      const changed = before?.version === setup.version ? [] : changedSetup(worker, present.id, setup, place);
      return [...changed, ...importRecords(trials, { worker, study: present.id, setup, from })];
    });
    const after = journal.state.study(name);
    const added = after?.trials.slice(after.trials.length - imported) ?? [];
    const fit = after === undefined ? nothing : fitOf(setup.space, after.directions, added);
    return { ...fit, imported, known: foreign.trials.length - imported };
  } finally {
    journal.close();
  }
}

function describe(name: string, from: string, foreign: ForeignStudy, kept: Told): string {
  const { imported, whole, part, none, known } = kept;
  const trials = (count: number) => (count === 1 ? "1 trial" : `${count} trials`);
  if (imported === 0 && known === 0) return `${from} holds no finished trial; nothing was imported.`;
  if (imported === 0) return `All ${trials(known)} of ${from} are in ${name} already.`;
  const parts = [
    whole === 0 ? [] : [`${whole} inform${whole === 1 ? "s" : ""} the search`],
    part === 0 ? [] : [`${part} ${part === 1 ? "does" : "do"} so in part`],
    none === 0
      ? []
      : [`${none} ${none === 1 ? "does" : "do"} not fit its space and ${none === 1 ? "is" : "are"} only shown`],
  ].flat();
  const rest = [
    known === 0 ? [] : [`${known} ${known === 1 ? "was" : "were"} there already.`],
    foreign.unfinished === 0 ? [] : [`${foreign.unfinished} had not come to an end.`],
    foreign.missing.length === 0 ? [] : [`It says nothing of ${foreign.missing.join(", ")}.`],
  ].flat();
  return [`Imported ${trials(imported)} of ${from} into ${name}: ${parts.join(", ")}.`, ...rest].join(" ");
}
