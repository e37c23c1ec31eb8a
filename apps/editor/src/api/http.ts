import { ROLE_HEADER, type ProblemDocument } from "@leeway/api";
import { isUnattended } from "./attendance.js";
import { isSomebodyElse, tabPerson } from "./tab-person.js";
import { hearRole, nextCall } from "./tab-role.js";
import { tabWorkspace } from "./tab-workspace.js";

const base = "/api/v1";

/** A refusal by the server, told in the reader's language. `code` is stable; `network` where no answer came. */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly errors: NonNullable<ProblemDocument["errors"]> = [],
    /** The run that it is about. */
    readonly runId?: string,
  ) {
    super(detail || title);
    this.name = "ApiProblem";
  }
}

let language = "en";
/** The language in which the server's sentences come. */
export function setApiLanguage(locale: string): void {
  language = locale;
}

interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Goes out although the page is being left. */
  keepalive?: boolean;
}

/** One call of the HTTP API. Cookies carry the session; the server checks where the call comes from. */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  { signal, keepalive = false }: CallOptions = {},
): Promise<T> {
  if (isSomebodyElse()) throw new ApiProblem("auth.required", 401, "", "");
  let answer: Response;
  const workspace = tabWorkspace();
  const number = nextCall();
  // Who is signed in is asked by reading; what is changed is changed by whom the page is of.
  const person = method === "GET" ? undefined : tabPerson();
  try {
    answer = await fetch(base + path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        "accept-language": language,
        ...(workspace !== undefined && { "x-leeway-workspace": workspace }),
        ...(person !== undefined && { "x-leeway-person": person }),
        ...(isUnattended() && { "x-leeway-unattended": "1" }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      keepalive,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem("network", 0, "", "");
  }
  hearRole(workspace, answer.headers.get(ROLE_HEADER), number);
  const text = await answer.text();
  if (answer.ok) return (text ? JSON.parse(text) : undefined) as T;
  throw asProblem(answer.status, text);
}

function asProblem(status: number, text: string): ApiProblem {
  try {
    const problem = JSON.parse(text) as Partial<ProblemDocument>;
    return new ApiProblem(
      problem.code ?? "server.internal",
      status,
      problem.title ?? "",
      problem.detail ?? "",
      problem.errors,
      problem.runId,
    );
  } catch {
    return new ApiProblem(status >= 500 ? "network" : "server.internal", status, "", "");
  }
}

/** Address of what a browser gets by itself, without headers of ours: event streams, files. It names the workspace. */
export function plainAddress(path: string): string {
  const workspace = tabWorkspace();
  if (workspace === undefined) return base + path;
  return `${base}${path}${path.includes("?") ? "&" : "?"}workspace=${encodeURIComponent(workspace)}`;
}
