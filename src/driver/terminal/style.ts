/** What a terminal can show. */
export interface Style {
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

const plain = (text: string): string => text;
const code =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

export const PLAIN: Style = { dim: plain, bold: plain, good: plain, bad: plain, warn: plain };
export const COLOURED: Style = {
  dim: code(2, 22),
  bold: code(1, 22),
  good: code(32, 39),
  bad: code(31, 39),
  warn: code(33, 39),
};

/** Colours where a person looks at a terminal that has them and has not asked for none (no-color.org). */
export function styleFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return PLAIN;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return COLOURED;
  return stream.isTTY === true && TERM !== "dumb" ? COLOURED : PLAIN;
}
