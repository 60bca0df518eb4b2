const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** A number of bytes for people, in powers of 1000: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/**
 * Bytes of `4GB`, `512MiB`, `1.5g`, or a bare number of bytes; null where it is no positive size. Units are powers of
 * 1000, with an i of 1024.
 */
export function parseBytes(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*(?:([kmgtp])(i?)b?|b)?$/i.exec(text.trim());
  if (found === null) return null;
  const power = found[2] === undefined ? 0 : "kmgtp".indexOf(found[2].toLowerCase()) + 1;
  const bytes = Math.round(Number(found[1]) * (found[3] ? 1024 : 1000) ** power);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : null;
}
