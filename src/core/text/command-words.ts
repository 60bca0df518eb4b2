import { type Phrase, phrase } from "../l10n/phrase.js";
/** A piece of a word of a command: text as it stands, or the name of a placeholder. */
export type WordPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "placeholder"; readonly name: string };

/** One word of a command; what stands for a placeholder is put in after the splitting, so it never splits again. */
export type CommandWord = readonly WordPart[];

export type CommandSteps =
  /** One list of words for each program, in the order in which they run. */
  | { readonly kind: "steps"; readonly steps: readonly (readonly CommandWord[])[] }
  | { readonly kind: "broken"; readonly message: Phrase };

/** A word without placeholders. */
export function plainWord(text: string): CommandWord {
  return [{ kind: "text", text }];
}

/**
 * Splits a command as a POSIX shell does (2.2 Quoting, 2.3 Token Recognition), on every system: single quotes keep
 * everything, double quotes all but a backslash before `"`, `\`, `$` and a backquote, a bare backslash keeps the next
 * character. `&&` outside quotes parts programs that run one after another. `{name}` is a placeholder wherever it stands,
 * `{{` and `}}` are braces.
 */
export function commandSteps(command: string): CommandSteps {
  const steps: CommandWord[][] = [[]];
  let word: string | null = null;
  const finish = () => {
    if (word !== null) steps.at(-1)?.push(wordParts(word));
    word = null;
  };
  for (let at = 0; at < command.length; at++) {
    const character = command[at]!;
    if (/\s/.test(character)) finish();
    else if (command.startsWith("&&", at)) {
      finish();
      steps.push([]);
      at++;
    } else if (character === "'" || character === '"') {
      const quoted = quotedText(command, at);
      if (quoted === null) return { kind: "broken", message: phrase("A quote {0} is not closed.", character) };
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else if (character === "\\") {
      at++;
      if (at === command.length) return { kind: "broken", message: phrase("A backslash stands at the end.") };
      word = (word ?? "") + command[at];
    } else word = (word ?? "") + character;
  }
  finish();
  if (steps.some((words) => words.length === 0)) {
    const message =
      steps.length === 1 ? phrase("The command is empty.") : phrase("A command is missing before or after `&&`.");
    return { kind: "broken", message };
  }
  return { kind: "steps", steps };
}

/** A word with its placeholders filled in. */
export function filledWord(word: CommandWord, value: (name: string) => string): string {
  return word.map((part) => (part.kind === "text" ? part.text : value(part.name))).join("");
}

/** The names of the placeholders of a command. */
export function placeholdersIn(steps: readonly (readonly CommandWord[])[]): ReadonlySet<string> {
  return new Set(steps.flat(2).flatMap((part) => (part.kind === "placeholder" ? [part.name] : [])));
}

/** The text from the quote at `start` on, and where the quote is closed; null where it is not. */
function quotedText(command: string, start: number): { readonly text: string; readonly end: number } | null {
  const quote = command[start];
  let text = "";
  for (let at = start + 1; at < command.length; at++) {
    const character = command[at]!;
    if (character === quote) return { text, end: at };
    if (quote === '"' && character === "\\" && /["\\$`]/.test(command[at + 1] ?? "")) {
      at++;
      text += command[at];
    } else text += character;
  }
  return null;
}

function wordParts(word: string): CommandWord {
  const parts: WordPart[] = [];
  let text = "";
  for (let at = 0; at < word.length; at++) {
    if (word.startsWith("{{", at) || word.startsWith("}}", at)) {
      text += word[at];
      at++;
      continue;
    }
    const name = word[at] === "{" ? /^\{([^{}]*)\}/.exec(word.slice(at))?.[1] : undefined;
    if (name === undefined) {
      text += word[at];
      continue;
    }
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
    parts.push({ kind: "placeholder", name });
    at += name.length + 1;
  }
  if (text !== "" || parts.length === 0) parts.push({ kind: "text", text });
  return parts;
}
