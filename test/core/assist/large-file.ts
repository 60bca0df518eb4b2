const LINES = [
  "# @study big minimize",
  "def f(",
  ...Array.from(
    { length: 300 },
    (_, i) => `    p${i}=${i + 1},  # @tune int(1, 1000)${i > 0 && i % 5 === 0 ? ` if p${i - 1} > 3` : ""}`,
  ),
  "):",
  ...Array.from({ length: 4690 }, (_, i) => `    x${i} = g(${i}, size=${i})`),
  "    return x1",
  "",
];
/** A file of 5,000 lines, 300 of them tuned. */
export const TEXT = LINES.join("\n");
