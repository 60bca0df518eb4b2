import type { Literal } from "../../space/literal.js";
import type { FunctionCode, Parameter } from "../functions/signature.js";
import type { Report } from "../report.js";
import type { TextRange } from "../study.js";
import type { Tag } from "../tags/collect.js";
import type { StudyTag } from "../tags/study-tag.js";
import type { TuneTag } from "../tags/tune-tag.js";

/** A study on the way from its comments to what the product works with. */
export interface StudyDraft {
  readonly tag: Tag;
  readonly written: StudyTag;
  readonly name: string;
  /** null: the study is the file's. */
  readonly function: FunctionCode | null;
  readonly range: TextRange;
  readonly report: Report;
  readonly tunes: BoundTune[];
  readonly constraints: Tag[];
}

/** A `@tune` with the value that it tunes. */
export interface BoundTune {
  readonly tune: TuneTag;
  readonly name: string;
  readonly value: TextRange | null;
  readonly literal: Literal | null;
  /** The parameter of the study's function that it is, where it is one. */
  readonly parameter: Parameter | null;
}
