import { readFileSync } from "node:fs";
import { request, type Dispatcher } from "undici";
import { CommandRefused } from "./command-refused.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";
import { fileNamed, type Surroundings } from "./surroundings.js";

/** Where the server is, and what shows who asks; the key itself is never an option, where others could read it. */
export interface ServerOptions {
  url?: string;
  keyFile?: string;
}

interface ProblemDocument {
  code?: string;
  title?: string;
  detail?: string;
  errors?: { path?: string; message?: string }[];
}

const LONGEST_MS = 60_000;
/** Nobody has heard anything. */
const unsent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A Leeway somewhere, asked over its API. */
export class ApiServer {
  readonly #origin: string;
  readonly #key: string;

  constructor(surroundings: Surroundings, { url, keyFile }: ServerOptions) {
    const { env } = surroundings;
    const given = url ?? env["LEEWAY_URL"] ?? `http://127.0.0.1:${env["PORT"] || "3000"}`;
    if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
      throw new CommandRefused(
        `${given} is no address of a Leeway. It looks like https://leeway.example.com.`,
        exitCodes.usage,
      );
    this.#origin = given.replace(/\/+$/, "");
    this.#key = keyFile === undefined ? (env["LEEWAY_API_KEY"] ?? "") : fromFile(fileNamed(keyFile, surroundings));
    if (this.#key === "")
      throw new CommandRefused(
        "There is no API key. Make one under Settings → API keys, and set LEEWAY_API_KEY or give --key-file.",
        exitCodes.usage,
      );
  }

  /** What the API answers; a refusal is one line with what is to be done. `path` begins after `/api/v1`. */
  async ask<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    const { status, text } = await this.#send(method, path, body);
    const answer: unknown = text === "" ? undefined : parsed(text);
    if (status < 300 && answer !== null) return answer as T;
    if (answer === null)
      throw new CommandRefused(`${this.#origin} does not answer as a Leeway does.`, exitCodes.unreachable);
    const problem = (answer ?? {}) as ProblemDocument;
    // What the server says to people, it says of signing in.
    if (problem.code === "auth.required")
      throw new CommandRefused(
        `${this.#origin} does not know this API key: it was deleted, or is of another Leeway. Make one there under Settings → API keys.`,
        exitCodes.refused,
      );
    throw refusal(status, problem);
  }

  async #send(method: Dispatcher.HttpMethod, path: string, body: unknown): Promise<{ status: number; text: string }> {
    try {
      const { statusCode, body: answer } = await request(`${this.#origin}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          "accept-language": "en",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        headersTimeout: LONGEST_MS,
        bodyTimeout: LONGEST_MS,
      });
      return { status: statusCode, text: await answer.text() };
    } catch (error) {
      const code = (error as { code?: string }).code ?? String(error);
      const next =
        method === "GET" || unsent.has(code)
          ? "Is Leeway running there? --url or LEEWAY_URL says where it is."
          : "It may have done it all the same: look there before you say it again.";
      throw new CommandRefused(`${this.#origin} does not answer (${code}). ${next}`, exitCodes.unreachable, {
        cause: error,
      });
    }
  }
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new CommandRefused(`${path} cannot be read (${(error as { code?: string }).code}).`, exitCodes.usage, {
      cause: error,
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const codes: Record<number, ExitCode> = {
  401: exitCodes.refused,
  403: exitCodes.refused,
  404: exitCodes.notFound,
  429: exitCodes.busy,
  503: exitCodes.busy,
};

function refusal(status: number, { title, detail, errors = [] }: ProblemDocument): CommandRefused {
  const said = [title, detail].filter((one) => one !== undefined).join(". ") || `The server answers ${status}.`;
  const where = errors.map(({ path, message }) => `  ${path ? `${path}: ` : ""}${message ?? ""}`);
  return new CommandRefused([said, ...where].join("\n"), codes[status] ?? exitCodes.failed);
}
