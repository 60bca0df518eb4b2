// Stands in for the native logger @vscode/spdlog, which would need a compiler: each line goes to its file at once.

const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];
const INFO = LEVELS.indexOf("info");

class FileLogger {
  /**
   * @param {string} _kind
   * @param {string} _name
   * @param {string} file
   */
  constructor(_kind, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.file = file;
    this.level = INFO;
    this.plain = false;
    this.open = true;
  }

  /**
   * @param {number} level
   * @param {string} message
   */
  put(level, message) {
    if (!this.open || level < this.level) return;
    const stamp = new Date().toISOString().replace("T", " ").slice(0, -1);
    appendFileSync(this.file, this.plain ? message : `${stamp} [${LEVELS[level]}] ${message}\n`);
  }

  /** @param {string} message */
  trace(message) {
    this.put(0, message);
  }

  /** @param {string} message */
  debug(message) {
    this.put(1, message);
  }

  /** @param {string} message */
  info(message) {
    this.put(INFO, message);
  }

  /** @param {string} message */
  warn(message) {
    this.put(3, message);
  }

  /** @param {string} message */
  error(message) {
    this.put(4, message);
  }

  /** @param {string} message */
  critical(message) {
    this.put(5, message);
  }

  getLevel() {
    return this.level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.level = level;
  }

  // VS Code clears the formatters of output channels, whose lines are then to be kept as they are.
  clearFormatters() {
    this.plain = true;
  }

  setPattern() {}

  flush() {}

  drop() {
    this.open = false;
  }
}

/**
 * @param {string} name
 * @param {string} file
 */
async function createLogger(name, file) {
  return new FileLogger("", name, file);
}

// One assignment for each: what stands in an object literal is not found by those who import this as a module.
exports.version = 0;
exports.Logger = FileLogger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
