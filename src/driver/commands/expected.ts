import { ImportError } from "../../core/import/foreign.js";
import { MethodOptionError } from "../../core/study/method-check.js";
import { MissingInterpreterError } from "../interpreters/find.js";
import {
  JournalBrokenError,
  JournalMissingError,
  JournalReplacedError,
  JournalUnreadableError,
  JournalWriteError,
} from "../journal/errors.js";
import { StudiesFolderError } from "../places/studies.js";
import { StoppedEarlyError } from "../run/drive.js";
import { EnvironmentFileError } from "../run/environment-file.js";
import { LoadError } from "../run/load-error.js";
import { UnsupportedObjectiveError } from "../run/objective.js";
import { StudyTakenError } from "../run/owner.js";
import { StudyGoneError } from "../run/session-terms.js";
import { StudyBusyError, StudyDiffersError } from "../run/start.js";
import { UnreadableFileError } from "./target.js";

const EXPECTED = [
  JournalMissingError,
  JournalUnreadableError,
  JournalBrokenError,
  JournalReplacedError,
  JournalWriteError,
  StudiesFolderError,
  UnreadableFileError,
  UnsupportedObjectiveError,
  MissingInterpreterError,
  MethodOptionError,
  StudyBusyError,
  StudyDiffersError,
  StudyTakenError,
  StudyGoneError,
  StoppedEarlyError,
  LoadError,
  EnvironmentFileError,
  ImportError,
];

/** What keeps a command from its work, and is no fault of ours: its message is all that people need. */
export function isExpected(error: unknown): error is Error {
  return error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
}
