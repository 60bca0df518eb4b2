// How every script here ends: with a status, and in a failure with one message for a person.

/**
 * @param {() => Promise<number>} work Resolves to the exit status.
 */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`${process.env.DEBUG ? error.stack : error.message}\n`);
    process.exitCode = 1;
  }
}
