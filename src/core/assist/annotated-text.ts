import { functionBelow } from "../annotations/functions/below.js";
import type { FunctionCode } from "../annotations/functions/signature.js";
import type { Language } from "../annotations/language.js";
import { parseSource } from "../annotations/parse.js";
import { Report } from "../annotations/report.js";
import { scan } from "../annotations/source/scan.js";
import type { Source } from "../annotations/source/source.js";
import { type Choice, choicesOn } from "../annotations/studies/bind.js";
import type { AnnotatedStudy, ParsedFile, Slot, TextRange } from "../annotations/study.js";
import { collectTags, mayHaveTags, type Tag } from "../annotations/tags/collect.js";
import { parseTuneTags, type TuneTag } from "../annotations/tags/tune-tag.js";

/** One `@tune` with what it stands for. */
export interface PlacedTune {
  readonly tag: Tag;
  readonly tune: TuneTag;
  /** The study that owns it, and its slot there; null where a mistake keeps it from having one. */
  readonly study: AnnotatedStudy | null;
  readonly slot: Slot | null;
  /** The value in the code. */
  readonly choice: Choice | null;
}

/** A source text with its annotations taken apart, for everything that helps to write them. */
export class AnnotatedText {
  private scanned: Source | null = null;
  private collected: readonly Tag[] | null = null;
  private readonly functions = new Map<AnnotatedStudy, FunctionCode | null>();
  private placed: readonly PlacedTune[] | null = null;

  /**
   * @param stem The file's name without folder and extension.
   * @param parsed What the parser says of just this text.
   */
  constructor(
    readonly text: string,
    readonly language: Language,
    readonly stem = "study",
    readonly parsed: ParsedFile = parseSource(text, language, stem),
  ) {}

  get source(): Source {
    this.scanned ??= scan(this.text, this.language);
    return this.scanned;
  }

  get tags(): readonly Tag[] {
    // Most files have none, and need not be scanned to know it.
    this.collected ??= mayHaveTags(this.text) ? collectTags(this.source, new Report()) : [];
    return this.collected;
  }

  get tunes(): readonly PlacedTune[] {
    this.placed ??= this.tags.filter(({ kind }) => kind === "tune").flatMap((tag) => this.place(tag));
    return this.placed;
  }

  /** The study whose annotations or code stand at an offset: the function's, else the file's. */
  studyAt(offset: number): AnnotatedStudy | null {
    const { studies } = this.parsed;
    const isOwn = ({ annotation, range }: AnnotatedStudy) => offset >= annotation.start && offset <= range.end;
    const own = studies.find((study) => study.objective.kind === "function" && isOwn(study));
    return own ?? studies.find(({ objective }) => objective.kind !== "function") ?? null;
  }

  /** The tag whose text holds an offset, its end included. */
  tagAt(offset: number): { readonly tag: Tag; readonly at: number } | null {
    for (const tag of this.tags) {
      const { text } = tag;
      if (offset < text.at(0)) return null;
      const at = textOffset(tag, offset);
      if (at !== null) return { tag, at };
    }
    return null;
  }

  /** The function that a line belongs to, where a study of it stands above. */
  functionOf(study: AnnotatedStudy | null): FunctionCode | null {
    if (study?.objective.kind !== "function") return null;
    const known = this.functions.get(study);
    if (known !== undefined) return known;
    const found = functionBelow(this.source, this.source.lineAt(study.annotation.end));
    const code = found.kind === "function" ? found.function : null;
    this.functions.set(study, code);
    return code;
  }

  /** The values of a line that a `@tune` may stand for. */
  choicesOn(line: number, study: AnnotatedStudy | null): readonly Choice[] {
    return choicesOn(this.source, line, this.functionOf(study));
  }

  /** The line whose values a tag stands for; null where no code follows. */
  lineOf(tag: Tag): number | null {
    return tag.alone ? this.source.nextCodeLine(tag.lastLine + 1) : tag.line;
  }

  private place(tag: Tag): PlacedTune[] {
    const line = this.lineOf(tag);
    const tunes = parseTuneTags(tag.text, this.language, new Report());
    return tunes.map((tune) => {
      const study = this.ownerOf(tune.range);
      const slot = study?.slots.find(({ annotation }) => annotation.start === tune.range.start) ?? null;
      const choices = line === null ? [] : this.choicesOn(line, study);
      const choice =
        slot === null
          ? null
          : (choices.find(({ value, name }) =>
              slot.range === null ? name === slot.name : value?.start === slot.range.start,
            ) ?? null);
      return { tag, tune, study, slot, choice };
    });
  }

  private ownerOf({ start }: TextRange): AnnotatedStudy | null {
    return (
      this.parsed.studies.find((study) => study.slots.some(({ annotation }) => annotation.start === start)) ??
      this.studyAt(start)
    );
  }
}

/** The offset in a tag's text of an offset in the source; null where the tag's text does not hold it. */
export function textOffset({ text }: Tag, offset: number): number | null {
  const { length } = text.text;
  for (let at = 0; at <= length; at++) {
    const here = text.at(at);
    if (here === offset) return at;
    // A gap between two lines of a tag holds nothing.
    if (here > offset) return null;
  }
  return null;
}

/** Whether a range holds an offset, its end included. */
export function holdsOffset(range: TextRange | null, offset: number): boolean {
  return range !== null && offset >= range.start && offset <= range.end;
}
