/** How a quoted text of a language is delimited and what a backslash means in it. */
export interface StringForm {
  readonly open: string;
  readonly close: string;
  /**
   * `c`: the usual escapes, an unknown one stands for its character; `python`: an unknown one keeps its backslash;
   * `doubled`: only the quote itself, by writing it twice; `quote`: only the quote and the backslash; `shell`: only
   * what a shell would expand; `none`: nothing.
   */
  readonly escapes: "c" | "python" | "doubled" | "quote" | "shell" | "none";
  readonly multiline: boolean;
  /** Where one of these stands unescaped in the text, the text is an expression and no literal. */
  readonly interpolation: readonly string[];
}

export interface ListForm {
  readonly kind: "list" | "tuple";
  readonly open: string;
  readonly close: string;
}

/** What scanner, parser and write-back know of a language: one row of the table in languages.ts. */
export interface Language {
  /** The editor's identifier of the language. */
  readonly id: string;
  /** The language's name in messages. */
  readonly name: string;
  /** In lower case, without the point. */
  readonly extensions: readonly string[];
  /** Whole file names in lower case, for files known by name. */
  readonly filenames: readonly string[];
  /** How functions and values are found: `lines` are files of keys and values, one a line. */
  readonly family: "python" | "javascript" | "code" | "yaml" | "lines";
  readonly lineComments: readonly string[];
  /** A comment begins only at the start of a line or after white space. */
  readonly commentAfterSpace: boolean;
  readonly blockComments: readonly { readonly open: string; readonly close: string; readonly nested: boolean }[];
  /** Longer openings come before shorter ones that begin alike. */
  readonly strings: readonly StringForm[];
  /**
   * Quotes that mean something else after a name, a number or a closing bracket (a transpose, a digit separator, an
   * apostrophe in YAML's plain text).
   */
  readonly quotesAfterGap: string;
  /** What else hides text from the scanner. */
  readonly hidden: ReadonlySet<"templates" | "regexes" | "heredocs" | "block-scalars">;
  /** Letters that may stand before a quote. */
  readonly stringPrefix: RegExp | null;
  /** The first word of each is the one that is written. */
  readonly words: {
    readonly true: readonly string[];
    readonly false: readonly string[];
    readonly none: readonly string[];
  };
  readonly lists: readonly ListForm[];
  /** What may follow the digits of a number, such as C's `f`. */
  readonly suffix: RegExp | null;
  /** The character that groups digits. */
  readonly grouping: "_" | "'" | null;
  readonly assignments: readonly string[];
  /** `true` and 1 are equal, so both cannot be categories of one parameter. */
  readonly truthIsNumber: boolean;
  /** Reals need a point before their exponent, or they are texts. */
  readonly exponentNeedsPoint: boolean;
  /** How reals are written: as `repr` of Python does, or as JavaScript does. */
  readonly digits: "repr" | "javascript";
  /** Texts may stand without quotes. */
  readonly bareStrings: boolean;
  /** The programs that run a file by itself, with their arguments, the first one that is there; none: `run` says how. */
  readonly interpreters: readonly (readonly string[])[];
}
