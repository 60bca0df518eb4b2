import type { Language, ListForm, StringForm } from "./language.js";

export type { Language } from "./language.js";

function quoted(
  quote: string,
  escapes: StringForm["escapes"],
  options: { readonly multiline?: boolean; readonly interpolation?: readonly string[] } = {},
): StringForm {
  return {
    open: quote,
    close: quote,
    escapes,
    multiline: options.multiline ?? false,
    interpolation: options.interpolation ?? [],
  };
}

const SQUARE: ListForm = { kind: "list", open: "[", close: "]" };
const ROUND: ListForm = { kind: "tuple", open: "(", close: ")" };
const CURLY: ListForm = { kind: "list", open: "{", close: "}" };
const SLASHES = { lineComments: ["//"], blockComments: [{ open: "/*", close: "*/", nested: false }] } as const;
const BOTH_QUOTES = [quoted('"', "c"), quoted("'", "c")];

type Row = Partial<Language> & Pick<Language, "id" | "name" | "extensions">;

/** A row with what most languages have in common filled in. */
function language(row: Row): Language {
  return {
    filenames: [],
    family: "code",
    lineComments: ["#"],
    commentAfterSpace: false,
    blockComments: [],
    strings: BOTH_QUOTES,
    quotesAfterGap: "",
    hidden: new Set(),
    stringPrefix: null,
    words: { true: ["true"], false: ["false"], none: ["null"] },
    lists: [SQUARE],
    suffix: null,
    grouping: "_",
    assignments: ["="],
    truthIsNumber: false,
    exponentNeedsPoint: false,
    digits: "repr",
    bareStrings: false,
    interpreters: [],
    ...row,
  };
}

const PYTHON: Partial<Language> & Pick<Language, "words"> = {
  family: "python",
  strings: [
    quoted('"""', "python", { multiline: true }),
    quoted("'''", "python", { multiline: true }),
    quoted('"', "python"),
    quoted("'", "python"),
  ],
  stringPrefix: /(?:[rR][bBfFuU]?|[bBfFuU][rR]?)$/,
  words: { true: ["True"], false: ["False"], none: ["None"] },
  lists: [SQUARE, ROUND],
  assignments: ["=", ":="],
  truthIsNumber: true,
};

const JAVASCRIPT: Partial<Language> = {
  ...SLASHES,
  family: "javascript",
  strings: [...BOTH_QUOTES, quoted("`", "c", { multiline: true, interpolation: ["${"] })],
  hidden: new Set(["templates", "regexes"]),
  digits: "javascript",
  interpreters: [["node"]],
};

const C_LIKE: Partial<Language> = { ...SLASHES, quotesAfterGap: "'", grouping: "'", suffix: /[fFlLuUdDmM]{1,3}/ };

/** Files of `key = value` in which everything that is no number or word of truth is a text. */
const PLAIN_LINES: Partial<Language> = {
  family: "lines",
  commentAfterSpace: true,
  strings: [],
  grouping: null,
  bareStrings: true,
  lists: [],
};

