import { TOOLS, type ToolField, type ToolInput, type ToolName } from "./specs.js";

/** A language model has filled a tool's input in wrongly; it reads the message and tries again. */
export class ToolInputError extends Error {
  override readonly name = "ToolInputError";
}

/**
 * A tool's input, checked: the editor itself lets anything through.
 *
 * @throws {ToolInputError} Naming the field, what was expected and what came.
 */
export function readInput<Name extends ToolName>(tool: Name, given: unknown): ToolInput<Name> {
  const fields: readonly ToolField[] = TOOLS[tool];
  const object = given ?? {};
  if (typeof object !== "object" || Array.isArray(object)) {
    throw new ToolInputError(`${tool} takes an object, not ${shown(object)}.`);
  }
  const entries = object as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(entries).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) {
    const known = fields.length === 0 ? "It takes no field." : `Its fields are ${list(fields)}.`;
    throw new ToolInputError(`${tool} has no field \`${unknown}\`. ${known}`);
  }
  return Object.fromEntries(
    fields.map((field) => [field.name, checked(tool, field, entries[field.name])]),
  ) as ToolInput<Name>;
}

function checked(tool: string, { name, type, required }: ToolField, given: unknown): string | number | undefined {
  // Models write null for what they leave out.
  if (given === undefined || given === null || given === "") {
    if (required) throw new ToolInputError(`${tool} needs the field \`${name}\`.`);
    return undefined;
  }
  if (type.kind === "text") {
    if (typeof given === "string") return given;
    throw new ToolInputError(`The field \`${name}\` of ${tool} is a text, not ${shown(given)}.`);
  }
  const { min, max } = type;
  if (typeof given === "number" && Number.isInteger(given) && given >= min && given <= max) return given;
  throw new ToolInputError(
    `The field \`${name}\` of ${tool} is a whole number from ${min} to ${max}, not ${shown(given)}.`,
  );
}

function list(fields: readonly ToolField[]): string {
  return fields.map(({ name }) => `\`${name}\``).join(", ");
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? typeof value;
}
