import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { worded } from "../../core/l10n/phrase.js";
import type { ControlAction } from "../../core/study/control.js";
import { STUDY_OPTIONS } from "../../core/study/option-list.js";
import { parseOption } from "../../core/study/option-value.js";
import { wish } from "../control/wish.js";
import { DriverWatch, workerIdentity } from "../places/alive.js";
import { instantNow } from "../run/clock.js";
import { readVerbArguments, type VerbArguments } from "./options.js";
import { inStudy, type StoredStudy } from "./stored-study.js";
import { type CommandName, helpText, UsageError } from "./usage.js";

/** How long a driver has to obey: after that it hangs, or its machine does. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 50;

type Verb = "stop" | "pause" | "resume" | "kill" | "skip" | "set";

/** The commands that ask something of the driver of a study; each gives the exit status. @throws {UsageError} */
export function verbCommand(verb: Verb): (words: readonly string[]) => Promise<number> {
  return async (words) => {
    const given = readVerbArguments(words, verb === "stop" ? ["now"] : []);
    if (given.help) {
      process.stdout.write(helpText(verb satisfies CommandName));
      return 0;
    }
    const action = actionOf(verb, given);
    return inStudy(given.target, given.studies, (stored) => ask(stored, action));
  };
}

function actionOf(verb: Verb, { rest, flags }: VerbArguments): ControlAction {
  switch (verb) {
    case "stop":
      none(verb, rest);
      return { do: flags.has("now") ? "stopNow" : "stop" };
    case "pause":
    case "resume":
      none(verb, rest);
      return { do: verb };
    case "kill":
    case "skip":
      return { do: verb, trial: trialNumber(verb, rest) };
    case "set":
      return { do: "set", ...limitsIn(rest) };
  }
}

function none(verb: Verb, rest: readonly string[]): void {
  if (rest.length > 0) throw new UsageError(`hyperlens ${verb} takes no ${rest.join(" ")}.`);
}

function trialNumber(verb: Verb, [text, ...more]: readonly string[]): number {
  if (text === undefined || more.length > 0 || !/^\d+$/.test(text))
    throw new UsageError(`Give the number of one trial: hyperlens ${verb} FILE[:NAME] TRIAL`);
  return Number(text);
}

const CHANGEABLE = ["trials", "parallel", "timeout"] as const;

function limitsIn(rest: readonly string[]): { readonly [name in (typeof CHANGEABLE)[number]]?: number } {
  const limits: { [name in (typeof CHANGEABLE)[number]]?: number } = {};
  for (const text of rest) {
    const equals = text.indexOf("=");
    const name = CHANGEABLE.find((candidate) => candidate === text.slice(0, Math.max(0, equals)));
    const spec = STUDY_OPTIONS.find((option) => option.name === name);
    if (name === undefined || spec === undefined)
      throw new UsageError(`hyperlens set takes trials=N, parallel=N and timeout=TIME, not ${text}.`);
    const parsed = parseOption(spec, text.slice(equals + 1));
    if (parsed.kind === "error") throw new UsageError(worded(parsed.message).replaceAll("`", ""));
    if (typeof parsed.value === "number") limits[name] = parsed.value;
  }
  if (rest.length === 0) throw new UsageError("Say what to change: hyperlens set FILE[:NAME] trials=N parallel=N");
  return limits;
}

async function ask({ journal, name }: StoredStudy, action: ControlAction): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const watch = new DriverWatch();
  const isAlive = (worker: string) => watch.isAlive(worker, journal.path);
  const outcome = await wish(journal, name, action, { now: instantNow(), isAlive });
  switch (outcome.kind) {
    case "refused":
      throw new UsageError(outcome.message);
    case "taken":
      say(`Trial ${"trial" in action ? action.trial : ""} is taken from the queue.`);
      return 0;
    case "nobody":
      process.stderr.write(
        `hyperlens: The study ${name} does not run, so there is nobody to ask. Start it: hyperlens run.\n`,
      );
      return 1;
  }
  const { id, driver } = outcome;
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    journal.refresh();
    if (journal.state.isAnswered(name, id)) {
      say(done(action));
      return 0;
    }
    await wait(LOOK_MS);
  }
  process.stderr.write(`hyperlens: ${unanswered(driver)}\n`);
  return 1;
}

function done(action: ControlAction): string {
  switch (action.do) {
    case "stop":
      return "The run ends when its running trials have finished.";
    case "stopNow":
      return "The run stops; its running trials are queued again.";
    case "pause":
      return "The run pauses when its running trials have finished; hyperlens resume lets it go on.";
    case "resume":
      return "The run goes on.";
    case "kill":
      return `Trial ${action.trial} is killed.`;
    case "skip":
      return `Trial ${action.trial} ends at its next report.`;
    case "set":
      return "The run is changed.";
  }
}

function unanswered(driver: string): string {
  const identity = workerIdentity(driver);
  const where = identity === null ? driver : `process ${identity.pid} on ${identity.host}`;
  const remedy =
    identity === null
      ? ""
      : ` To end it: ${identity.host === hostname() ? "" : `ssh ${identity.host} `}kill ${identity.pid}`;
  return `The driver (${where}) has not answered for 10 seconds.${remedy}`;
}
