import type * as vscode from "vscode";
import type { Language } from "../../core/annotations/language.js";
import { languageOf } from "../../core/annotations/languages.js";
import { readLiteral } from "../../core/annotations/spelling.js";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import type { StudyFacts, TriedValues } from "../../core/assist/facts.js";
import type { Studies } from "../store/studies.js";
import type { StudyRef, TrialDigest } from "../studies/digest.js";
import type { StudyInsight } from "../studies/insight.js";

/**
 * What the editor knows of the results of a document's studies.
 *
 * @param insightOf What is known of a study's parameters; nothing where it is left out.
 */
export function factsIn(
  document: vscode.TextDocument,
  studies: Studies,
  insightOf: (ref: StudyRef) => StudyInsight = () => new Map(),
): (study: AnnotatedStudy) => StudyFacts | null {
  const entries = studies.annotatedIn(document);
  const language = languageOf(document.uri.fsPath);
  return ({ name }) => {
    const entry = entries.find(({ study }) => study.name === name);
    const digest = entry === undefined ? null : studies.digest(entry.ref);
    if (entry === undefined || digest === null || language === null) return null;
    const best = digest.best === null ? null : triedValues(digest.best, language);
    const { directions, finished, space } = digest;
    return { directions, finished, space, best, insight: insightOf(entry.ref) };
  };
}

/** A trial with its values read back from how they are spelt. */
export function triedValues({ number, values, params }: TrialDigest, language: Language): TriedValues {
  const literals = params.flatMap(({ name, text }) => {
    const literal = readLiteral(text, language);
    return literal === null ? [] : [[name, literal] as const];
  });
  return { number, values, params: new Map(literals) };
}
