import { nearest } from "../format/nearest.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import type { MethodOption } from "./method.js";
import type { MethodChoice } from "./options.js";

export interface MethodProblem {
  /** The option at fault; null where it is the method's name. */
  readonly option: string | null;
  readonly message: string;
  /** The name that was probably meant. */
  readonly suggestion: string | null;
}

/** What is wrong with the choice of a sampler or pruner and its options. */
export function checkMethod(registry: "sampler" | "pruner", choice: MethodChoice): readonly MethodProblem[] {
  const specs = registry === "sampler" ? SAMPLERS : PRUNERS;
  const names = registry === "sampler" ? specs.map(({ name }) => name) : ["auto", ...specs.map(({ name }) => name)];
  const spec = specs.find(({ name }) => name === choice.name);
  if (!names.includes(choice.name)) {
    const suggestion = nearest(choice.name, names);
    const remedy = suggestion === null ? `there are ${names.join(", ")}` : `did you mean \`${suggestion}\`?`;
    return [{ option: null, message: `There is no ${registry} \`${choice.name}\`; ${remedy}`, suggestion }];
  }
  const options = spec?.options ?? [];
  return Object.entries(choice.options).flatMap(([name, value]): MethodProblem[] => {
    const option = options.find((candidate) => candidate.name === name);
    if (option === undefined) {
      const known = options.map((candidate) => candidate.name);
      const suggestion = nearest(name, known);
      const remedy =
        suggestion !== null
          ? `did you mean \`${suggestion}\`?`
          : known.length === 0
            ? "it has none."
            : `it has ${known.join(", ")}.`;
      return [{ option: name, message: `\`${choice.name}\` has no option \`${name}\`; ${remedy}`, suggestion }];
    }
    const expected = expectation(option.type, value);
    return expected === null
      ? []
      : [{ option: name, message: `\`${name}\` must be ${expected}, but is \`${value}\`.`, suggestion: null }];
  });
}

/** What an option must be, where the value is not that. */
function expectation(type: MethodOption["type"], value: string | number | boolean): string | null {
  switch (type.kind) {
    case "switch":
      return typeof value === "boolean" ? null : "`on` or `off`";
    case "word":
      return type.words.includes(String(value)) ? null : `one of ${type.words.join(", ")}`;
    case "integer":
    case "number": {
      const { min, max } = type;
      const number = typeof value === "number" && Number.isFinite(value);
      const whole = type.kind === "number" || Number.isSafeInteger(value);
      if (number && whole && (min === null || value >= min) && (max === null || value <= max)) return null;
      const noun = type.kind === "integer" ? "a whole number" : "a number";
      if (min !== null && max !== null) return `${noun} from ${min} to ${max}`;
      if (min !== null) return `${noun} of at least ${min}`;
      return max === null ? noun : `${noun} of at most ${max}`;
    }
  }
}
