/** A cell of code of a notebook. */
export interface CodeCell {
  /** Its number among all cells of the notebook, those of text included, from 1, as editors count them. */
  readonly number: number;
  /** What stands in it. */
  readonly text: string;
}

/** Whether a path, with either slash, is that of a notebook. */
export function isNotebook(path: string): boolean {
  return /\.ipynb$/i.test(path);
}

/**
 * What a file's code is kept and run as: under its own name, but the code of a notebook, which is not what its file
 * holds, as a Python file.
 */
export function codeName(path: string): string {
  return isNotebook(path) ? path.replace(/\.ipynb$/i, ".py") : path;
}
