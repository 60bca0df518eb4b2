export interface GridPlace {
  /** -1 is the row of titles. */
  readonly row: number;
  readonly column: number;
}

/** Where a key leads in a grid, as ARIA's pattern for grids has it; null for a key that does not move. */
export function gridStep(
  event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  from: GridPlace,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): GridPlace | null {
  const far = event.ctrlKey || event.metaKey;
  const row = (to: number): GridPlace => ({ row: Math.min(size.rows - 1, Math.max(-1, to)), column: from.column });
  const column = (to: number): GridPlace => ({ row: from.row, column: Math.min(size.columns - 1, Math.max(0, to)) });
  switch (event.key) {
    case "ArrowDown":
      return row(from.row + 1);
    case "ArrowUp":
      return row(from.row - 1);
    case "PageDown":
      return row(from.row + size.page);
    case "PageUp":
      return row(Math.max(0, from.row - size.page));
    case "ArrowRight":
      return column(from.column + 1);
    case "ArrowLeft":
      return column(from.column - 1);
    case "Home":
      return far ? { row: Math.min(0, size.rows - 1), column: 0 } : column(0);
    case "End":
      return far ? { row: size.rows - 1, column: size.columns - 1 } : column(size.columns - 1);
    default:
      return null;
  }
}
