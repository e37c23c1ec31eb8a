import { z } from "zod";
import { smtpUrlSchema } from "./smtp-url.js";

const text = (max = 1_000) => z.string().trim().min(1).max(max);

/** A variable the server understands; the table of these is the documentation. */
export interface EnvironmentVariable {
  name: string;
  /** What applies when it is not set, in words. */
  fallback: string;
  about: string;
}

/** A `host` or `host:port` that outgoing requests may reach although it is private. */
const privateHost = z.string().regex(/^(\[[0-9a-f:.]+\]|[^\s/@:]+)(:\d{1,5})?$/);
const privateHosts = z
  .string()
  .transform((list) =>
    list
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ""),
  )
  .pipe(z.array(privateHost));

/** `leeway@example.com`, or `Leeway <leeway@example.com>`. */
const sender = text(300).regex(/^([^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/);

const onOff = z.enum(["on", "off"]).transform((value) => value === "on");
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535));

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** Browsers keep no cookie for longer than 400 days; a year is what anybody means by "for long". */
const LONGEST_SESSION_HOURS = 8_784;

/** The whole environment of the server. Unknown `LEEWAY_` names are refused beside it. */
export const environmentSchema = z.object({
  PORT: port.default(3000),
  HOST: text(253).default("127.0.0.1"),
  LEEWAY_DATA_DIR: text().default("./data"),
  LEEWAY_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  LEEWAY_TRUST_PROXY: onOff.default(false),
  LEEWAY_SECRET_KEY: z.string().min(16).max(1_000).optional(),
  LEEWAY_SECRET_KEY_OLD: z.string().min(16).max(1_000).optional(),
  LEEWAY_OWNER_EMAIL: z.email().max(254).optional(),
  LEEWAY_OWNER_PASSWORD: z.string().min(10).max(200).optional(),
  LEEWAY_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{20,200}$/)
    .optional(),
  LEEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  LEEWAY_ALLOW_PRIVATE_HOSTS: privateHosts.default([]),
  LEEWAY_SMTP_URL: smtpUrlSchema.optional(),
  LEEWAY_SMTP_FROM: sender.optional(),
  LEEWAY_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  LEEWAY_OIDC_CLIENT_ID: text().optional(),
  LEEWAY_OIDC_CLIENT_SECRET: text().optional(),
  LEEWAY_OIDC_NAME: text(50).optional(),
  LEEWAY_OIDC_ACR: text(500)
    .transform((words) => words.split(/\s+/))
    .optional(),
  LEEWAY_SESSION_IDLE_HOURS: whole(1, LONGEST_SESSION_HOURS).optional(),
  LEEWAY_SESSION_MAX_HOURS: whole(1, LONGEST_SESSION_HOURS).default(4_320),
  LEEWAY_SANDBOX: onOff.default(true),
  LEEWAY_MAX_PAYLOAD_MB: whole(1, 100).default(1),
  LEEWAY_MAX_UPLOAD_MB: whole(1, 1_000).default(20),
  LEEWAY_MAX_OUTPUT_MB: whole(1, 100).default(5),
  LEEWAY_MAX_LOOP_ITEMS: whole(1, 999_999).default(100_000),
  LEEWAY_MAX_RUN_DAYS: whole(1, 365).default(30),
  LEEWAY_MAX_DEPTH: whole(4, 200).default(64),
  LEEWAY_MAX_CALLS: whole(0, 999_999).default(6_000),
  LEEWAY_MAX_STRANGER_CALLS: whole(0, 999_999).default(600),
});
export type Environment = z.infer<typeof environmentSchema>;

