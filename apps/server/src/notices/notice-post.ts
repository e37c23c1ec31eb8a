import type { NoticeChannel } from "@leeway/api";
import type { CancelSwitch, Locale, OpenSecret, StepError, StepOutcome } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { Settings } from "../config/settings.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { ServiceCalls } from "../credentials/service-calls.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import type { Notice, NoticeFacts, NoticeKind } from "./notice-facts.js";
import { footer, payloadOf, testWords, wordsOf } from "./notice-words.js";

const CALL_MS = 15_000;
/** Behind what runs send: a notice can wait, and is tried again. */
const PATIENCE_MS = 30_000;

/** What is sent where; a test has no facts. */
export interface Letter {
  id: string;
  workspaceId: string;
  channel: NoticeChannel;
  language: Locale;
  notice?: { kind: NoticeKind; facts: NoticeFacts };
}
/** Why it did not get there; `final`: nothing that another try could change. */
export interface Undelivered {
  error: StepError;
  final: boolean;
}

/** Sends notices by the channels there are, with the same runners and limits as steps do. */
@Injectable()
export class NoticePost {
  constructor(
    private readonly secrets: SecretsService,
    private readonly calls: ServiceCalls,
    private readonly http: GuardedHttp,
    private readonly scopes: WorkspaceScopeService,
    private readonly settings: Settings,
  ) {}

  /** Nothing where it arrived. */
  async send(letter: Letter, cancellation: CancelSwitch): Promise<Undelivered | undefined> {
    const { workspaceId, channel, language, notice } = letter;
    const { timezone } = await this.scopes.scope(workspaceId);
    const around = { publicUrl: this.settings.publicUrl, timezone };
    const words = notice ? wordsOf(notice.kind, notice.facts, language, around) : testWords(language);
    switch (channel.kind) {
      case "email": {
        const text = `${words.text}\n\n—\n${footer(language, around)}`;
        return this.#ask("email.message.send", { to: channel.to, subject: words.title, text }, letter, cancellation);
      }
      case "telegram": {
        const text = `${words.title}\n\n${words.text}`.slice(0, 4_096);
        const params = { chat_id: channel.chat, text, parse_mode: "none", disable_preview: true };
        return this.#ask("telegram.message.send", params, letter, cancellation);
      }
      case "webhook":
        return this.#call(
          channel.url,
          letter,
          payloadOf(letter.id, notice?.kind ?? "test", notice?.facts, words),
          cancellation,
        );
    }
  }

  async #ask(
    type: string,
    params: Parameters<ServiceCalls["ask"]>[1],
    { id, workspaceId, channel }: Letter,
    cancellation: CancelSwitch,
  ): Promise<Undelivered | undefined> {
    const secret = await this.secrets.open(workspaceId, channel.kind === "webhook" ? "" : channel.credential);
    if (isError(secret)) return { error: secret, final: true };
    if (secret.type !== (channel.kind === "email" ? "smtp" : "telegramBot"))
      return { error: { code: "credential.wrongType", values: { found: secret.type } }, final: true };
    const patient = { lane: "normal" as const, ms: PATIENCE_MS, cancellation };
    const outcome = await this.calls.ask(type, params, { workspaceId, secret, id, patient });
    return undeliveredBy(outcome, secret);
  }

  async #call(url: string, letter: Letter, body: object, cancellation: CancelSwitch): Promise<Undelivered | undefined> {
    const answer = await this.http.send({
      method: "POST",
      url,
      // Who gets one twice knows it by this.
      headers: { "content-type": "application/json", "x-leeway-notice": letter.id },
      body: JSON.stringify(body),
      workspaceId: letter.workspaceId,
      timeoutMs: CALL_MS,
      fresh: false,
      allowedHosts: undefined,
      cancellation,
      beforeWrite: () => true,
    });
    if (answer.kind !== "answered") return { error: answer.error, final: answer.kind === "refused" };
    const { status } = answer;
    if (status >= 200 && status < 300) return undefined;
    const values = { service: new URL(url).host, status, answer: answer.body.slice(0, 300) };
    return { error: { code: "request.status", values }, final: status < 500 && status !== 429 && status !== 408 };
  }
}

const isError = (value: OpenSecret | StepError): value is StepError => "code" in value;

function undeliveredBy(outcome: StepOutcome, { name }: OpenSecret): Undelivered | undefined {
  if (outcome.kind !== "failed") return undefined;
  const { error, cause } = outcome;
  const final = cause.kind === "final" || (cause.kind === "status" && cause.status < 500 && cause.status !== 429);
  return { error: { ...error, values: { ...error.values, ...(name !== undefined && { credential: name }) } }, final };
}

/** What is tried again, of what was kept. */
export const letterOf = ({ id, workspaceId, channel, language, kind, facts }: Notice): Letter => ({
  id,
  workspaceId,
  channel,
  language,
  notice: { kind, facts },
});
