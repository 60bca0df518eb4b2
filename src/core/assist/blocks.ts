import type { AnnotatedText } from "./annotated-text.js";

/** Lines from 0, both included. */
export interface LineBlock {
  readonly first: number;
  readonly last: number;
}

/** Runs of comment lines that hold annotations, of two lines at least: what can be folded. */
export function annotationBlocks({ tags, source }: AnnotatedText): readonly LineBlock[] {
  const blocks: { first: number; last: number }[] = [];
  for (const { alone, line, lastLine } of tags) {
    if (!alone) continue;
    const before = blocks.at(-1);
    if (before !== undefined && line <= before.last + 1) before.last = Math.max(before.last, lastLine);
    else blocks.push({ first: line, last: lastLine });
  }
  return blocks.filter(({ first, last }) => last > first && last < source.lineCount);
}
