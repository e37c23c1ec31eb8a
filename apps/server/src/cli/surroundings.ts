import { resolve } from "node:path";

/** What a command sees of the process it runs in. */
export interface Surroundings {
  env: Record<string, string | undefined>;
  /** All of standard input. */
  readInput: () => string | Uint8Array;
  print: (line: string) => void;
  complain: (line: string) => void;
  /** How far it is, for a person who looks on: each line takes the place of the one before. */
  note: (line: string) => void;
  /** Says this and ends, when somebody presses Ctrl+C from now on; else a command just ends then. */
  whenInterrupted?: (last: () => string) => void;
}

/** Standard input as text. */
export const inputText = ({ readInput }: Surroundings): string => Buffer.from(readInput()).toString("utf8");

/** A program's commands end with a code that is not always that of an error. */
export type Ends = (exitCode: number) => void;

/** Says what came of a command: to scripts as JSON alone, to people in words. */
export function tell({ print }: Surroundings, json: true | undefined, data: unknown, words: string): void {
  print(json ? JSON.stringify(data, null, 2) : words);
}

export const JSON_OPTION = ["--json", "print the answer as JSON, and nothing else"] as const;

/** Files are named from where the command was called; npm runs it in Leeway's own folder, where the data folder is named from. */
export const fileNamed = (file: string, { env }: Surroundings): string => resolve(env["INIT_CWD"] ?? "", file);
