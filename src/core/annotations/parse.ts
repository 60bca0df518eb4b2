import { phrase } from "../l10n/phrase.js";
import { functionBelow } from "./functions/below.js";
import type { Language } from "./language.js";
import { Report } from "./report.js";
import { scan } from "./source/scan.js";
import type { Source } from "./source/source.js";
import { assemble } from "./studies/assemble.js";
import { bindTunes } from "./studies/bind.js";
import type { StudyDraft } from "./studies/draft.js";
import type { AnnotatedStudy, ParsedFile } from "./study.js";
import { collectTags, mayHaveTags, type Tag } from "./tags/collect.js";
import { parseStudyTag } from "./tags/study-tag.js";
import { parseTuneTags } from "./tags/tune-tag.js";

const NOTHING: ParsedFile = { studies: [], diagnostics: [] };

/**
 * Finds the studies of a source text and every mistake in its annotations. Never throws. Offsets are UTF-16 units from
 * the start of the text.
 *
 * @param stem The file's name without folder and extension: the name of a study that has none of its own.
 */
export function parseSource(text: string, language: Language, stem = "study"): ParsedFile {
  if (!mayHaveTags(text)) return NOTHING;
  return new FileParser(scan(text, language), stem).run();
}

class FileParser {
  /** Mistakes that belong to no study. */
  private readonly loose = new Report();
  private readonly drafts: StudyDraft[] = [];
  private readonly tuned = new Set<StudyDraft>();
  /** A `@study` was refused for where it stands: what it would own is not reported as unowned. */
  private refused = false;

  constructor(
    private readonly source: Source,
    private readonly stem: string,
  ) {}

  run(): ParsedFile {
    const tags = collectTags(this.source, this.loose);
    for (const tag of tags) if (tag.kind === "study") this.study(tag);
    this.checkStudyNames();
    for (const tag of tags) {
      if (tag.kind === "tune") this.tune(tag);
      else if (tag.kind === "constraint") this.constraint(tag);
    }
    const studies = this.drafts.map(
      (draft): AnnotatedStudy => assemble(draft, this.source.language, this.tuned.has(draft)),
    );
    const reports = [this.loose, ...this.drafts.map(({ report }) => report)];
    const diagnostics = reports.flatMap((report) => report.diagnostics);
    return {
      studies,
      diagnostics: diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
    };
  }

  private study(tag: Tag): void {
    const { source } = this;
    const report = new Report();
    const written = parseStudyTag(tag.text, report);
    const { family } = source.language;
    if (!tag.alone) {
      report.error(
        written.tagRange,
        "study-not-alone",
        phrase("`@study` stands on a line of its own, above the function or at the top of the file."),
      );
    }
    const indented = family === "python" && source.firstCharacter(tag.line) > source.lineStarts[tag.line]!;
    const inBrackets = (family === "javascript" || family === "code") && source.lineDepths[tag.line]! > 0;
    const nested = tag.alone && (indented || inBrackets);
    if (nested) {
      report.error(
        written.tagRange,
        "nested-study",
        phrase(
          "A study must stand at the top level of its file: no trial can reach into a class, a function or a block.",
        ),
      );
    }
    const found = nested || !tag.alone ? ({ kind: "none" } as const) : functionBelow(this.source, tag.lastLine);
    if (found.kind === "refused") report.error(found.range, found.code, found.message, found.fixes);
    const code = found.kind === "function" ? found.function : null;
    const misplaced = nested || !tag.alone || found.kind === "refused";
    if (misplaced) this.refused = true;
    const name = written.name ?? code?.title ?? this.stem;
    const range = code?.range ?? (misplaced ? written.range : { start: 0, end: source.text.length });
    const draft: StudyDraft = { tag, written, name, function: code, range, report, tunes: [], constraints: [] };
    if (misplaced) this.tuned.add(draft);
    const twin = this.drafts.find(
      (other) =>
        !this.tuned.has(other) && (code === null ? other.function === null : other.range.start === range.start),
    );
    if (twin !== undefined && !misplaced) {
      report.error(
        written.tagRange,
        "second-study",
        code === null
          ? phrase("A file has one study of its own at most; put this one directly above a function.")
          : phrase("This function has a study already; keep one."),
      );
      this.tuned.add(draft);
    }
    this.drafts.push(draft);
  }

  private checkStudyNames(): void {
    const seen = new Set<string>();
    for (const { name, written, report } of this.drafts) {
      if (seen.has(name)) {
        report.error(
          written.nameRange ?? written.tagRange,
          "duplicate-study",
          phrase("This file already has a study `{0}`; give this one a name of its own, like `@study {0}_2 …`.", name),
        );
      }
      seen.add(name);
    }
  }

  private tune(tag: Tag): void {
    const line = tag.alone ? this.source.nextCodeLine(tag.lastLine + 1) : tag.line;
    const owner = this.ownerOf(line ?? tag.line);
    const report = owner?.report ?? new Report();
    const tunes = parseTuneTags(tag.text, this.source.language, report);
    if (owner !== null) this.tuned.add(owner);
    const first = tunes[0]!;
    if (line === null) {
      report.error(
        first.tagRange,
        "no-value",
        phrase("No code follows this `@tune`; it stands behind the value, or on the line above it."),
      );
    } else {
      const bound = bindTunes(this.source, tunes, line, owner?.function ?? null, report);
      owner?.tunes.push(...bound);
    }
    if (owner !== null) return;
    if (!this.refused && line !== null) {
      report.error(
        first.tagRange,
        "unowned-tune",
        phrase(
          "No study owns this `@tune`: put `@study minimize` (or maximize) directly above the function that it belongs to, or, for the whole file, at its top.",
        ),
      );
    }
    this.include(report);
  }

  /** The function study whose function holds the line, else the file's study. */
  private ownerOf(line: number): StudyDraft | null {
    const { start, end } = this.source.line(line);
    const holds = this.drafts.find(
      (draft) => draft.function !== null && draft.range.start <= end && draft.range.end >= start,
    );
    return (
      holds ??
      this.drafts.find(
        (draft) => draft.function === null && draft.range.start === 0 && draft.range.end === this.source.text.length,
      ) ??
      null
    );
  }

  private constraint(tag: Tag): void {
    const owner = [...this.drafts]
      .reverse()
      .find((draft) => draft.tag.line < tag.line && this.onlyComments(draft.tag.lastLine + 1, tag.line));
    if (tag.alone && owner !== undefined) {
      owner.constraints.push(tag);
      return;
    }
    this.loose.error(
      tag.text.range(0, "@constraint".length),
      "unowned-constraint",
      phrase("A `@constraint` stands on a comment line of its own directly under the `@study` that it belongs to."),
    );
  }

  private onlyComments(from: number, to: number): boolean {
    for (let line = from; line < to; line++) if (this.source.lineKind(line) !== "comment") return false;
    return true;
  }

  private include(report: Report): void {
    for (const { range, severity, code, message, fixes } of report.diagnostics) {
      this.loose[severity](range, code, message, fixes);
    }
  }
}
