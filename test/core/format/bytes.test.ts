import { expect, it } from "vitest";
import { formatBytes, parseBytes } from "../../../src/core/format/bytes.js";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [9_940, "9.9 kB"],
  [10_000, "10 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [2.5e9, "2.5 GB"],
  [4e18, "4000 PB"],
])("shows %d bytes as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it.each([
  ["4GB", 4e9],
  ["4 gb", 4e9],
  ["512MiB", 536870912],
  ["1.5k", 1500],
  ["1Ki", 1024],
  ["7", 7],
  ["7B", 7],
])("reads %s", (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

it.each(["", "0", "-1GB", "4 giga", "GB", "1e9", "9000000PB"])("does not read %j", (text) => {
  expect(parseBytes(text)).toBeNull();
});
