import type { Cancellation, HttpAnswer } from "./http.js";

/** A mail server and who signs in there. */
export interface MailServer {
  host: string;
  port: number;
  /** tls: encrypted from the first byte · starttls: before anything is said · none: only to hosts the operator allows. */
  security: "tls" | "starttls" | "none";
  /** Empty: without signing in. */
  user: string;
  password: string;
}

/** One letter; addresses as `name@host` or `Name <name@host>`. */
export interface Letter {
  from: string;
  to: string[];
  cc?: string[];
  bcc?: string[];
  replyTo?: string;
  subject: string;
  text: string;
  html?: string;
  /** With angle brackets; the same for each attempt of a step, so that a repeat can be recognised. */
  messageId: string;
}
export interface MailRequest {
  server: MailServer;
  /** Without one: signs in, and leaves. */
  letter?: Letter;
}

/** What the server was doing when it answered. */
export type MailStage = "greeting" | "signIn" | "sender" | "recipients" | "message";
export type MailAnswer =
  /** The server's reply (RFC 5321): 2xx took it, 4xx not now, 5xx not at all. `refused`: recipients that it did not take. */
  | { kind: "answered"; code: number; stage: MailStage; reply: string; taken: string[]; refused: string[] }
  /** As of a request: `notSent` until the server asked for the letter itself, `cutOff` from then on. */
  | Exclude<HttpAnswer, { kind: "answered" }>;

export interface MailCall extends MailRequest {
  timeoutMs: number;
  cancellation: Cancellation;
  /** Runs once, just before the first byte of the letter is written; false = give up as not sent. */
  beforeWrite(): boolean;
}
/** Hands letters to mail servers. */
export interface Mail {
  send(call: MailCall): Promise<MailAnswer>;
}
