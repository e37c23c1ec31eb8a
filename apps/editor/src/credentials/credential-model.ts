import {
  credentialDataSchemas,
  LEELOO_BASE_URL,
  SANDBOX_BASE_URL,
  secretFields,
  type Credential,
  type CredentialType,
} from "@leeway/api";
import type { Json } from "@leeway/engine";
import type { MessageId } from "../messages/catalogue.js";

type FieldKind = "secret" | "text" | "url" | "choice" | "number" | "hosts" | "file";
export interface FieldPlan {
  name: string;
  kind: FieldKind;
  /** Good as it comes for nearly everybody: folded away. */
  rare?: true;
  /** May stay empty. */
  optional?: true;
  /** Of choices: their values, with what they are called where they do not say it themselves. */
  choices?: readonly { value: string; label?: MessageId }[];
  /** What is wrong with what does not fit, where its kind cannot say it. */
  bad?: MessageId;
}
export type FieldValue = string | number | string[];
export interface CredentialForm {
  type: CredentialType;
  name: string;
  data: Record<string, FieldValue>;
}

export const isSandbox = ({ data }: { data: Readonly<Record<string, unknown>> }): boolean =>
  data["baseUrl"] === SANDBOX_BASE_URL;

const hosts: FieldPlan = { name: "allowedHosts", kind: "hosts" };

/** The fields of each type in the order in which one fills them in. */
export const fieldPlans: Record<CredentialType, readonly FieldPlan[]> = {
  leelooToken: [
    { name: "token", kind: "secret" },
    { name: "limitPerMinute", kind: "number" },
    { name: "baseUrl", kind: "url", rare: true },
    {
      name: "header",
      kind: "choice",
      rare: true,
      choices: [{ value: "X-Leeloo-AuthToken" }, { value: "Authorization" }],
    },
  ],
  telegramBot: [
    { name: "token", kind: "secret", bad: "credentials.bad.botToken" },
    { name: "limitPerMinute", kind: "number", rare: true },
    { name: "baseUrl", kind: "url", rare: true },
  ],
  smtp: [
    { name: "host", kind: "text", bad: "credentials.bad.hosts" },
    {
      name: "security",
      kind: "choice",
      choices: [
        { value: "tls", label: "credentials.security.tls" },
        { value: "starttls", label: "credentials.security.starttls" },
        { value: "none", label: "credentials.security.none" },
      ],
    },
    { name: "port", kind: "number" },
    { name: "user", kind: "text", optional: true },
    { name: "password", kind: "secret", optional: true },
    { name: "from", kind: "text", bad: "credentials.bad.from" },
    { name: "limitPerMinute", kind: "number", rare: true },
  ],
  googleServiceAccount: [
    { name: "key", kind: "file", bad: "credentials.bad.key" },
    { name: "limitPerMinute", kind: "number", rare: true },
    { name: "baseUrl", kind: "url", rare: true },
  ],
  googleOAuth: [
    { name: "clientId", kind: "text" },
    { name: "clientSecret", kind: "secret" },
    { name: "limitPerMinute", kind: "number", rare: true },
    { name: "baseUrl", kind: "url", rare: true },
    { name: "authUrl", kind: "url", rare: true },
    { name: "tokenUrl", kind: "url", rare: true },
  ],
  httpBearer: [{ name: "token", kind: "secret" }, hosts],
  httpBasic: [{ name: "username", kind: "text" }, { name: "password", kind: "secret" }, hosts],
  httpHeader: [{ name: "name", kind: "text" }, { name: "value", kind: "secret" }, hosts],
  webhookSecret: [{ name: "secret", kind: "secret" }],
};

/** Write-only: empty in the form of a stored credential. */
const isSecret = (kind: FieldKind): boolean => kind === "secret" || kind === "file";

type Shape = Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean; data?: unknown } }>>;
const shapeOf = (type: CredentialType): Shape => credentialDataSchemas[type].shape;

/** What the field holds where nobody wrote anything. */
function startOf(type: CredentialType, { name, kind }: FieldPlan): FieldValue {
  if (kind === "hosts") return [];
  const usual = shapeOf(type)[name]?.safeParse(undefined);
  return (usual?.success ? asField(usual.data as Json | undefined) : undefined) ?? "";
}

