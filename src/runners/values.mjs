// Values on their way into the user's code, and results on their way out of it.

export class BadResult extends Error {}
export class NotFinite extends Error {}

export function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  return typeof value === "object" && value !== null ? value.tuple.map(decode) : value;
}

function numberOf(value, what) {
  if (typeof value === "boolean") {
    throw new BadResult(`${what} is ${value}. Return a number: Number(…) where the condition itself is the score.`);
  }
  if (value === null || value === undefined) {
    throw new BadResult(`${what} is ${value}. The function must return its score; is a return statement missing?`);
  }
  const number = typeof value === "number" || typeof value === "bigint" ? Number(value) : plainOf(value);
  if (number === null) {
    throw new BadResult(
      `${what} is ${shorten(show(value))}. Return a number, an array of fold scores, or an object of metrics.`,
    );
  }
  if (!Number.isFinite(number)) throw new NotFinite(`${what} is ${number}.`);
  return number;
}

/** The number that an object stands for (a tensor of one element, a decimal); null where there is none. */
function plainOf(value) {
  if (typeof value !== "object") return null;
  if (typeof value.item === "function") {
    const item = value.item();
    return typeof item === "number" ? item : null;
  }
  const primitive = typeof value.valueOf === "function" ? value.valueOf() : null;
  if (typeof primitive === "number" && !(value instanceof Date)) return primitive;
  return typeof value.toNumber === "function" ? value.toNumber() : null;
}

/** The items of an array or typed array; null for everything else. */
function itemsOf(value) {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value) : null;
}

function scoreOf(value, what) {
  const items = itemsOf(value);
  if (items === null) return [numberOf(value, what), null];
  if (items.length === 0) throw new BadResult(`${what} is empty. Return at least one fold score.`);
  const folds = items.map((item, at) => numberOf(item, `${what}, fold ${at + 1},`));
  return [mean(folds), folds];
}

function isMapping(value) {
  if (value instanceof Map) return true;
  if (typeof value !== "object" || value === null || itemsOf(value) !== null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype.constructor?.name === "Object";
}

export function resultOf(value, task) {
  const { metrics } = task;
  if (isMapping(value)) return fromMapping(value instanceof Map ? value : new Map(Object.entries(value)), metrics);
  if (metrics.length === 1) {
    const [score, folds] = scoreOf(value, "The result");
    return { values: [score], folds: [folds], rest: new Map() };
  }
  const items = itemsOf(value);
  if (items === null) {
    numberOf(value, "The result");
    throw new BadResult(
      `The result is one number, but the study has ${metrics.length} directions. Return one number for each.`,
    );
  }
  if (items.length !== metrics.length) {
    throw new BadResult(
      `The result has ${items.length} entries, but the study has ${metrics.length} directions. Return one for each, in order.`,
    );
  }
  const scores = items.map((item, at) => scoreOf(item, `Entry ${at + 1} of the result`));
  return { values: scores.map(([score]) => score), folds: scores.map(([, folds]) => folds), rest: new Map() };
}

function fromMapping(value, metrics) {
  const present = [...value.keys()].map((key) => shorten(String(key))).join(", ");
  const scores = metrics.map((metric) => {
    if (metric === null) {
      throw new BadResult(
        `The result is an object (${present}), but @study names no metric. Write the metric after the direction, as in: @study maximize accuracy.`,
      );
    }
    if (!value.has(metric)) throw new BadResult(`The result has no ${metric}; it has ${present || "no entries"}.`);
    return scoreOf(value.get(metric), metric);
  });
  const rest = new Map([...value].filter(([key]) => !metrics.includes(key)));
  return { values: scores.map(([score]) => score), folds: scores.map(([, folds]) => folds), rest };
}

export function extrasOf(rest) {
  const extra = {};
  const extraFolds = {};
  for (const [key, value] of rest) {
    if (typeof value === "boolean" || typeof value === "string") {
      extra[key] = value;
      continue;
    }
    try {
      const [score, folds] = scoreOf(value, key);
      if (folds === null) extra[key] = score;
      else extraFolds[key] = folds;
    } catch (error) {
      // Entries that are no numbers are the objective's own business.
      if (!(error instanceof BadResult || error instanceof NotFinite)) throw error;
    }
  }
  return { extra, extraFolds };
}

export function aggregate(task, yields) {
  const last = yields[yields.length - 1];
  const columns = task.metrics.map((_, at) => yields.map((result) => result.values[at]));
  const none = columns.map(() => null);
  switch (task.aggregate) {
    case "mean":
      return { values: columns.map(mean), folds: columns, rest: last.rest };
    case "median":
      return { values: columns.map(median), folds: none, rest: last.rest };
    case "best":
      return {
        values: columns.map((column, at) =>
          task.directions[at] === "maximize" ? greatest(column) : -greatest(column.map((x) => -x)),
        ),
        folds: none,
        rest: last.rest,
      };
    default:
      return { values: last.values, folds: none, rest: last.rest };
  }
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function greatest(numbers) {
  return numbers.reduce((best, number) => Math.max(best, number), Number.NEGATIVE_INFINITY);
}

export function show(value) {
  try {
    return typeof value === "object" ? (JSON.stringify(value) ?? String(value)) : String(value);
  } catch {
    return `a value of type ${typeof value}`;
  }
}

export function shorten(text, length = 80) {
  const plain = text.replace(/\s+/g, " ");
  return plain.length <= length ? plain : `${plain.slice(0, length - 1)}…`;
}
