/** There is no such file. */
export class JournalMissingError extends Error {
  override readonly name = "JournalMissingError";

  constructor(readonly path: string) {
    super(`There is no journal at ${path}; check the path, or run the study first.`);
  }
}

/** The file cannot be read at all. */
export class JournalUnreadableError extends Error {
  override readonly name = "JournalUnreadableError";

  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(
      `The journal ${path} cannot be read: ${messageOf(cause)}. Check that it is a file and that you may read it.`,
      {
        cause,
      },
    );
  }
}

/** The file holds a line that no reader of the format accepts; nothing is appended to it. */
export class JournalBrokenError extends Error {
  override readonly name = "JournalBrokenError";

  constructor(
    readonly path: string,
    readonly line: number,
    readonly fault: string,
  ) {
    super(
      `Line ${line} of the journal ${path} is broken: ${fault} Nothing is written to it. \`hyperlens repair\` writes a mended copy beside it.`,
    );
  }
}

/** Another program removed, replaced or cut the file while this one had it open. */
export class JournalReplacedError extends Error {
  override readonly name = "JournalReplacedError";

  constructor(readonly path: string) {
    super(
      `The journal ${path} was removed, replaced or cut by another program while it was in use. Nothing was written to it; run the study again to go on with what is there now.`,
    );
  }
}

/** Nothing, or nothing whole, could be written; the journal is as it was. */
export class JournalWriteError extends Error {
  override readonly name = "JournalWriteError";

  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`The journal ${path} cannot be written: ${messageOf(cause)}. ${remedyOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function remedyOf(cause: unknown): string {
  switch ((cause as NodeJS.ErrnoException | null)?.code) {
    case "ENOSPC":
    case "EDQUOT":
      return "Free some space on the disk, then run the study again: it continues.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "Make the folder writable, or choose another one with --studies.";
    default:
      return "Mend that, then run the study again: it continues.";
  }
}