/** What the form starts with: a new credential of a type, or a stored one without its secrets. */
export function formOf(type: CredentialType, stored?: Credential): CredentialForm {
  const data = Object.fromEntries(
    fieldPlans[type].map((plan) => {
      const kept = isSecret(plan.kind) ? undefined : stored?.data[plan.name];
      return [plan.name, asField(kept) ?? startOf(type, plan)];
    }),
  );
  const form = { type, name: stored?.name ?? "", data };
  // Its token is no secret and is never asked for: saving the form mends a wrong one.
  return stored && isSandbox(stored) ? pointTo(form, "sandbox") : form;
}

function asField(value: Json | undefined): FieldValue | undefined {
  if (typeof value === "string" || typeof value === "number") return value;
  return Array.isArray(value) ? value.map(String) : undefined;
}

const usualPorts: Readonly<Record<string, number>> = { tls: 465, starttls: 587, none: 25 };

/** The form with one field changed; a mail server's usual port goes with its encryption. */
export function withField(form: CredentialForm, name: string, value: FieldValue): CredentialForm {
  const data = { ...form.data, [name]: value };
  const usual = usualPorts[String(form.data["security"])];
  const next = usualPorts[String(value)];
  if (name === "security" && usual !== undefined && form.data["port"] === usual && next !== undefined)
    data["port"] = next;
  return { ...form, data };
}

/** Points a Leeloo token to the built-in Leeloo, whose token everybody knows, or to the real one. */
export function pointTo(form: CredentialForm, where: "sandbox" | "leeloo"): CredentialForm {
  const { baseUrl, token } =
    where === "sandbox" ? { baseUrl: SANDBOX_BASE_URL, token: "sandbox" } : { baseUrl: LEELOO_BASE_URL, token: "" };
  return { ...form, data: { ...form.data, baseUrl, token } };
}

/** Whether a stored secret still fits, so that it need not be typed again: not one that came without it, nor after a move out of the sandbox. */
export const keepsSecret = (form: CredentialForm, stored: Credential | undefined): boolean =>
  stored !== undefined && !stored.needsSecret && (!isSandbox(stored) || isSandbox(form));

/** What is sent: a secret left empty on an update stays as it is, so it is left out. */
export function dataOf(form: CredentialForm, update: boolean): Record<string, Json> {
  const entries = Object.entries(form.data).filter(
    ([name, value]) => !(update && value === "" && secretFields[form.type].includes(name)),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "string" ? value.trim() : value]));
}

/** What is wrong before anything is sent, by field. `stored`: an empty secret keeps the stored one. */
export function faultsOf(form: CredentialForm, stored: boolean): ReadonlyMap<string, MessageId> {
  const faults = new Map<string, MessageId>();
  if (form.name.trim() === "") faults.set("name", "field.required");
  const shape = shapeOf(form.type);
  for (const { name, kind, optional, bad = badWords[kind] } of fieldPlans[form.type]) {
    const value = form.data[name];
    const empty = value === "" || (Array.isArray(value) && value.length === 0);
    if (empty && (optional || (isSecret(kind) && stored))) continue;
    if (empty) faults.set(`data.${name}`, "field.required");
    else if (shape[name]?.safeParse(value).success === false) faults.set(`data.${name}`, bad);
  }
  return faults;
}

const badWords: Record<FieldKind, MessageId> = {
  secret: "credentials.bad.text",
  text: "credentials.bad.text",
  choice: "credentials.bad.text",
  file: "credentials.bad.text",
  url: "credentials.bad.url",
  number: "data.bad.number",
  hosts: "credentials.bad.hosts",
};

/** A pasted address gives its host. */
export const hostOf = (text: string): string =>
  /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).host : text;

/** Where the secret goes: the host of the address, or the hosts it may be sent to; nowhere outside from the sandbox. */
export function placesOf({ data }: { data: Readonly<Record<string, unknown>> }): string[] {
  if (Array.isArray(data["allowedHosts"])) return data["allowedHosts"].map(String);
  if (typeof data["host"] === "string") return [data["host"]];
  if (typeof data["baseUrl"] !== "string" || isSandbox({ data })) return [];
  return URL.canParse(data["baseUrl"]) ? [new URL(data["baseUrl"]).host] : [data["baseUrl"]];
}
