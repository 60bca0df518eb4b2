import type { Literal } from "../space/literal.js";
import type { DriverMessage, RunnerMessage } from "./runner.js";

/**
 * One message to a runner as a line of JSON, newline included. A literal keeps its kind: reals are written with a point
 * or an exponent, so that Python reads them as float; whole numbers without; a tuple is `{"tuple": […]}`.
 */
export function encodeMessage(message: DriverMessage): string {
  switch (message.type) {
    case "run": {
      const params = [...message.params].map(([name, literal]) => `${JSON.stringify(name)}:${wireText(literal)}`);
      const environment = JSON.stringify(message.environment);
      return `{"type":"run","trial":${message.trial},"params":{${params.join(",")}},"environment":${environment}}\n`;
    }
    case "value":
      return `{"type":"value","value":${wireText(message.value)}}\n`;
    default:
      return `${JSON.stringify(message)}\n`;
  }
}

/** What a runner said; null where the text is no message. */
export function decodeMessage(text: string): RunnerMessage | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  return isMessage(message) ? message : null;
}

/** A literal as JSON text. */
export function wireText(literal: Literal): string {
  switch (literal.kind) {
    case "int":
      return BigInt(literal.value).toString();
    case "real":
      return realText(literal.value);
    case "string":
    case "boolean":
      return JSON.stringify(literal.value);
    case "none":
      return "null";
    case "list":
      return `[${literal.items.map(wireText).join(",")}]`;
    case "tuple":
      return `{"tuple":[${literal.items.map(wireText).join(",")}]}`;
  }
}

function realText(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

const isNumber = (value: unknown): boolean => typeof value === "number";
const isText = (value: unknown): boolean => typeof value === "string";
const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every(isNumber);
const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
const isNullOr = (test: (value: unknown) => boolean) => (value: unknown) => value === null || test(value);

/** What each message must hold; the runner is the user's process, so its word is checked. */
const FIELDS: { readonly [type: string]: { readonly [field: string]: (value: unknown) => boolean } } = {
  ready: { version: isNumber, runtime: isText, folder: (value) => typeof value === "boolean" },
  unloadable: { kind: isText, message: isText, traceback: isNullOr(isText), module: isNullOr(isText) },
  report: { trial: isNumber, step: isNumber, values: isNumbers },
  result: {
    trial: isNumber,
    values: isNumbers,
    folds: isNullOr((folds) => Array.isArray(folds) && folds.every(isNullOr(isNumbers))),
    extra: isObject,
    extraFolds: isObject,
  },
  pruned: { trial: isNumber },
  suggest: { trial: isNumber, name: isText, distribution: isObject },
  failed: { trial: isNumber, kind: isText, message: isText, traceback: isNullOr(isText) },
};

function isMessage(value: unknown): value is RunnerMessage {
  if (typeof value !== "object" || value === null) return false;
  const message: { readonly [field: string]: unknown } = { ...value };
  const fields = typeof message.type === "string" ? FIELDS[message.type] : undefined;
  return fields !== undefined && Object.entries(fields).every(([field, test]) => test(message[field]));
}
