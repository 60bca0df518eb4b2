// Appends trials to a journal until it has appended as many as it is told, and prints each number once it is on the disk.
// Usage: node writer.js JOURNAL NAME COUNT BYTES, where each trial carries BYTES of text.

import { writeSync } from "node:fs";
import { Journal } from "../../../src/driver/journal/journal.js";

const [path = "", name = "", count = "0", bytes = "0"] = process.argv.slice(2);

try {
  const journal = Journal.open(path, "existing");
  for (let i = 0; i < Number(count); i++) {
    await journal.append((state) => [
      {
        worker: name,
        kind: "createTrial",
        study: 0,
        state: "complete",
        values: [state.nextTrialId],
        started: 1,
        finished: 2,
        parameters: [],
        userAttributes: [
          ["by", name],
          ["turn", i],
          ["text", "x".repeat(Number(bytes))],
        ],
        systemAttributes: [],
        intermediate: [],
      },
    ]);
    writeSync(1, `${i}\n`);
  }
} catch (error) {
  writeSync(1, `${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
}
