import { renameParameter } from "../control/rename.js";
import { DriverWatch } from "../places/alive.js";
import { readVerbArguments } from "./options.js";
import { inStudy } from "./stored-study.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens rename`; gives the exit status. @throws {UsageError} */
export async function renameCommand(words: readonly string[]): Promise<number> {
  const { target, studies, rest, help } = readVerbArguments(words, []);
  if (help) {
    process.stdout.write(helpText("rename"));
    return 0;
  }
  const [from, to, ...more] = rest;
  if (from === undefined || to === undefined || more.length > 0) {
    throw new UsageError("Give the old name and the new one: hyperlens rename STUDY OLD NEW");
  }
  return inStudy(target, studies, async ({ journal, name }) => {
    const watch = new DriverWatch();
    const isAlive = (worker: string) => watch.isAlive(worker, journal.path);
    const outcome = await renameParameter(journal, name, { from, to }, isAlive);
    if (outcome.kind === "refused") {
      process.stderr.write(`hyperlens: ${outcome.message}\n`);
      return 1;
    }
    const { trials } = outcome;
    process.stdout.write(`${from} is ${to} now, in ${trials === 1 ? "1 trial" : `${trials} trials`} of ${name}.\n`);
    return 0;
  });
}
