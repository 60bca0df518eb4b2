import type { LocalOffset } from "../../core/journal/instant.js";

/** Times without an offset, which Optuna wrote before version 5, are local times of this machine. */
export const localOffset: LocalOffset = (wallMilliseconds) => {
  const utc = new Date(wallMilliseconds);
  const local = new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  );
  return local.getTimezoneOffset();
};
