import { formatNumber } from "../../core/format/number.js";

/** A value's spelling where there is little room: a number of many digits is rounded, everything else stays. */
export function shortValue(text: string): string {
  const digits = text.replace(/[^0-9]/g, "").length;
  const value = Number(text);
  return digits > 6 && Number.isFinite(value) && text.trim() !== "" ? formatNumber(value) : text;
}
