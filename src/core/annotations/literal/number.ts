import type { Literal } from "../../space/literal.js";
import type { Language } from "../language.js";

/** A number as it is spelt: sign, digits, and what follows them. */
export interface NumberText {
  readonly sign: string;
  readonly digits: string;
  readonly suffix: string;
  readonly kind: "int" | "real";
  readonly radix: 2 | 8 | 10 | 16;
}

const NUMBER =
  /^([+-]?)\s*(0[xX][\da-fA-F_']+|0[bB][01_']+|0[oO][0-7_']+|(?:\d(?:[\d_']*\d)?)?\.?(?:\d(?:[\d_']*\d)?)?(?:(?<=[\d.])[eE][+-]?\d+)?)(.*)$/;

/** The parts of a number's spelling in a language; null where the text is no number there. */
export function numberText(text: string, language: Language): NumberText | null {
  const found = NUMBER.exec(text);
  if (found === null) return null;
  const [, sign = "", digits = "", suffix = ""] = found;
  if (!/\d/.test(digits)) return null;
  const prefix = /^0([xXbBoO])/.exec(digits)?.[1]?.toLowerCase();
  const radix = prefix === "x" ? 16 : prefix === "b" ? 2 : prefix === "o" ? 8 : 10;
  // A leading zero means an octal number here and a mistake there.
  if (radix === 10 && /^0[\d_']/.test(digits) && !/[.eE]/.test(digits)) return null;
  if (/[_'](?:$|[_'.eE])|^\D*[_']|\.[_']/.test(digits)) return null;
  const other = language.grouping === "_" ? "'" : language.grouping === "'" ? "_" : null;
  if (other === null ? /[_']/.test(digits) : digits.includes(other)) return null;
  const real = radix === 10 && /[.eE]/.test(digits);
  if (real && language.exponentNeedsPoint && /[eE]/.test(digits) && !/\.\d*[eE][+-]/.test(digits)) return null;
  if (suffix !== "") {
    const { suffix: allowed } = language;
    const match = allowed?.exec(suffix);
    if (!match || match[0] !== suffix) return null;
  }
  const floating = /^[fFdDmM]$|^f0$|^_?f(?:32|64)$/.test(suffix);
  return { sign, digits, suffix, kind: real || (floating && radix === 10) ? "real" : "int", radix };
}

/** The literal of a number's spelling; null where the text is none, or a whole number that a double cannot hold. */
export function readNumber(text: string, language: Language): Extract<Literal, { kind: "int" | "real" }> | null {
  const parts = numberText(text, language);
  if (parts === null) return null;
  const size = Number(parts.digits.replace(/[_']/g, ""));
  if (!Number.isFinite(size) || (parts.kind === "int" && !Number.isSafeInteger(size))) return null;
  if (parts.kind === "int") return { kind: "int", value: parts.sign === "-" ? 0 - size : size };
  return { kind: "real", value: parts.sign === "-" ? -size : size };
}

/** How a number is written, in the manner of `like`, the spelling that it replaces, where that is a number. */
export function spellNumber(
  literal: Extract<Literal, { kind: "int" | "real" }>,
  language: Language,
  like: string | null = null,
): string {
  const old = like === null ? null : numberText(like, language);
  const suffix = old !== null && old.kind === literal.kind ? old.suffix : "";
  if (literal.kind === "int") {
    const size = BigInt(Math.abs(literal.value));
    const sign = literal.value < 0 ? "-" : "";
    if (old !== null && old.radix !== 10) {
      const upper = /[A-F]/.test(old.digits.slice(2));
      const digits = size.toString(old.radix);
      return `${sign}${old.digits.slice(0, 2)}${upper ? digits.toUpperCase() : digits}${suffix}`;
    }
    return `${sign}${grouped(String(size), old, language)}${suffix}`;
  }
  const digits = realDigits(literal.value, language);
  const [whole = "", ...rest] = digits.split(/(?=[.e])/);
  const sign = whole.startsWith("-") ? "-" : "";
  return `${sign}${grouped(whole.replace("-", ""), old, language)}${rest.join("")}${suffix}`;
}

/** Whole digits in groups of three where the old spelling was grouped so. */
function grouped(whole: string, old: NumberText | null, language: Language): string {
  const { grouping } = language;
  if (grouping === null || old === null || old.radix !== 10 || !old.digits.includes(grouping)) return whole;
  return whole.replace(/\B(?=(?:\d{3})+$)/g, grouping);
}

/** The shortest digits that read back as exactly this number, with a point or an exponent so that it stays a real. */
function realDigits(value: number, language: Language): string {
  if (Object.is(value, -0)) return "-0.0";
  if (language.digits === "javascript") {
    const text = String(value);
    return /[.e]/.test(text) ? text : `${text}.0`;
  }
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const point = language.exponentNeedsPoint && !mantissa.includes(".") ? ".0" : "";
    return `${mantissa}${point}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const text = plain(mantissa, exponent);
  return text.includes(".") ? text : `${text}.0`;
}

/** A decimal without exponent. */
function plain(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return `${sign}${digits.padEnd(exponent + 1, "0")}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
