/** A field of a tool's input. */
export interface ToolField {
  readonly name: string;
  readonly type: { readonly kind: "text" } | { readonly kind: "integer"; readonly min: number; readonly max: number };
  readonly required: boolean;
  /** For the language model that fills it in. */
  readonly summary: string;
}

const TEXT = { kind: "text" } as const;

const STUDY = {
  name: "study",
  type: TEXT,
  required: true,
  summary: "The study's name, as hyperlens_list_studies tells it.",
} as const satisfies ToolField;

const FILE_OF_STUDY = {
  name: "file",
  type: TEXT,
  required: false,
  summary: "The file that the study is written in, relative to the workspace. Needed where several have one name.",
} as const satisfies ToolField;

/**
 * The tools that language models may use, each with the fields of its input. The schemas in package.json are held to this
 * list by a test; what each tool does stands in handlers.ts, which the compiler holds to it.
 */
export const TOOLS = {
  hyperlens_list_studies: [],
  hyperlens_study_results: [
    STUDY,
    FILE_OF_STUDY,
    {
      name: "wait_seconds",
      type: { kind: "integer", min: 0, max: 600 },
      required: false,
      summary: "Wait until a running study has ended before answering, at most so many seconds (0).",
    },
  ],
  hyperlens_propose_space: [
    { name: "file", type: TEXT, required: true, summary: "The file with the code, relative to the workspace." },
    {
      name: "function",
      type: TEXT,
      required: false,
      summary:
        "A function at the top level of the file that returns a score. Without it the whole file is meant, run as a script that prints its score.",
    },
  ],
  hyperlens_run_study: [
    STUDY,
    FILE_OF_STUDY,
    {
      name: "trials",
      type: { kind: "integer", min: 1, max: 1_000_000 },
      required: false,
      summary: "Total number of trials of the study, those that have run included. Without it the study's own total.",
    },
  ],
  hyperlens_stop_study: [STUDY, FILE_OF_STUDY],
} as const satisfies Readonly<Record<string, readonly ToolField[]>>;

export type ToolName = keyof typeof TOOLS;

type ValueOf<Field extends ToolField> = Field["type"]["kind"] extends "integer" ? number : string;

/** The input of a tool once it has been checked. */
export type ToolInput<Name extends ToolName> = {
  readonly [Field in (typeof TOOLS)[Name][number] as Field["name"]]: Field["required"] extends true
    ? ValueOf<Field>
    : ValueOf<Field> | undefined;
};
