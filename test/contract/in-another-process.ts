import { SAMPLERS } from "../../src/core/samplers/registry.js";
import { proposals } from "./proposals.js";

process.stdout.write(JSON.stringify(Object.fromEntries(SAMPLERS.map(({ name }) => [name, proposals(name)]))));
