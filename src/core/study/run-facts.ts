import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import type { StudyState } from "./state.js";
import type { Trial } from "./trial.js";

/** What a trial ran in, kept once for all trials that share it: enough to run it again. */
export interface RunFacts {
  readonly host: string;
  /** `linux x64`. */
  readonly system: string;
  readonly hyperlens: string;
  /** Path of the interpreter or first program, and what it says of itself. */
  readonly interpreter: string;
  readonly runtime: string;
  /** Versions of the packages that the interpreter finds, by name. */
  readonly packages: Readonly<Record<string, string>>;
  /** The state of the repository that holds the file; null where none does. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  readonly cwd: string;
  /** The programs' words; null for a function. */
  readonly command: string | null;
  /** Hashes of the source files that take part, by path from the study's home; copies are under these hashes. */
  readonly sources: Readonly<Record<string, string>>;
  /** Hash of these files without the tuned values and their comments: it changes with the code alone. */
  readonly version: string;
}

/** The key of the study's attribute that holds facts with this hash. */
export function factsKey(hash: string): string {
  return `${STUDY_ATTRIBUTES.facts}${hash}`;
}

export function encodeFacts(facts: RunFacts): Json {
  return { ...facts } as unknown as Json;
}

/** What a trial ran in; null where nobody has kept it. */
export function factsOf(study: StudyState, trial: Trial): RunFacts | null {
  const hash = trial.systemAttributes.get(TRIAL_ATTRIBUTES.facts);
  const json = typeof hash === "string" ? study.systemAttributes.get(factsKey(hash)) : undefined;
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const { host, system, hyperlens, interpreter, runtime, packages, git, cwd, command, sources, version } = json as {
    readonly [name: string]: Json;
  };
  const text = (value: Json | undefined) => (typeof value === "string" ? value : "");
  return {
    host: text(host),
    system: text(system),
    hyperlens: text(hyperlens),
    interpreter: text(interpreter),
    runtime: text(runtime),
    packages: texts(packages),
    git: gitOf(git),
    cwd: text(cwd),
    command: typeof command === "string" ? command : null,
    sources: texts(sources),
    version: text(version),
  };
}

/**
 * Tells which trials ran an older version of the code than the newest trial did; tuned values and their comments do not
 * count. A trial of which nobody has kept what it ran is not called older.
 */
export function olderCode(study: StudyState): (trial: Trial) => boolean {
  const known = [...study.systemAttributes.keys()].some((key) => key.startsWith(STUDY_ATTRIBUTES.facts));
  if (!known) return () => false;
  const versions = new Map<Json, string>();
  const versionOf = (trial: Trial): string => {
    const hash = trial.systemAttributes.get(TRIAL_ATTRIBUTES.facts);
    if (hash === undefined) return "";
    let version = versions.get(hash);
    if (version === undefined) {
      version = factsOf(study, trial)?.version ?? "";
      versions.set(hash, version);
    }
    return version;
  };
  let newest = "";
  for (let at = study.trials.length - 1; at >= 0 && newest === ""; at--) newest = versionOf(study.trials[at]!);
  return (trial) => {
    const version = versionOf(trial);
    return version !== "" && version !== newest;
  };
}

function gitOf(json: Json | undefined): RunFacts["git"] {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const { commit, dirty } = json as { readonly [name: string]: Json };
  return typeof commit === "string" ? { commit, dirty: dirty === true } : null;
}

function texts(json: Json | undefined): Readonly<Record<string, string>> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return {};
  return Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
