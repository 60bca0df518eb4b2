/** The file of a notebook; what begins with `## ` is a cell of text, everything else one of code. */
export function notebook(cells: readonly string[], language = "python"): string {
  const lines = (text: string) => text.split(/(?<=\n)/);
  const content = {
    cells: cells.map((text, index) =>
      text.startsWith("## ")
        ? { cell_type: "markdown", id: `cell-${index}`, metadata: {}, source: lines(text) }
        : {
            cell_type: "code",
            execution_count: null,
            id: `cell-${index}`,
            metadata: {},
            outputs: [],
            source: lines(text),
          },
    ),
    metadata: { kernelspec: { display_name: language, language, name: language }, language_info: { name: language } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** The texts of the cells in a notebook's file. */
export function cellTexts(file: string): string[] {
  const { cells } = JSON.parse(file) as { readonly cells: readonly { readonly source: string | readonly string[] }[] };
  return cells.map(({ source }) => (typeof source === "string" ? source : source.join("")));
}
