import type { Json, JsonObject } from "./state.js";

/** What an operation answers with. */
export interface Reply {
  status: number;
  body: JsonObject;
}

/** Success, as Leeloo words it. `more` stands beside `data`. */
export const ok = (data: Json, more: JsonObject = {}): Reply => ({ status: 200, body: { data, ...more, status: 1 } });

/** An operation that says no although HTTP says 200. */
export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    message: string,
    readonly status: number = 200,
  ) {
    super(message);
  }

  get reply(): Reply {
    return { status: this.status, body: { status: 0, message: this.message } };
  }
}

/** An id in the path that is not there. */
export const notFound = (what: string): Refusal => new Refusal(`${what} not found`, 404);

/** What goes out as the body, and what it is: an operation's reply, or what stands in for it. */
export interface RawAnswer {
  status: number;
  type: string;
  body: string;
}

/** A reply as it goes out. */
export const rawOf = ({ status, body }: Reply): RawAnswer => ({
  status,
  type: "application/json; charset=utf-8",
  body: JSON.stringify(body),
});

/** The answer. `cut`: break the connection instead of sending it. */
export interface SandboxAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  cut?: true;
}

/** With its headers. */
export const answerOf = ({ status, type, body }: RawAnswer): SandboxAnswer => ({
  status,
  headers: { "content-type": type },
  body,
});