/** The one table of languages. */
export const LANGUAGES: readonly Language[] = [
  language({
    id: "python",
    name: "Python",
    extensions: ["py", "pyw", "ipynb"],
    ...PYTHON,
    interpreters: [["python3"], ["python"]],
  }),
  language({ id: "gin", name: "Gin", extensions: ["gin"], ...PYTHON, family: "code" }),
  language({ id: "javascript", name: "JavaScript", extensions: ["js", "mjs", "cjs"], ...JAVASCRIPT }),
  language({ id: "javascriptreact", name: "JavaScript", extensions: ["jsx"], ...JAVASCRIPT }),
  language({ id: "typescript", name: "TypeScript", extensions: ["ts", "mts", "cts"], ...JAVASCRIPT }),
  language({ id: "typescriptreact", name: "TypeScript", extensions: ["tsx"], ...JAVASCRIPT }),
  language({
    id: "r",
    name: "R",
    extensions: ["r"],
    strings: [quoted('"', "c", { multiline: true }), quoted("'", "c", { multiline: true })],
    words: { true: ["TRUE", "T"], false: ["FALSE", "F"], none: ["NULL"] },
    lists: [{ kind: "list", open: "c(", close: ")" }],
    suffix: /L/,
    grouping: null,
    assignments: ["<-", "<<-", "="],
    truthIsNumber: true,
    interpreters: [["Rscript"]],
  }),
  language({
    id: "julia",
    name: "Julia",
    extensions: ["jl"],
    blockComments: [{ open: "#=", close: "=#", nested: true }],
    strings: [
      quoted('"""', "c", { multiline: true, interpolation: ["$"] }),
      quoted('"', "c", { multiline: true, interpolation: ["$"] }),
    ],
    words: { true: ["true"], false: ["false"], none: ["nothing"] },
    lists: [SQUARE, ROUND],
    suffix: /f0/,
    truthIsNumber: true,
    interpreters: [["julia"]],
  }),
  language({
    id: "shellscript",
    name: "Shell",
    extensions: ["sh", "bash", "zsh", "ksh"],
    family: "lines",
    commentAfterSpace: true,
    strings: [
      quoted('"', "shell", { multiline: true, interpolation: ["$", "`"] }),
      quoted("'", "none", { multiline: true }),
    ],
    hidden: new Set(["heredocs"]),
    words: { true: ["true"], false: ["false"], none: [] },
    lists: [],
    grouping: null,
    bareStrings: true,
    interpreters: [["bash"], ["sh"]],
  }),
  language({
    id: "c",
    name: "C",
    extensions: ["c", "h"],
    ...C_LIKE,
    words: { true: ["true"], false: ["false"], none: ["NULL"] },
    lists: [CURLY],
    truthIsNumber: true,
  }),
  language({
    id: "cpp",
    name: "C++",
    extensions: ["cpp", "cc", "cxx", "hpp", "hh", "hxx", "cu", "cuh", "ino"],
    ...C_LIKE,
    words: { true: ["true"], false: ["false"], none: ["nullptr", "NULL"] },
    lists: [CURLY],
    truthIsNumber: true,
  }),
  language({
    id: "java",
    name: "Java",
    extensions: ["java"],
    ...C_LIKE,
    grouping: "_",
    lists: [CURLY],
    interpreters: [["java"]],
  }),
  language({ id: "csharp", name: "C#", extensions: ["cs"], ...C_LIKE, grouping: "_", lists: [CURLY, SQUARE] }),
  language({
    id: "kotlin",
    name: "Kotlin",
    extensions: ["kt", "kts"],
    ...C_LIKE,
    grouping: "_",
    lists: [],
    strings: [
      quoted('"""', "none", { multiline: true, interpolation: ["$"] }),
      quoted('"', "c", { interpolation: ["$"] }),
      quoted("'", "c"),
    ],
  }),
  language({
    id: "swift",
    name: "Swift",
    extensions: ["swift"],
    ...SLASHES,
    strings: [
      quoted('"""', "c", { multiline: true, interpolation: ["\\("] }),
      quoted('"', "c", { interpolation: ["\\("] }),
    ],
    words: { true: ["true"], false: ["false"], none: ["nil"] },
    interpreters: [["swift"]],
  }),
  language({
    id: "scala",
    name: "Scala",
    extensions: ["scala", "sc"],
    ...C_LIKE,
    grouping: "_",
    strings: [quoted('"""', "none", { multiline: true }), quoted('"', "c"), quoted("'", "c")],
    lists: [{ kind: "list", open: "List(", close: ")" }],
    interpreters: [["scala"]],
  }),
  language({
    id: "go",
    name: "Go",
    extensions: ["go"],
    ...SLASHES,
    strings: [...BOTH_QUOTES, quoted("`", "none", { multiline: true })],
    words: { true: ["true"], false: ["false"], none: ["nil"] },
    lists: [],
    assignments: ["=", ":="],
    interpreters: [["go", "run"]],
  }),
  language({
    id: "rust",
    name: "Rust",
    extensions: ["rs"],
    lineComments: ["//"],
    blockComments: [{ open: "/*", close: "*/", nested: true }],
    strings: [quoted('"', "c", { multiline: true })],
    words: { true: ["true"], false: ["false"], none: ["None"] },
    lists: [SQUARE, ROUND],
    suffix: /_?(?:f32|f64|[iu](?:8|16|32|64|128|size))/,
  }),
  language({
    id: "lua",
    name: "Lua",
    extensions: ["lua"],
    lineComments: ["--"],
    blockComments: [{ open: "--[[", close: "]]", nested: false }],
    strings: [{ ...quoted("[[", "none", { multiline: true }), close: "]]" }, ...BOTH_QUOTES],
    words: { true: ["true"], false: ["false"], none: ["nil"] },
    lists: [CURLY],
    grouping: null,
    interpreters: [["lua"]],
  }),
  language({
    id: "ruby",
    name: "Ruby",
    extensions: ["rb"],
    blockComments: [{ open: "\n=begin", close: "\n=end", nested: false }],
    strings: [quoted('"', "c", { multiline: true, interpolation: ["#{"] }), quoted("'", "quote", { multiline: true })],
    words: { true: ["true"], false: ["false"], none: ["nil"] },
    interpreters: [["ruby"]],
  }),
  language({
    id: "matlab",
    name: "MATLAB",
    extensions: ["m"],
    lineComments: ["%", "#"],
    blockComments: [{ open: "%{", close: "%}", nested: true }],
    strings: [quoted('"', "doubled"), quoted("'", "doubled")],
    quotesAfterGap: "'",
    words: { true: ["true"], false: ["false"], none: [] },
    grouping: null,
    truthIsNumber: true,
    interpreters: [["octave", "--quiet"]],
  }),
  language({
    id: "powershell",
    name: "PowerShell",
    extensions: ["ps1", "psm1"],
    blockComments: [{ open: "<#", close: "#>", nested: false }],
    strings: [
      quoted('"', "none", { multiline: true, interpolation: ["$", "`"] }),
      quoted("'", "doubled", { multiline: true }),
    ],
    words: { true: ["$true"], false: ["$false"], none: ["$null"] },
    lists: [{ kind: "list", open: "@(", close: ")" }],
    grouping: null,
    interpreters: [
      ["pwsh", "-File"],
      ["powershell", "-File"],
    ],
  }),
  language({
    id: "yaml",
    name: "YAML",
    extensions: ["yaml", "yml"],
    family: "yaml",
    commentAfterSpace: true,
    strings: [quoted('"', "c", { multiline: true }), quoted("'", "doubled", { multiline: true })],
    quotesAfterGap: "\"'",
    hidden: new Set(["block-scalars"]),
    words: {
      true: ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"],
      false: ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"],
      none: ["null", "Null", "NULL", "~"],
    },
    exponentNeedsPoint: true,
    assignments: [":"],
    bareStrings: true,
  }),
  language({
    id: "toml",
    name: "TOML",
    extensions: ["toml"],
    family: "lines",
    strings: [
      quoted('"""', "c", { multiline: true }),
      quoted("'''", "none", { multiline: true }),
      quoted('"', "c"),
      quoted("'", "none"),
    ],
    words: { true: ["true"], false: ["false"], none: [] },
  }),
  language({
    id: "jsonc",
    name: "JSON",
    extensions: ["json", "jsonc", "json5"],
    ...SLASHES,
    strings: [quoted('"', "c"), quoted("'", "c")],
    grouping: null,
    assignments: [":"],
  }),
  language({
    id: "ini",
    name: "INI",
    extensions: ["ini", "cfg", "conf", "properties"],
    ...PLAIN_LINES,
    lineComments: ["#", ";"],
    assignments: ["=", ":"],
    words: { true: ["true", "True", "yes", "on"], false: ["false", "False", "no", "off"], none: ["none", "None"] },
  }),
  language({
    id: "dotenv",
    name: "dotenv",
    extensions: ["env"],
    filenames: [".env"],
    ...PLAIN_LINES,
    strings: BOTH_QUOTES,
  }),
  language({
    id: "makefile",
    name: "Make",
    extensions: ["mk", "mak"],
    filenames: ["makefile", "gnumakefile"],
    ...PLAIN_LINES,
    assignments: [":=", "?=", "="],
  }),
];

const BY_EXTENSION = new Map(LANGUAGES.flatMap((row) => row.extensions.map((extension) => [extension, row])));
const BY_FILENAME = new Map(LANGUAGES.flatMap((row) => row.filenames.map((name) => [name, row])));
const BY_ID = new Map<string, Language>([
  ...LANGUAGES.map((row) => [row.id, row] as const),
  ...LANGUAGES.filter((row) => row.id === "jsonc").map((row) => ["json", row] as const),
]);

/** The language of a file, by its extension or its whole name; null where its comments are not known. */
export function languageOf(path: string): Language | null {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return BY_FILENAME.get(name) ?? (name.includes(".") ? BY_EXTENSION.get(extension) : undefined) ?? null;
}

/** The language that the editor calls by this identifier. */
export function languageById(id: string): Language | null {
  return BY_ID.get(id) ?? null;
}
