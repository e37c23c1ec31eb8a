import { spawn } from "node:child_process";
import { join } from "node:path";
import { apiKey, type Leeway } from "./leeway.js";

const cli = join(import.meta.dirname, "../../apps/server/dist/bundle/cli.js");

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** What `npm run leeway --` runs, on the data folder of a server and with its API key, as a process of its own. */
export function commandOn(
  { data, origin }: Pick<Leeway, "data" | "origin">,
  args: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  const settings = { LEEWAY_DATA_DIR: data, LEEWAY_URL: origin, LEEWAY_API_KEY: apiKey };
  const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env["PATH"], ...settings, ...env } });
  const said: Said = { code: null, out: "", err: "" };
  child.stdout.on("data", (text: Buffer) => (said.out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said.err += text.toString()));
  child.stdin.end(input);
  const ended = new Promise<Said>((resolve) => child.on("close", (code) => resolve({ ...said, code })));
  return { child, ended };
}

/** A command that must succeed; answers what it says as JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
export async function command(leeway: Leeway, ...args: string[]): Promise<any> {
  const { code, out, err } = await commandOn(leeway, [...args, "--json"]).ended;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${err}`);
  return JSON.parse(out);
}
