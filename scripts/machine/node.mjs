// The Node that runs the scripts.

const OLDEST = 20;

/**
 * @throws {Error} Where this Node is too old, with the remedy.
 */
export function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= OLDEST) return;
  throw new Error(
    `Node ${OLDEST} or newer is needed, and this is ${process.versions.node}. Install one from https://nodejs.org and try again.`,
  );
}
