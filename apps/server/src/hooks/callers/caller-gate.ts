import type { Json, JsonObject, WorkflowNode } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { SecretsService } from "../../credentials/secrets.service.js";
import type { Upload } from "../../uploads/uploads.service.js";
import { CallRefused } from "../call-refused.js";
import type { Call, CallerCheck } from "./caller-check.js";
import { callerChecks } from "./caller-checks.js";

/** What webhooks are checked by. */
const CREDENTIAL = "webhookSecret";

const MULTIPART = { type: "multipart/form-data" };

/** A call that may come in. */
export interface Admitted {
  /** What the run gets of it: never the secret itself. */
  payload: JsonObject;
  /** The sender only tried the address: there is nothing to run for. */
  trial?: boolean;
  /** What it brought; they want its run, or to be dropped. */
  files?: readonly Upload[];
  /** Names the event, where its sender does. */
  event?: string;
  /** What its sender waits to hear, where the trigger answers at once. */
  answer?: Json;
}

/** Lets in whom a webhook takes calls from. Whatever is missing or cannot be read keeps the door shut. */
@Injectable()
export class CallerGate {
  constructor(private readonly secrets: SecretsService) {}

  /** Throws `CallRefused` where the call is not of whom the trigger takes calls from. */
  async admit(node: WorkflowNode, workspaceId: string, call: Call, payload: JsonObject): Promise<Admitted> {
    const check = checkOf(node.params["auth"]);
    const secret = check && (await this.#secret(workspaceId, node.credential));
    if (!check || secret === undefined) throw new CallRefused("noSecret", "hook.closed");
    if (check.overBody && call.streamed) throw new CallRefused("unreadable", "request.unsupportedType", MULTIPART);
    const now = Date.now();
    const doubt = check.check(call, secret, node.params, now);
    const shown = { ...payload, headers: without(secret, payload["headers"] as JsonObject) };
    if (doubt) throw new CallRefused(doubt, "hook.callerUnknown", {}, challengeOf(check), shown);
    const event = check.eventOf?.(call);
    return {
      payload: check.unwrap ? { ...shown, body: check.unwrap(call) } : shown,
      trial: check.isTrial?.(call) === true,
      ...(event !== undefined && { event }),
      ...(check.answer && { answer: check.answer(call, secret, now) }),
    };
  }

  async #secret(workspaceId: string, credentialId: string | undefined): Promise<string | undefined> {
    if (!credentialId) return undefined;
    const opened = await this.secrets.open(workspaceId, credentialId);
    if ("code" in opened || opened.type !== CREDENTIAL) return undefined;
    const { secret } = opened.data;
    // An empty key signs for everybody.
    return typeof secret === "string" && secret !== "" ? secret : undefined;
  }
}

const challengeOf = ({ challenge }: CallerCheck): Record<string, string> =>
  challenge === undefined ? {} : { "www-authenticate": challenge };

/** Whether everybody who knows the address may call it. Anything but a plain no is a yes, to something we may not know. */
export const isOpen = (auth: Json | undefined): boolean =>
  auth === undefined || auth === null || auth === "" || auth === "none";

const checkOf = (auth: Json | undefined): CallerCheck | undefined =>
  typeof auth === "string" && Object.hasOwn(callerChecks, auth) ? callerChecks[auth] : undefined;

/** Stored payloads are read by people. */
const without = (secret: string, headers: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(headers).filter(([, value]) => !(typeof value === "string" && value.includes(secret))),
  );
