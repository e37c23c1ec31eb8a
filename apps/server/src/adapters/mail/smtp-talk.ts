import type { MailAnswer, MailCall, MailStage, StepError } from "@leeway/engine";
import { connect, isIP, type Socket } from "node:net";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { checkedAddresses, pinned, PrivateAddress, type Resolve } from "../http-client/connector.js";

interface Written {
  envelope: { from: string | false; to: string[] };
  message: Buffer;
}
interface Around {
  mayBePrivate: boolean;
  resolve: Resolve;
  ca: string | undefined;
}
/** What nodemailer says of a failure: the server's reply where there was one, and to which command. */
interface Trouble extends Error {
  code?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
}

/**
 * One session with a mail server, for one letter at most. Up to the reply to DATA nothing is handed over (RFC 5321, 4.1.1.4):
 * what fails until then was not sent. From the letter's first byte on only a reply of the server tells what became of it.
 */
export class SmtpTalk {
  readonly answer: Promise<MailAnswer>;
  readonly #host: string;
  readonly #forget: () => void;
  readonly #timer: NodeJS.Timeout;
  #settle: (answer: MailAnswer) => void = () => {};
  #settled = false;
  #socket: Socket | undefined;
  #connection: SMTPConnection | undefined;
  #handedOver = false;

  constructor(
    private readonly call: MailCall,
    private readonly written: Written | undefined,
    private readonly around: Around,
  ) {
    const { server, timeoutMs, cancellation } = call;
    this.#host = `${server.host}:${server.port}`;
    this.answer = new Promise((resolve) => (this.#settle = resolve));
    this.#timer = setTimeout(() => this.#giveUp("request.timeout", "timeout"), timeoutMs);
    let forget: () => void = () => {};
    this.#forget = () => forget();
    forget = cancellation.onRequest(() => this.#giveUp("step.interrupted", "cancelled"));
    this.#begin().catch((error: unknown) => this.#failed(error instanceof Error ? error : new Error(String(error))));
  }

  async #begin(): Promise<void> {
    const { server, timeoutMs } = this.call;
    const { mayBePrivate, resolve, ca } = this.around;
    const addresses = await checkedAddresses(server.host, mayBePrivate, resolve);
    if (this.#settled) return;
    const socket = connect({ host: server.host, port: server.port, lookup: pinned(addresses), autoSelectFamily: true });
    this.#socket = socket;
    await new Promise<void>((done, fail) => socket.once("connect", done).once("error", fail));
    const connection = new SMTPConnection({
      connection: socket,
      host: server.host,
      port: server.port,
      secure: server.security === "tls",
      requireTLS: server.security === "starttls",
      ignoreTLS: server.security === "none",
      tls: { ...(isIP(server.host) === 0 && { servername: server.host }), ...(ca !== undefined && { ca }) },
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      logger: false,
    });
    this.#connection = connection;
    connection.on("error", (error: Error) => this.#failed(error));
    connection.once("end", () => this.#failed(new Error("closed")));
    connection.connect((error) => (error ? this.#failed(error) : this.#signIn(connection)));
  }

  #signIn(connection: SMTPConnection): void {
    const { user, password: pass } = this.call.server;
    if (user === "") return this.#write(connection);
    if (!connection.allowsAuth) return this.#end({ kind: "refused", error: this.#error("mail.noSignIn", "no AUTH") });
    connection.login({ user, pass, credentials: { user, pass } }, (error) =>
      error ? this.#failed(error) : this.#write(connection),
    );
  }

  #write(connection: SMTPConnection): void {
    if (!this.written) return this.#said(235, "signIn", "");
    const { envelope, message } = this.written;
    connection.send(envelope, this.#asAskedFor(message), (error, info) => {
      if (error) return this.#failed(error);
      const { accepted: taken, rejected: refused, response: reply } = info;
      this.#end({ kind: "answered", code: Number.parseInt(reply, 10) || 250, stage: "message", reply, taken, refused });
    });
  }

  /** The letter, read when the server has asked for it and not before. */
  #asAskedFor(message: Buffer): Readable {
    const stream = new Readable({
      read: () => {
        if (this.#settled || !this.call.beforeWrite()) return this.#heldBack();
        this.#handedOver = true;
        stream.push(message);
        stream.push(null);
      },
    });
    return stream;
  }

  #heldBack(): void {
    this.#end({ kind: "notSent", error: this.#error("request.notSent", "held back") });
  }

  #failed(error: Trouble): void {
    if (error instanceof PrivateAddress)
      return this.#end({ kind: "refused", error: { code: "request.privateAddress", values: { host: this.#host } } });
    if (error.responseCode !== undefined)
      return this.#said(error.responseCode, stageOf(error.command), error.response ?? "");
    const why = reasonOf(error);
    if (this.#handedOver) this.#end({ kind: "cutOff", error: this.#error("request.cutOff", why) });
    else this.#end({ kind: "notSent", error: this.#error("request.notSent", why) });
  }

  #said(code: number, stage: MailStage, reply: string): void {
    this.#end({ kind: "answered", code, stage, reply, taken: [], refused: [] });
  }

  #giveUp(code: "request.timeout" | "step.interrupted", why: string): void {
    this.#end({ kind: this.#handedOver ? "cutOff" : "notSent", error: this.#error(code, why) });
  }

  #end(answer: MailAnswer): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#forget();
    // Goodbye is only said to who has answered: a letter that was held back must not end in a full stop.
    if (answer.kind === "answered" && this.#connection) this.#connection.quit();
    else this.#socket?.destroy();
    this.#settle(answer);
  }

  #error(code: StepError["code"], why: string): StepError {
    return { code, values: { host: this.#host, reason: why, seconds: Math.round(this.call.timeoutMs / 1000) } };
  }
}

function stageOf(command = ""): MailStage {
  if (command.startsWith("AUTH")) return "signIn";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipients";
  return command === "DATA" ? "message" : "greeting";
}

/** A short technical name of what went wrong, e.g. `ECONNREFUSED`; of a certificate, what is the matter with it. */
function reasonOf(error: Trouble): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as Trouble | undefined) : undefined;
  const code = error.code ?? inner?.code;
  const isOfNodemailer = code === undefined || /^E(TLS|CONNECTION|SOCKET|PROTOCOL|STREAM|MESSAGE|AUTH)$/.test(code);
  return isOfNodemailer ? error.message.slice(0, 200) : code;
}