/** What the README's table says of each variable. */
export const environmentVariables: EnvironmentVariable[] = [
  { name: "PORT", fallback: "3000", about: "Port of editor, API and webhooks; 0 takes a free one" },
  { name: "HOST", fallback: "127.0.0.1", about: "Address to listen on; 0.0.0.0 for all" },
  { name: "LEEWAY_DATA_DIR", fallback: "./data", about: "Folder of the database and the generated key" },
  { name: "LEEWAY_PUBLIC_URL", fallback: "http://HOST:PORT", about: "Address under which others reach this server" },
  { name: "LEEWAY_TRUST_PROXY", fallback: "off", about: "on: believe X-Forwarded-* of a proxy in front" },
  { name: "LEEWAY_SECRET_KEY", fallback: "generated", about: "Key that seals credentials; at least 16 characters" },
  {
    name: "LEEWAY_SECRET_KEY_OLD",
    fallback: "-",
    about: "The key of before, for the one start that exchanges it; at least 16 characters",
  },
  { name: "LEEWAY_OWNER_EMAIL", fallback: "-", about: "Makes the owner at the first start, with the next one" },
  { name: "LEEWAY_OWNER_PASSWORD", fallback: "-", about: "Password of that owner; at least 10 characters" },
  { name: "LEEWAY_API_KEY", fallback: "-", about: "API key made with that owner; 20 to 200 visible characters" },
  {
    name: "LEEWAY_URL",
    fallback: "this machine",
    about: "Where the command line finds a server; the server ignores it",
  },
  {
    name: "LEEWAY_ALLOW_PRIVATE_HOSTS",
    fallback: "none",
    about: "Private host or host:port, comma-separated, that requests may reach",
  },
  {
    name: "LEEWAY_SMTP_URL",
    fallback: "none",
    about: "Mail server for invitations and new passwords: smtps://user:password@host:465, or smtp:// with STARTTLS",
  },
  { name: "LEEWAY_SMTP_FROM", fallback: "-", about: "Sender of these letters, such as Leeway <leeway@example.com>" },
  {
    name: "LEEWAY_OIDC_ISSUER",
    fallback: "none",
    about: "The company’s own sign-in (OpenID Connect), by the address of its issuer; with the next two",
  },
  { name: "LEEWAY_OIDC_CLIENT_ID", fallback: "-", about: "Leeway’s name there" },
  { name: "LEEWAY_OIDC_CLIENT_SECRET", fallback: "-", about: "And its secret there" },
  { name: "LEEWAY_OIDC_NAME", fallback: "the issuer’s host", about: "What the button calls it, up to 50 characters" },
  {
    name: "LEEWAY_OIDC_ACR",
    fallback: "as the issuer likes",
    about: "How one must have signed in there: words of which its signed token has one as acr or in amr, such as mfa",
  },
  {
    name: "LEEWAY_SESSION_IDLE_HOURS",
    fallback: "720, or the next one",
    about: "So long unused, a session ends and its person signs in again: hours, 1 to 8784, not above the next one",
  },
  {
    name: "LEEWAY_SESSION_MAX_HOURS",
    fallback: "4320",
    about: "So long after the sign-in a session ends in any case: hours, 1 to 8784",
  },
  { name: "LEEWAY_SANDBOX", fallback: "on", about: "off: no built-in Leeloo sandbox" },
  { name: "LEEWAY_MAX_PAYLOAD_MB", fallback: "1", about: "Largest body of a request, in MB, 1 to 100" },
  { name: "LEEWAY_MAX_UPLOAD_MB", fallback: "20", about: "Largest files of a call together, in MB, 1 to 1000" },
  {
    name: "LEEWAY_MAX_OUTPUT_MB",
    fallback: "5",
    about: "Largest output of a step, or data for a called workflow, in MB, 1 to 100",
  },
  { name: "LEEWAY_MAX_LOOP_ITEMS", fallback: "100000", about: "Most items of a loop, 1 to 999999" },
  { name: "LEEWAY_MAX_RUN_DAYS", fallback: "30", about: "Longest time a run may take, in days, 1 to 365" },
  { name: "LEEWAY_MAX_DEPTH", fallback: "64", about: "Deepest nesting of a request's JSON, 4 to 200" },
  {
    name: "LEEWAY_MAX_CALLS",
    fallback: "6000",
    about: "Most calls a minute of one session or API key, up to 999999; 0: no limit",
  },
  {
    name: "LEEWAY_MAX_STRANGER_CALLS",
    fallback: "600",
    about: "Most calls a minute of strangers from one network, up to 999999; 0: no limit",
  },
];

/** Reserved names: they will mean something, so setting one today is a mistake worth a line. */
const reserved = ["DATABASE_URL", "REDIS_URL", "ROLE"];

/** A setting that stops the start; the message is one clear line. */
export class BadEnvironment extends Error {}

/** Reads and checks the environment; throws BadEnvironment with one line. An empty value counts as not set. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  for (const name of reserved)
    if (name in given) throw new BadEnvironment(`${name} is reserved and not supported yet. Unset it to start.`);
  for (const name of Object.keys(given))
    if (name.startsWith("LEEWAY_") && !(name in environmentSchema.shape))
      throw new BadEnvironment(
        `${name} is no setting of Leeway. Known: ${Object.keys(environmentSchema.shape).join(", ")}.`,
      );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const about = environmentVariables.find((variable) => variable.name === name)?.about ?? "";
    // Never the value: it may be a password or a key.
    throw new BadEnvironment(`${name} has a bad value. ${about}.`);
  }
  assertTogether(parsed.data);
  return parsed.data;
}

/** Some settings are worth nothing, or a surprise, without another one. */
function assertTogether(environment: Environment): void {
  const { LEEWAY_OWNER_EMAIL: email, LEEWAY_OWNER_PASSWORD: password, LEEWAY_API_KEY: key } = environment;
  if ((email === undefined) !== (password === undefined))
    throw new BadEnvironment("LEEWAY_OWNER_EMAIL and LEEWAY_OWNER_PASSWORD go together: set both or neither.");
  if (key !== undefined && email === undefined)
    throw new BadEnvironment("LEEWAY_API_KEY needs LEEWAY_OWNER_EMAIL and LEEWAY_OWNER_PASSWORD beside it.");
  if ((environment.LEEWAY_SMTP_URL === undefined) !== (environment.LEEWAY_SMTP_FROM === undefined))
    throw new BadEnvironment("LEEWAY_SMTP_URL and LEEWAY_SMTP_FROM go together: set both or neither.");
  const { LEEWAY_SESSION_IDLE_HOURS: idle, LEEWAY_SESSION_MAX_HOURS: longest } = environment;
  if (idle !== undefined && idle > longest)
    throw new BadEnvironment(
      `LEEWAY_SESSION_IDLE_HOURS (${idle}) is above LEEWAY_SESSION_MAX_HOURS (${longest}), so it would never count. Lower the one or raise the other.`,
    );
  const { LEEWAY_OIDC_ISSUER: issuer, LEEWAY_OIDC_CLIENT_ID: id, LEEWAY_OIDC_CLIENT_SECRET: secret } = environment;
  if (new Set([issuer, id, secret].map((value) => value === undefined)).size > 1)
    throw new BadEnvironment(
      "LEEWAY_OIDC_ISSUER, LEEWAY_OIDC_CLIENT_ID and LEEWAY_OIDC_CLIENT_SECRET go together: set all or none.",
    );
}
