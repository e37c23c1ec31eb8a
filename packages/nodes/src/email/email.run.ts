import { createHash } from "node:crypto";
import type {
  JsonObject,
  Letter,
  MailAnswer,
  MailServer,
  NodeRunner,
  OpenSecret,
  StepErrorCode,
  StepOutcome,
  StepTools,
} from "@leeway/engine";
import { excerpt, failed } from "../answer.js";
import { textOf } from "../words.js";
import { addressesIn, domainOf } from "./addresses.js";

/** "Not now" of a mail server means minutes (greylisting): sooner it would only say so again. */
const LATER_MS = 60_000;

const messageSend: NodeRunner = {
  type: "email.message.send",
  async run(params, tools) {
    const { secret } = tools;
    if (!secret) return failed({ code: "credential.missing", values: { types: "smtp" } });
    const [to, cc, bcc] = [addressesIn(params["to"]), addressesIn(params["cc"]), addressesIn(params["bcc"])];
    for (const [param, { bad }] of Object.entries({ to, cc, bcc }))
      if (bad !== undefined)
        return failed({ code: "param.format", values: { value: bad.slice(0, 200), expected: "email" }, param });
    if (to.found.length === 0) return failed({ code: "param.required", values: {}, param: "to" });
    const from = textOf(secret.data["from"]);
    const letter: Letter = {
      from,
      to: to.found,
      ...(cc.found.length > 0 && { cc: cc.found }),
      ...(bcc.found.length > 0 && { bcc: bcc.found }),
      ...(params["reply_to"] !== undefined && { replyTo: textOf(params["reply_to"]) }),
      subject: textOf(params["subject"]),
      text: textOf(params["text"]),
      ...(params["html"] !== undefined && { html: textOf(params["html"]) }),
      messageId: messageIdOf(tools, from),
    };
    const answer = await tools.mail({ server: serverOf(secret), letter });
    return outcomeOf(answer, secret, ({ taken, refused, reply }) => ({
      messageId: letter.messageId,
      taken,
      refused,
      reply,
    }));
  },
};

const serverCheck: NodeRunner = {
  type: "email.server.check",
  async run(_params, { secret, mail }) {
    if (!secret) return failed({ code: "credential.missing", values: { types: "smtp" } });
    return outcomeOf(await mail({ server: serverOf(secret) }), secret, ({ reply }) => ({ reply }));
  },
};

export const emailRunners = [messageSend, serverCheck];

/** The same for every attempt of a step of a run (RFC 5322, 3.6.4): mail programs show a repeat of it once. */
function messageIdOf({ runId, stepKey }: StepTools, from: string): string {
  const hash = createHash("sha256").update(`${runId}\n${stepKey}`).digest("hex").slice(0, 32);
  return `<${hash}@${domainOf(from)}>`;
}

function serverOf({ data }: OpenSecret): MailServer {
  const security = data["security"];
  return {
    host: textOf(data["host"]),
    port: Number(data["port"]),
    security: security === "starttls" || security === "none" ? security : "tls",
    user: textOf(data["user"]),
    password: textOf(data["password"]),
  };
}

type Answered = Extract<MailAnswer, { kind: "answered" }>;

const refusals: Record<Answered["stage"], StepErrorCode> = {
  greeting: "mail.refused",
  signIn: "mail.signInRefused",
  sender: "mail.senderRefused",
  recipients: "mail.recipientsRefused",
  message: "mail.refused",
};

/**
 * What a server's reply means (RFC 5321, 4.2.1): 4xx is "not now", and nothing was taken, so that a letter may be brought
 * again as after an HTTP 503; 5xx is final.
 */
function outcomeOf(answer: MailAnswer, secret: OpenSecret, output: (answer: Answered) => JsonObject): StepOutcome {
  if (answer.kind !== "answered")
    return failed(answer.error, { kind: answer.kind === "refused" ? "final" : answer.kind });
  const { code, stage, reply } = answer;
  if (code < 400) return { kind: "done", output: output(answer) };
  const values = { answer: excerpt(reply, secret), from: textOf(secret.data["from"]) };
  if (code < 500)
    return failed({ code: "mail.later", values }, { kind: "status", status: 503, retryAfterMs: LATER_MS });
  return failed({ code: refusals[stage], values, ...(stage === "recipients" && { param: "to" }) });
}
