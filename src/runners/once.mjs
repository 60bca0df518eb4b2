// Runs one trial by itself, in a terminal or under a debugger: what it prints goes to whoever looks, what it reads comes from
// them, nothing ends it early, and nothing is written into the study. The order is a file of JSON; see driver/run/lone-trial.ts.

import { readFileSync } from "node:fs";
import { callObjective, load, traceOf, Unloadable } from "./objective.mjs";
import { substitute } from "./substitute.mjs";
import { BadResult, NotFinite } from "./values.mjs";

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(order.heading);
const { load: task, run } = order;
Object.assign(process.env, run.environment);
if (task.copy !== null) substitute(task.file, task.copy);

/** Stands where the driver would: shows each report, and lets the trial go on to the end of its budget. */
let last = 0;
const onlooker = {
  send({ step, values }) {
    last = step;
    console.log(`  step ${step}: ${values.join(", ")}`);
  },
  receive: () => Promise.resolve({ stop: order.steps !== null && last >= order.steps, keep: true }),
};

try {
  // The values are loaded under the file's own name, so that breakpoints in it hold.
  const objective = await load({ ...task, copy: null });
  const { values, extra } = await callObjective(onlooker, task, objective, run);
  for (const [at, metric] of task.metrics.entries()) console.log(`${metric ?? "value"} = ${values[at]}`);
  for (const [name, value] of Object.entries(extra)) console.log(`${name} = ${value}`);
  if (order.closing !== null) console.log(order.closing);
} catch (error) {
  const plain = error instanceof BadResult || error instanceof NotFinite || error instanceof Unloadable;
  console.error(plain ? (error.traceback ?? error.message) : (traceOf(error, task) ?? error));
  process.exitCode = 1;
}
