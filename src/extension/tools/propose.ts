import { applyEdits } from "../../core/annotations/write.js";
import { hasStudy, planAnnotations, suggestStudy } from "../../core/assist/annotate.js";
import type { AnnotatedText } from "../../core/assist/annotated-text.js";
import { functionsOf, type StudyFunction } from "../../core/assist/functions.js";
import { tunablesOfFile, tunablesOfFunction } from "../../core/assist/tunable.js";
import { worded } from "../../core/l10n/phrase.js";
import type { CellSpan } from "../../core/notebooks/join.js";
import { placeIn } from "../../core/notebooks/source-text.js";
import { nearestName } from "../../core/text/nearest-name.js";
import { ToolInputError } from "./input.js";

/**
 * The annotations that would make a function, or a file, a study: each value with its proposed range, and the lines as
 * they would stand. Nothing is written.
 *
 * @param cells The cells of the text where it is that of a notebook.
 * @throws {ToolInputError} Where there is no such function, or nothing that could be tuned.
 */
export function proposeSpace(
  annotated: AnnotatedText,
  name: string | undefined,
  cells: readonly CellSpan[] | null = null,
): object {
  const owner = name === undefined ? null : functionNamed(annotated, name);
  const tunables = owner === null ? tunablesOfFile(annotated) : tunablesOfFunction(annotated, owner);
  const where = owner === null ? "this file" : `\`${name}\``;
  if (tunables.length === 0) {
    throw new ToolInputError(
      `Nothing in ${where} could be tuned by itself, or all of it is tuned already. Give values names and literals, such as \`rate=0.1\`.`,
    );
  }
  const plan = planAnnotations(
    annotated,
    tunables,
    owner,
    hasStudy(annotated, owner) ? null : suggestStudy(annotated, owner),
  );
  if (plan.kind === "refusal") throw new ToolInputError(worded(plan.message));
  const { source } = annotated;
  const placed = (offset: number) => {
    const { cell, line } = placeIn({ text: source.text, cells }, offset);
    return { ...(cell === null ? {} : { cell }), line: line + 1 };
  };
  return {
    parameters: tunables.map(({ choice, line, proposal }) => ({
      name: choice.name,
      ...placed(source.lineStarts[line]!),
      now: choice.value === null ? null : source.slice(choice.value),
      distribution: proposal.text,
      from: worded(proposal.source),
    })),
    // Each edit rewrites whole lines, so that it can be found and replaced as text.
    edits: plan.edits.map((edit) => {
      const [first, last] = [source.lineAt(edit.range.start), source.lineAt(edit.range.end)];
      const start = source.lineStarts[first]!;
      const { end } = source.line(last);
      const moved = { text: edit.text, range: { start: edit.range.start - start, end: edit.range.end - start } };
      const before = source.text.slice(start, end);
      return { ...placed(start), before, after: applyEdits(before, [moved]) };
    }),
    grammar:
      "A `# @study minimize|maximize [metric]` line stands above the function; `# @tune DISTRIBUTION` behind each value.",
  };
}

function functionNamed({ source }: AnnotatedText, name: string): StudyFunction {
  const functions = functionsOf(source);
  const found = functions.find(({ code }) => (code.title ?? code.name) === name || code.name === name);
  if (found !== undefined) return found;
  const names = functions.map(({ code }) => code.title ?? code.name);
  const near = nearestName(name, names);
  const known =
    near !== null
      ? `Did you mean \`${near}\`?`
      : names.length === 0
        ? "The file has no function at its top level."
        : `There are ${names.join(", ")}.`;
  throw new ToolInputError(`No function \`${name}\` at the top level of this file. ${known}`);
}
