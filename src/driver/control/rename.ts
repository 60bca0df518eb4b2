import { hostname } from "node:os";
import { english, type Translate } from "../../core/l10n/translation.js";
import { renamed } from "../../core/study/records.js";
import { setupOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import { nearestName } from "../../core/text/nearest-name.js";
import type { Journal } from "../journal/journal.js";
import { liveDriver } from "../places/alive.js";

export type RenameOutcome =
  /** How many trials have the parameter. */
  { readonly kind: "renamed"; readonly trials: number } | { readonly kind: "refused"; readonly message: string };

/**
 * Gives a parameter of a study another name in all trials so far; where its space still has the old name, in that, too.
 * A study that runs is left alone: its driver knows the parameter by the name with which it began.
 *
 * @throws {JournalWriteError} where the journal cannot be written.
 */
export async function renameParameter(
  journal: Journal,
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
  isAlive: (worker: string) => boolean,
  t = english,
): Promise<RenameOutcome> {
  const worker = `hyperlens/${hostname()}/${process.pid}/rename`;
  let refusal: string | null = t("The study {0} is not in its journal any more.", name);
  await journal.append((state) => {
    const study = state.study(name);
    if (study === undefined) return [];
    refusal = whyNot(study, from, to, isAlive, t);
    return refusal === null ? renamed(worker, study, { from, to, space: setupOf(study)!.version }) : [];
  });
  if (refusal !== null) return { kind: "refused", message: refusal };
  const trials = journal.state.study(name)?.trials ?? [];
  return { kind: "renamed", trials: trials.filter(({ params }) => params.has(to)).length };
}

function whyNot(
  study: StudyState,
  from: string,
  to: string,
  isAlive: (worker: string) => boolean,
  t: Translate,
): string | null {
  const setup = setupOf(study);
  if (setup === null) return t("The study {0} is another program's; its parameters keep their names.", study.name);
  if (liveDriver(study, isAlive) !== null) {
    return t("The study {0} runs, and its parameters keep their names until the run has ended.", study.name);
  }
  if (to === "" || from === to) return t("A parameter needs another name than `{0}`.", from);
  const inSpace = setup.space.parameters.map((parameter) => parameter.name);
  const tried = new Set(study.trials.flatMap(({ params }) => [...params.entries()].map(([parameter]) => parameter)));
  if (!inSpace.includes(from) && !tried.has(from)) {
    const near = nearestName(from, [...new Set([...inSpace, ...tried])]);
    return near === null
      ? t("The study {0} has no parameter {1}.", study.name, from)
      : t("The study {0} has no parameter {1}; did you mean {2}?", study.name, from, near);
  }
  if (inSpace.includes(from) && inSpace.includes(to)) {
    return t("The study {0} has both `{1}` and `{2}`: they are two parameters.", study.name, from, to);
  }
  return null;
}
