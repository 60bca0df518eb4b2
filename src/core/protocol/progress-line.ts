/**
 * What a line of progress says about how far a program is: as people write it (`epoch=3`, `Epoch [3/10], Loss: 0.4`), and as
 * training frameworks print it by themselves: Keras, LightGBM, XGBoost, CatBoost, scikit-learn, PyTorch Lightning, and the
 * Trainer of Hugging Face.
 */
export interface Progress {
  /** The step that the line names; null where it names none. */
  readonly step: number | null;
  /** Whether that is all it says: what comes next belongs to the step. */
  readonly heading: boolean;
  /** A bar within a step or beside it: whether it has come to its end; null where there is none. */
  readonly bar: "under way" | "whole" | null;
  /** Whether the names of metrics may stand behind that of their data: `valid-auc`. */
  readonly prefixed: boolean;
}

/** `step=12`, `Epoch 3/10`, `'epoch': '2.0'`, `Iteration 4,`; not a part of another word, nor the beginning of a fraction. */
const STEP =
  /(?<![\p{L}\p{N}_./-])(step|epoch|iteration|iter)["']?\s*[=:#]?\s*["'[(]?\s*(\d+)(?:\.0+)?(?![\p{L}\p{N}_]|\.\d)/giu;
/** `Epoch 1/3`, `-- Epoch 1`, `=== Iteration [4/10] ===`. */
const HEADING =
  /^[\s=*#>-]*(?:step|epoch|iteration|iter)\s*[:#]?\s*[[(]?\s*\d+(?:\s*(?:\/|of)\s*\d+)?[\])]?[\s=*#:.<-]*$/iu;
/** LightGBM and XGBoost. */
const BRACKETS = /^\[(\d+)\]\t/;
/** CatBoost. */
const COLON = /^(\d+):\t/;
/** Keras: `16/16 - 1s …`, with a bar between. */
const COUNTER = /^\s*(\d+)\/(\d+)\s/;
/** tqdm: ` 30%|███       | 3/10 [00:01<00:02, …]`. */
const BAR = /\|\s*(\d+)\/(\d+)\s*\[/;
/** Longer than any heading. */
const LONGEST_HEADING = 100;

/** Takes a line without colours. */
export function progressOn(line: string): Progress {
  const boosted = BRACKETS.exec(line) ?? COLON.exec(line);
  const step = boosted === null ? stepNamed(line) : wholeNumber(boosted[1]);
  const counter = COUNTER.exec(line) ?? BAR.exec(line);
  return {
    step,
    heading: step !== null && line.length <= LONGEST_HEADING && HEADING.test(line),
    bar: counter === null ? null : Number(counter[1]) < Number(counter[2]) ? "under way" : "whole",
    prefixed: boosted !== null,
  };
}

/** `step` before the others where a line names several. */
function stepNamed(line: string): number | null {
  const steps = [...line.matchAll(STEP)].map(([, word = "", digits]) => [word.toLowerCase(), digits] as const);
  const found = steps.find(([word]) => word === "step") ?? steps[0];
  return found === undefined ? null : wholeNumber(found[1]);
}

function wholeNumber(digits: string | undefined): number | null {
  const number = Number(digits);
  return digits === undefined || !Number.isSafeInteger(number) ? null : number;
}
