import type { MailAnswer, MailServer } from "@leeway/engine";
import { randomUUID } from "node:crypto";
import type { Environment } from "../../config/environment.js";
import { Problem } from "../../problems/problem.js";
import { GuardedMail } from "./guarded-mail.js";

/** What is written to one person. */
export interface SystemLetter {
  /** Their address. */
  to: string;
  subject: string;
  /** Plain text: nothing that somebody named can become HTML. */
  text: string;
}

/** The mail server has not taken a letter; `final`: it will not take it later either. */
export class MailNotSent extends Problem {
  constructor(
    values: { server: string; reason: string },
    readonly final: boolean,
  ) {
    super("mail.notSent", values);
  }
}

const TIMEOUT_MS = 30_000;
const never = { requested: false, onRequest: () => () => {} };

/** The mail of the server itself: what people get who cannot sign in yet. By `LEEWAY_SMTP_URL` and `LEEWAY_SMTP_FROM`. */
export class SystemMail {
  readonly #from: string;
  readonly #server: MailServer | undefined;
  readonly #mail: GuardedMail;

  constructor({
    LEEWAY_SMTP_URL: url,
    LEEWAY_SMTP_FROM: from,
  }: Pick<Environment, "LEEWAY_SMTP_URL" | "LEEWAY_SMTP_FROM">) {
    this.#server = url;
    this.#from = from ?? "";
    // Whoever set the server's environment has named this host: it may be a private one.
    this.#mail = new GuardedMail({ allowPrivateHosts: url ? [hostAndPort(url)] : [] });
  }

  /** Whether letters can be sent at all; without it people copy links. */
  get isSetUp(): boolean {
    return this.#server !== undefined;
  }

  /** Returns when the mail server has taken the letter; throws a Problem that says why it has not. */
  async send({ to, subject, text }: SystemLetter): Promise<void> {
    const server = this.#server;
    if (!server) throw new Problem("mail.notSetUp");
    const domain = /@([^\s<>@]+)>?\s*$/.exec(this.#from)?.[1] ?? "localhost";
    const answer = await this.#mail.send({
      server,
      letter: { from: this.#from, to: [to], subject, text, messageId: `<${randomUUID()}@${domain}>` },
      timeoutMs: TIMEOUT_MS,
      cancellation: never,
      beforeWrite: () => true,
    });
    if (answer.kind === "answered" && answer.code < 400) return;
    throw new MailNotSent({ server: hostAndPort(server), reason: reasonOf(answer) }, isFinal(answer));
  }
}

const hostAndPort = ({ host, port }: MailServer) => `${host.includes(":") ? `[${host}]` : host}:${port}`;

function reasonOf(answer: MailAnswer): string {
  if (answer.kind === "answered") return answer.reply.replace(/\s+/g, " ").slice(0, 200);
  const { reason } = answer.error.values;
  return typeof reason === "string" ? reason : answer.error.code;
}

/** A plain no to this person or this letter. To us, as to a wrong password of ours, it may be a yes once that is mended. */
const isFinal = (answer: MailAnswer): boolean =>
  answer.kind === "answered" && answer.code >= 500 && (answer.stage === "recipients" || answer.stage === "message");
