import type { JournalEvent, StoredParameter, StoredState } from "../journal/event.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import { type Literal, sameLiteral } from "../space/literal.js";
import { isLogarithmic } from "../space/value.js";
import { STUDY_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import { TrialPacker } from "./packed-trial.js";
import { decodeRenames, nameToday, type Rename, renamedSetup } from "./renames.js";
import type { StudyState } from "./state.js";
import { type OpenBody, StoredTrial } from "./stored-trial.js";
import type { Direction, Trial } from "./trial.js";

/** What an event changed. `dropped`: replay ignores the record, as Optuna does, for the reason given. */
export type Applied =
  | { readonly kind: "study"; readonly study: StudyState }
  | { readonly kind: "trial"; readonly study: StudyState; readonly trial: Trial }
  | { readonly kind: "dropped"; readonly reason: string }
  | { readonly kind: "nothing" };

const NOTHING: Applied = { kind: "nothing" };

class StudyRecord implements StudyState {
  readonly userAttributes = new Map<string, Json>();
  readonly systemAttributes = new Map<string, Json>();
  readonly trials: StoredTrial[] = [];
  /** The distribution of each parameter in the first trial (by number) that has it: later ones must be compatible. */
  readonly first = new Map<string, { readonly trial: number; readonly distribution: Distribution }>();
  /** Every value that the attribute of wishes has had, and every answer: the attribute alone holds but the last. */
  readonly wishes: Json[] = [];
  readonly answers = new Set<string>();
  /** Parameters that have got another name: the state knows them by those of today. */
  readonly renames: Rename[] = [];
  deleted = false;

  constructor(
    readonly id: number,
    readonly name: string,
    readonly directions: readonly Direction[],
  ) {}
}

/**
 * The state of a journal: the one place where events take effect. It follows Optuna's replay to the letter, including
 * which records are ignored.
 */
export class JournalState {
  private readonly created: StudyRecord[] = [];
  private readonly byName = new Map<string, StudyRecord>();
  private readonly trials: StoredTrial[] = [];
  private readonly owners: StudyRecord[] = [];
  private readonly packer = new TrialPacker();

  /** Studies that are not deleted, in order of creation. */
  get studies(): readonly StudyState[] {
    return this.created.filter((study) => !study.deleted);
  }

  study(name: string): StudyState | undefined {
    return this.byName.get(name);
  }

  /** The trial of a file-wide id, those of deleted studies included. */
  trial(id: number): Trial | undefined {
    return this.trials[id];
  }

  studyOf(trialId: number): StudyState | undefined {
    return this.owners[trialId];
  }

  /** The wishes of people to the drivers of a study, in order, as study/control.ts decodes them. */
  wishesOf(name: string): readonly Json[] {
    return this.byName.get(name)?.wishes ?? [];
  }

  /** Whether a driver has carried out the wish with this identifier. */
  isAnswered(name: string, wish: string): boolean {
    return this.byName.get(name)?.answers.has(wish) ?? false;
  }

  get nextTrialId(): number {
    return this.trials.length;
  }

  get nextStudyId(): number {
    return this.created.length;
  }

  apply(event: JournalEvent): Applied {
    switch (event.kind) {
      case "createStudy":
        return this.createStudy(event.name, event.directions);
      case "deleteStudy": {
        const study = this.living(event.study);
        if (study === undefined) return unknownStudy(event.study);
        study.deleted = true;
        this.byName.delete(study.name);
        return { kind: "study", study };
      }
      case "studyAttribute": {
        const study = this.living(event.study);
        if (study === undefined) return unknownStudy(event.study);
        (event.scope === "user" ? study.userAttributes : study.systemAttributes).set(event.key, event.value);
        if (event.scope === "system") this.heed(study, event.key, event.value);
        return { kind: "study", study };
      }
      case "createTrial":
        return this.createTrial(event);
      case "trialParameter":
        return this.change(event.trial, ({ number }, body, study) =>
          setParameter(study, number, body, event.parameter),
        );
      case "trialState":
        return this.change(event.trial, (trial, body) => changeState(trial.number, body, event));
      case "intermediate":
        return this.change(event.trial, (_trial, body) => {
          body.intermediate.set(event.step, event.value);
          return null;
        });
      case "trialAttribute":
        return this.change(event.trial, (_trial, body) => {
          (event.scope === "user" ? body.userAttributes : body.systemAttributes).set(event.key, event.value);
          return null;
        });
      case "discardTrials":
        return NOTHING;
    }
  }

  private createStudy(name: string, directions: readonly Direction[]): Applied {
    if (this.byName.has(name)) return { kind: "dropped", reason: `There is already a study named ${name}.` };
    const study = new StudyRecord(this.created.length, name, directions);
    this.created.push(study);
    this.byName.set(name, study);
    return { kind: "study", study };
  }

  private createTrial(event: Extract<JournalEvent, { kind: "createTrial" }>): Applied {
    const study = this.living(event.study);
    if (study === undefined) return unknownStudy(event.study);
    const trial = new StoredTrial(study.trials.length, this.trials.length);
    const body = trial.open!;
    body.settle(event.state, event.values);
    body.started = event.started;
    body.finished = event.finished;
    if (event.state === "running") body.worker = event.worker;
    for (const parameter of event.parameters) {
      body.setParameter(parameter);
      remember(study, trial.number, parameter);
    }
    for (const [key, value] of event.userAttributes) body.userAttributes.set(key, value);
    for (const [key, value] of event.systemAttributes) body.systemAttributes.set(key, value);
    for (const [step, value] of event.intermediate) body.intermediate.set(step, value);
    // A run that began before a parameter was renamed still writes it under its old name.
    for (const rename of study.renames) trial.rename(rename, this.packer);
    trial.pack(this.packer);
    study.trials.push(trial);
    this.trials.push(trial);
    this.owners.push(study);
    return { kind: "trial", study, trial };
  }

  /** Changes an unfinished trial; `how` returns why it cannot, or null. */
  private change(id: number, how: (trial: StoredTrial, body: OpenBody, study: StudyRecord) => string | null): Applied {
    const trial = this.trials[id];
    const study = this.owners[id];
    if (trial === undefined || study === undefined) return { kind: "dropped", reason: `There is no trial ${id}.` };
    const body = trial.open;
    if (body === null) return { kind: "dropped", reason: `Trial ${trial.number} is finished and cannot change.` };
    const reason = how(trial, body, study);
    if (reason !== null) return { kind: "dropped", reason };
    trial.pack(this.packer);
    return { kind: "trial", study, trial };
  }

  /** What some attributes of a study do beside being kept. */
  private heed(study: StudyRecord, key: string, value: Json): void {
    switch (key) {
      case STUDY_ATTRIBUTES.control:
        study.wishes.push(value);
        break;
      case STUDY_ATTRIBUTES.done:
        if (typeof value === "string") study.answers.add(value);
        break;
      case STUDY_ATTRIBUTES.space:
        study.systemAttributes.set(key, study.renames.reduce(renamedSetup, value));
        break;
      case STUDY_ATTRIBUTES.renamed:
        // The list holds those of before, too.
        for (const rename of decodeRenames(value).slice(study.renames.length)) this.rename(study, rename);
        break;
    }
  }

  private rename(study: StudyRecord, rename: Rename): void {
    study.renames.push(rename);
    for (const trial of study.trials) trial.rename(rename, this.packer);
    const setup = study.systemAttributes.get(STUDY_ATTRIBUTES.space);
    if (setup !== undefined) study.systemAttributes.set(STUDY_ATTRIBUTES.space, renamedSetup(setup, rename));
  }

  private living(id: number): StudyRecord | undefined {
    const study = this.created[id];
    return study?.deleted === false ? study : undefined;
  }
}

function unknownStudy(id: number): Applied {
  return { kind: "dropped", reason: `There is no study ${id}.` };
}

function changeState(
  number: number,
  body: OpenBody,
  event: Extract<JournalEvent, { kind: "trialState" }>,
): string | null {
  if (event.state === "running") {
    if (body.outcome.kind === "running") return `Trial ${number} runs already.`;
    body.started = event.started;
    body.worker = event.worker;
  }
  if (isFinal(event.state)) body.finished = event.finished;
  body.settle(event.state, event.values);
  return null;
}

export function isFinal(state: StoredState): boolean {
  return state === "complete" || state === "pruned" || state === "failed";
}

function setParameter(study: StudyRecord, number: number, body: OpenBody, parameter: StoredParameter): string | null {
  const first = study.first.get(parameter.name);
  if (first !== undefined && !compatible(first.distribution, parameter.distribution)) {
    return `The distribution of ${parameter.name} differs in kind from that of trial ${first.trial}.`;
  }
  body.setParameter({ ...parameter, name: nameToday(study.renames, parameter.name, body) });
  // As Optuna knows it.
  remember(study, number, parameter);
  return null;
}

function remember(study: StudyRecord, number: number, { name, distribution }: StoredParameter): void {
  const first = study.first.get(name);
  if (first === undefined || number <= first.trial) study.first.set(name, { trial: number, distribution });
}

/** Optuna's rule: the same class; for numbers the same scale; for categories equal choices in the same order. */
function compatible(a: Distribution, b: Distribution): boolean {
  if (a === b) return true;
  if (isCategorical(a) || isCategorical(b)) {
    if (!isCategorical(a) || !isCategorical(b)) return false;
    const [left, right] = [choicesOf(a), choicesOf(b)];
    return left.length === right.length && left.every((choice, i) => equalInPython(choice, right[i]!));
  }
  return isWhole(a) === isWhole(b) && isLogarithmic(a) === isLogarithmic(b);
}

function isWhole(distribution: Distribution): boolean {
  return distribution.kind === "int" || distribution.kind === "logint";
}

/** True == 1 == 1.0 in Python, and NaN counts as equal to itself here. */
function equalInPython(a: Literal, b: Literal): boolean {
  const [left, right] = [numeric(a), numeric(b)];
  if (left !== null && right !== null) return left === right || Object.is(left, right);
  return sameLiteral(a, b);
}

function numeric(literal: Literal): number | null {
  if (literal.kind === "boolean") return literal.value ? 1 : 0;
  return literal.kind === "int" || literal.kind === "real" ? literal.value : null;
}
