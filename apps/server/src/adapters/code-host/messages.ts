/** What the server tells the process in which code runs. Values travel as JSON text. */
export interface CodeJob {
  source: string;
  input: string;
  timeoutMs: number;
  memoryMb: number;
  /** Characters that the result may have. */
  mostOutput: number;
}

/** How a job ended. `found`: what the code returned that is no data. `tooDeep`, `overflow`: writing the result, or the code, took the whole stack. */
export type CodeResult =
  | { kind: "done"; output: string; logs: string[] }
  | { kind: "failed"; message: string; line?: number; logs: string[] }
  | { kind: "noValue"; found: string; logs: string[] }
  | { kind: "timeout"; logs: string[] }
  | { kind: "memory"; logs: string[] }
  | { kind: "tooLarge"; size: number; logs: string[] }
  | { kind: "tooDeep"; logs: string[] }
  | { kind: "overflow"; logs: string[] };

/** What the process tells. `full`: as much memory as code may have has been used in it: who uses it up next could not be told. */
export type CodeAnswer = CodeResult & { full: boolean };

/** The first message: it can be given work. */
export const READY = "ready";
