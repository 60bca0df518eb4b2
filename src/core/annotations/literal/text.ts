import type { Language, StringForm } from "../language.js";

const C_ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

/** The form of the quoted text that begins at `at`, past a prefix; null where none begins. */
export function formAt(text: string, at: number, language: Language): StringForm | null {
  return language.strings.find(({ open }) => text.startsWith(open, at)) ?? null;
}

/** The value of a quoted text between its quotes; null where it is an expression or broken. */
export function decode(inner: string, form: StringForm, raw = false): string | null {
  if (form.interpolation.some((mark) => unescapedIndex(inner, mark, form) >= 0)) return null;
  if (raw || form.escapes === "none") return inner;
  if (form.escapes === "doubled") return inner.replaceAll(form.close + form.close, form.close);
  if (!inner.includes("\\")) return inner;
  let value = "";
  for (let i = 0; i < inner.length; i++) {
    if (inner[i] !== "\\") {
      value += inner[i];
      continue;
    }
    const escaped = escapeAt(inner, i + 1, form);
    if (escaped === null) return null;
    value += escaped.value;
    i = escaped.end - 1;
  }
  return value;
}

function unescapedIndex(inner: string, mark: string, form: StringForm): number {
  if (form.escapes === "none" || form.escapes === "doubled") return inner.indexOf(mark);
  for (let i = 0; i < inner.length; i++) {
    // Swift's mark itself begins with a backslash.
    if (inner.startsWith(mark, i)) return i;
    if (inner[i] === "\\") i++;
  }
  return -1;
}

function escapeAt(inner: string, at: number, form: StringForm): { value: string; end: number } | null {
  const character = inner[at];
  if (character === undefined) return null;
  if (form.escapes === "quote" || form.escapes === "shell") {
    const special = form.escapes === "quote" ? `${form.close}\\` : `${form.close}\\$\``;
    if (form.escapes === "shell" && character === "\n") return { value: "", end: at + 1 };
    return { value: special.includes(character) ? character : `\\${character}`, end: at + 1 };
  }
  if (character === "\n") return { value: "", end: at + 1 };
  if (character === "\r") return { value: "", end: inner[at + 1] === "\n" ? at + 2 : at + 1 };
  const octal = /^[0-7]{1,3}/.exec(inner.slice(at, at + 3))?.[0];
  if (octal !== undefined && (octal.length > 1 || octal !== "0")) {
    return { value: String.fromCharCode(Number.parseInt(octal, 8)), end: at + octal.length };
  }
  const plain = character === "a" ? (form.escapes === "python" ? "\x07" : undefined) : C_ESCAPES[character];
  if (plain !== undefined) return { value: plain, end: at + 1 };
  if (character === "x" || character === "u" || character === "U") return codePoint(inner, at);
  if (character === "N" && form.escapes === "python") return null;
  const itself = form.escapes === "c" || character === "\\" || character === "'" || character === '"';
  return { value: itself ? character : `\\${character}`, end: at + 1 };
}

function codePoint(inner: string, at: number): { value: string; end: number } | null {
  const found = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|U([\da-fA-F]{8}))/.exec(
    inner.slice(at, at + 10),
  );
  if (found === null) return null;
  const code = Number.parseInt(found[1] ?? found[2] ?? found[3] ?? found[4] ?? "", 16);
  if (code > 0x10ffff) return null;
  return { value: String.fromCodePoint(code), end: at + found[0].length };
}

/** A text between the quotes of a form; null where the form cannot hold it. */
export function encode(value: string, form: StringForm): string | null {
  const inner = encoded(value, form);
  if (!form.multiline && /[\n\r]/.test(inner)) return null;
  return decode(inner, form) === value && !endsEarly(inner, form) ? `${form.open}${inner}${form.close}` : null;
}

function encoded(value: string, form: StringForm): string {
  switch (form.escapes) {
    case "none":
      return value;
    case "doubled":
      return value.replaceAll(form.close, form.close + form.close);
    case "quote":
      return value.replace(/\\/g, "\\\\").replaceAll(form.close, `\\${form.close}`);
    case "shell":
      return value.replace(/[\\$`"]/g, "\\$&");
  }
  const escaped = value
    .replace(/\\/g, "\\\\")
    .replaceAll(form.close[0]!, `\\${form.close[0]}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return form.interpolation
    .filter((mark) => !mark.startsWith("\\"))
    .reduce((text, mark) => text.replaceAll(mark, `\\${mark}`), escaped);
}

/** Whether the closing quote would be found before the end of the inner text. */
function endsEarly(inner: string, form: StringForm): boolean {
  if (form.escapes === "doubled") return false;
  const backslash = form.escapes !== "none";
  for (let i = 0; i < inner.length; i++) {
    if (backslash && inner[i] === "\\") {
      if (++i >= inner.length) return true;
    } else if (
      inner.startsWith(form.close, i) ||
      (form.close.length > 1 && i === inner.length - 1 && inner[i] === form.close[0])
    ) {
      return true;
    }
  }
  return false;
}
