import type { Letter, Mail, MailAnswer, MailCall, MailServer, StepError } from "@leeway/engine";
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingRules } from "../http-client/guard.js";
import { matchesHost } from "../http-client/addresses.js";
import { systemResolve, type Resolve } from "../http-client/connector.js";
import { OpenCalls } from "../http-client/open-calls.js";
import { SmtpTalk } from "./smtp-talk.js";

/** Connections that one mail server may have open at once: most allow ten or fewer to a user. */
const MOST_OPEN = 5;

/**
 * The way out for letters, by the rules of `GuardedHttp`: to the open internet and what is allowed by name, to the address
 * that was checked. It tells precisely whether the server was handed the letter.
 */
export class GuardedMail implements Mail {
  readonly #open = new OpenCalls(MOST_OPEN);

  constructor(
    private readonly rules: Pick<OutgoingRules, "allowPrivateHosts">,
    private readonly resolve: Resolve = systemResolve,
    /** Further certificates to trust, for a server of one's own. */
    private readonly ca?: string,
  ) {}

  async send(call: MailCall): Promise<MailAnswer> {
    const { server, letter } = call;
    const host = `${server.host}:${server.port}`;
    const mayBePrivate = isAllowed(server, this.rules.allowPrivateHosts);
    const refused = (error: StepError): MailAnswer => ({ kind: "refused", error });
    if (mayBePrivate === undefined) return refused({ code: "request.badUrl", values: { url: host } });
    if (server.security === "none" && !mayBePrivate) return refused({ code: "mail.unencrypted", values: { host } });
    const leave = await this.#open.enter(host, call.cancellation);
    if (!leave) return { kind: "notSent", error: { code: "step.interrupted", values: { host, reason: "cancelled" } } };
    try {
      const written = letter && (await compose(letter));
      return await new SmtpTalk(call, written, { mayBePrivate, resolve: this.resolve, ca: this.ca }).answer;
    } finally {
      leave();
    }
  }
}

/** Whether the operator has named this host; nothing where it is none. */
function isAllowed({ host, port }: MailServer, allowed: readonly string[]): boolean | undefined {
  const address = `smtp://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return URL.canParse(address) ? matchesHost(allowed, new URL(address)) : undefined;
}

/** The letter as it travels, and who it is from and for. Nothing in it may name a file or an address to be read. */
async function compose(letter: Letter) {
  const node = new MailComposer({ ...letter, disableFileAccess: true, disableUrlAccess: true }).compile();
  return { envelope: node.getEnvelope(), message: await node.build() };
}
