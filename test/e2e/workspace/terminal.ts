import { type ChildProcess, spawn } from "node:child_process";

/** Gives a program a terminal of its own; what comes in on standard input is typed there. */
const TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
pty._copy(terminal)
os.close(terminal)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

export interface CommandOptions {
  readonly cwd: string;
  /** Added to our environment; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whether it has a terminal, or pipes. */
  readonly terminal: boolean;
}

/** A program that runs, with what it has printed so far. */
export class Command {
  private printed = "";
  readonly status: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.printed += text;
      });
    }
    this.status = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve(status));
    });
  }

  static start(program: string, args: readonly string[], options: CommandOptions): Command {
    const [file, ...words] = options.terminal ? ["python3", "-c", TERMINAL, program, ...args] : [program, ...args];
    const env = { ...process.env, ...options.environment };
    return new Command(spawn(file ?? program, words, { cwd: options.cwd, env, stdio: "pipe" }));
  }

  /** Everything printed so far, without colours. */
  get text(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal codes begin with one.
    return this.printed.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  end(): void {
    this.child.kill();
  }
}
