import { randomBytes } from "node:crypto";
import { same } from "../adapters/secrets/same.js";

const HEADER = "x-leeway-caller";

/** Whether a call says that it is this process's own, and of which workspace. */
export type Caller = { kind: "own"; workspaceId: string } | { kind: "stranger" } | { kind: "liar" };

/**
 * How the built-in Leeloo knows calls of its own server: by a secret that is made anew with every process, and that the
 * client adds for this one address. Its token is known to all.
 */
export class SandboxCallers {
  readonly #secret = randomBytes(32).toString("base64url");

  /** For a call of a workspace; one of nobody's is no own call. */
  headers(workspaceId: string | undefined): Record<string, string> {
    return { [HEADER]: workspaceId === undefined ? "nobody" : `${this.#secret} ${workspaceId}` };
  }

  /** Who made a call. */
  of(headers: Readonly<Record<string, string | string[] | undefined>>): Caller {
    const said = headers[HEADER];
    if (said === undefined) return { kind: "stranger" };
    const [secret = "", workspaceId = ""] = typeof said === "string" ? said.split(" ") : [];
    return same(secret, this.#secret) && workspaceId !== "" ? { kind: "own", workspaceId } : { kind: "liar" };
  }
}
