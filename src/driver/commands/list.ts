import { readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { languageOf } from "../../core/annotations/languages.js";
import type { AnnotatedStudy, Diagnostic } from "../../core/annotations/study.js";
import { worded } from "../../core/l10n/phrase.js";
import { type AnnotatedSource, readAnnotated } from "../../core/notebooks/annotated-source.js";
import { placeIn, placeText } from "../../core/notebooks/source-text.js";
import { choicesOf, type Distribution, isCategorical } from "../../core/space/distribution.js";
import { printExpression } from "../../core/space/expression/print.js";
import { type PlainValue, plainValue } from "../../core/space/literal.js";
import { spellMethod } from "../../core/study/option-value.js";
import type { StudyOptions } from "../../core/study/options.js";
import { SCAN_LIMIT, scanWorkspace } from "../places/scan.js";
import { styleFor } from "../terminal/style.js";
import { count } from "../terminal/words.js";
import { diagnosticLine, type Place, placeOf } from "./diagnostics.js";
import { readPathArguments } from "./options.js";
import { helpText, UsageError } from "./usage.js";

interface ListedFile extends AnnotatedSource {
  readonly file: string;
}

/** `hyperlens list`; gives the exit status: 2 where there is an error. @throws {UsageError} */
export async function listCommand(words: readonly string[]): Promise<number> {
  const { path, json, help } = readPathArguments(words, "file or folder");
  if (help) {
    process.stdout.write(helpText("list"));
    return 0;
  }
  const { files, limit } = await filesOf(path);
  if (limit !== null) {
    process.stderr.write(`hyperlens: the scan stopped after ${limit} files; list a smaller folder to see the rest.\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(listing(files))}\n`);
  else printListing(files);
  return files.some(({ parsed }) => parsed.diagnostics.some(({ severity }) => severity === "error")) ? 2 : 0;
}

async function filesOf(
  path: string,
): Promise<{ readonly files: readonly ListedFile[]; readonly limit: number | null }> {
  const root = resolve(path);
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`There is no file or folder ${path}.`);
  if (!stat.isDirectory()) return { files: [readOne(root, path)], limit: null };
  const files: ListedFile[] = [];
  for await (const scanned of scanWorkspace(root, { limit: SCAN_LIMIT })) {
    if (scanned.kind === "limit") return { files, limit: scanned.files };
    files.push(scanned);
  }
  return { files, limit: null };
}

function readOne(file: string, path: string): ListedFile {
  if (languageOf(file) === null)
    throw new UsageError(`${path} is in no language that Hyperlens knows by its extension.`);
  try {
    return { file, ...readAnnotated(file, readFileSync(file, "utf8")) };
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function listing(files: readonly ListedFile[]) {
  return {
    studies: files.flatMap(({ file, source, parsed }) =>
      parsed.studies.map((study) => listedStudy(file, placeOf(source, study.annotation), study)),
    ),
    diagnostics: files.flatMap(({ file, source, parsed }) =>
      parsed.diagnostics.map((diagnostic) => listedDiagnostic(file, placeOf(source, diagnostic.range), diagnostic)),
    ),
  };
}

function listedStudy(file: string, { cell, line }: Place, study: AnnotatedStudy) {
  return {
    file,
    ...(cell === null ? {} : { cell }),
    line,
    name: study.name,
    directions: study.goals.map(({ direction }) => direction),
    metrics: study.goals.map(({ metric }) => metric),
    space: Object.fromEntries(
      study.space.parameters.map(({ name, distribution, condition }) => [
        name,
        { ...listedDistribution(distribution), condition: condition === null ? null : printExpression(condition) },
      ]),
    ),
    constraints: [
      ...study.space.constraints.map(({ text }) => text),
      ...study.outcomeConstraints.map(({ text }) => text),
    ],
    options: listedOptions(study.options),
    valid: study.valid,
  };
}

/** One distribution as plain data: its kind and numbers, or its kind and choices. */
function listedDistribution(distribution: Distribution): { readonly [key: string]: PlainValue } {
  if (!isCategorical(distribution)) return { ...distribution };
  const choices = choicesOf(distribution).map(plainValue);
  const weights = distribution.kind === "choice" ? distribution.weights : null;
  return { kind: distribution.kind, choices, ...(weights === null ? {} : { weights: [...weights] }) };
}

/** Options as they are written, each in its own spelling; those that were not given and have no default are null. */
function listedOptions(options: StudyOptions) {
  return { ...options, sampler: spellMethod(options.sampler), pruner: spellMethod(options.pruner) };
}

function listedDiagnostic(file: string, { cell, ...place }: Place, { severity, message, code }: Diagnostic) {
  return { file, ...(cell === null ? {} : { cell }), ...place, severity, message: worded(message), code };
}

function printListing(files: readonly ListedFile[]): void {
  const { bold, dim, bad, warn } = styleFor(process.stdout, process.env);
  const studies = files.flatMap((entry) => entry.parsed.studies.map((study) => ({ ...entry, study })));
  const lines = studies.map(({ file, source, study }) => {
    const goals = study.goals.map(({ direction, metric }) => (metric === null ? direction : `${direction} ${metric}`));
    const where = placeText(relative(".", file) || file, placeIn(source, study.annotation.start));
    const size = count(study.space.parameters.length, "parameter");
    return `${bold(study.name)}  ${goals.join(", ")}  ${size}  ${dim(where)}${study.valid ? "" : bad("  has errors")}`;
  });
  const mistakes = files.flatMap(({ file, source, parsed }) =>
    parsed.diagnostics.map((diagnostic) => {
      const line = diagnosticLine(relative(".", file) || file, placeOf(source, diagnostic.range), diagnostic);
      return diagnostic.severity === "error" ? bad(line) : diagnostic.severity === "warning" ? warn(line) : dim(line);
    }),
  );
  process.stdout.write([...(lines.length > 0 ? lines : ["No study was found."]), ...mistakes, ""].join("\n"));
}
