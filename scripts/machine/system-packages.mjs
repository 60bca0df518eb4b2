// Debian's and Ubuntu's package manager, where we may use it without asking anybody.

import { capture, findOnPath, run } from "./command.mjs";

/**
 * Installs packages with apt-get, as root or through a sudo that asks for no password.
 * @param {readonly string[]} names
 * @returns {Promise<boolean>} False where that is not possible here, or failed.
 */
export async function installSystemPackages(names) {
  const apt = findOnPath(["apt-get"]);
  const prefix = apt && rights();
  if (!apt || !prefix) return false;
  process.stdout.write(`Installing ${names.join(", ")} (apt-get)\n`);
  /** @param {string[]} args */
  const aptGet = (args) => {
    const [program = apt, ...words] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-q", "-y", ...args];
    return run(program, words);
  };
  await aptGet(["update"]); // A repository that is out of reach need not matter: the install below decides.
  return (await aptGet(["install", "--no-install-recommends", ...names])) === 0;
}

/** @returns {string[] | null} The words to put before a command that needs root. */
function rights() {
  if (process.getuid?.() === 0) return [];
  const sudo = findOnPath(["sudo"]);
  return sudo && capture(sudo, ["-n", "true"]) !== null ? [sudo, "-n"] : null;
}
