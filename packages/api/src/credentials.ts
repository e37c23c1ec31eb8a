import { z } from "zod";
import { jsonSchema } from "@leeway/engine";

const host = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(253)
  .regex(/^[^\s/@]+$/, "host");
const allowedHosts = z.array(host).min(1).max(50);
const secret = z.string().trim().min(1).max(5_000);

/** Where Leeloo answers. */
export const LEELOO_BASE_URL = "https://api.leeloo.ai/api/v2";
/** Base URL of a credential that means the built-in sandbox, wherever this server is reached. */
export const SANDBOX_BASE_URL = "sandbox:";
const plain = (text: string) => !/[?#@]/.test(text);
/** A path may be appended to it, so it ends in one. */
const baseUrl = z.union([
  z.literal(SANDBOX_BASE_URL),
  z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(plain, "plainUrl"),
]);

/** Where a service answers that is called at its own address only; another one is for tests and servers of one's own. */
const apiAddress = (usual: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(plain, "plainUrl")
    .default(usual);
const perMinute = (usual: number) => z.coerce.number().int().min(1).max(100_000).default(usual);

/** `shop@example.com` or `The shop <shop@example.com>`. */
const sender = /^(?:[^<>@\r\n]*<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/;

function isServiceAccountKey(text: string): boolean {
  return serviceAccountOf(text) !== undefined;
}
const keyFileSchema = z.object({
  client_email: z.string().min(3).max(320),
  private_key: z.string().includes("PRIVATE KEY"),
  private_key_id: z.string().max(200).optional(),
  token_uri: z.url({ protocol: /^https?$/ }).default("https://oauth2.googleapis.com/token"),
});
/** What a service account's key file says; nothing where it is none. */
export function serviceAccountOf(text: string): z.infer<typeof keyFileSchema> | undefined {
  try {
    return keyFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What each credential type holds. */
export const credentialDataSchemas = {
  leelooToken: z.object({
    token: secret,
    baseUrl: baseUrl.default(LEELOO_BASE_URL),
    header: z.enum(["X-Leeloo-AuthToken", "Authorization"]).default("X-Leeloo-AuthToken"),
    limitPerMinute: perMinute(290),
  }),
  telegramBot: z.object({
    /** As @BotFather gives it: the bot's id, a colon, the key. */
    token: secret.regex(/^\d+:[\w-]+$/, "botToken"),
    baseUrl: apiAddress("https://api.telegram.org"),
    /** Telegram lets a bot write to about 30 chats a second (https://core.telegram.org/bots/faq#broadcasting-to-users). */
    limitPerMinute: perMinute(1_200),
  }),
  googleServiceAccount: z.object({
    /** The key file as Google gives it (https://developers.google.com/identity/protocols/oauth2/service-account). */
    key: z.string().trim().max(10_000).refine(isServiceAccountKey, "serviceAccountKey"),
    baseUrl: apiAddress("https://sheets.googleapis.com"),
    /** Google takes 60 readings and 60 writings a minute of one account (https://developers.google.com/workspace/sheets/api/limits). */
    limitPerMinute: perMinute(55),
  }),
  googleOAuth: z.object({
    /** Of an app of one's own in Google Cloud, which people allow to work in their name. */
    clientId: z.string().trim().min(1).max(500),
    clientSecret: secret,
    /** Brought by signing in, and kept like a password. */
    refreshToken: z.string().max(5_000).default(""),
    /** Who signed in. */
    account: z.string().max(320).default(""),
    baseUrl: apiAddress("https://sheets.googleapis.com"),
    authUrl: apiAddress("https://accounts.google.com/o/oauth2/v2/auth"),
    tokenUrl: apiAddress("https://oauth2.googleapis.com/token"),
    limitPerMinute: perMinute(55),
  }),
  smtp: z.object({
    host,
    port: z.coerce.number().int().min(1).max(65_535).default(465),
    security: z.enum(["tls", "starttls", "none"]).default("tls"),
    /** Empty: the server takes letters without a name and a password. */
    user: z.string().trim().max(500).default(""),
    password: z.string().max(5_000).default(""),
    from: z.string().trim().max(320).regex(sender, "sender"),
    limitPerMinute: perMinute(60),
  }),
  httpBearer: z.object({ token: secret, allowedHosts }),
  httpBasic: z.object({ username: z.string().max(500), password: z.string().max(5_000), allowedHosts }),
  httpHeader: z.object({
    name: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "header")
      .max(200),
    value: secret,
    allowedHosts,
  }),
  /** What callers of a webhook prove themselves by: compared with what arrives, sent nowhere. */
  webhookSecret: z.object({ secret }),
} as const;
export type CredentialType = keyof typeof credentialDataSchemas;
/** The same names as a list. */
export const credentialTypes = Object.keys(credentialDataSchemas) as [CredentialType, ...CredentialType[]];
/** Write-only parts: never answered, and left out on an update they stay as they are. */
export const secretFields: Record<CredentialType, readonly string[]> = {
  leelooToken: ["token"],
  telegramBot: ["token"],
  smtp: ["password"],
  googleServiceAccount: ["key"],
  googleOAuth: ["clientSecret", "refreshToken"],
  httpBearer: ["token"],
  httpBasic: ["password"],
  httpHeader: ["value"],
  webhookSecret: ["secret"],
};

/** `data` in answers carries the parts that are no secrets. */
export const credentialSchema = z.object({
  id: z.string(),
  type: z.enum(credentialTypes),
  name: z.string(),
  data: z.record(z.string(), jsonSchema),
  /** Points at the built-in sandbox. */
  sandbox: z.boolean(),
  /** It came with the file of another workspace, and works when somebody has entered its secret. */
  needsSecret: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** When a test last succeeded; not there where the latest failed, or the data was changed since. */
  testedAt: z.string().optional(),
});
export type Credential = z.infer<typeof credentialSchema>;
/** `POST /credentials`; `data` is what `credentialDataSchemas` says of the type. */
export const createCredentialSchema = z.object({
  type: z.enum(credentialTypes),
  name: z.string().trim().min(1).max(100),
  data: z.record(z.string(), jsonSchema),
});
/** `PUT /credentials/:id` */
export const updateCredentialSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  data: z.record(z.string(), jsonSchema).optional(),
});
/** The answer to `POST /credentials/:id/test` */
export const credentialTestSchema = z.object({
  ok: z.boolean(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
});
export type CredentialTest = z.infer<typeof credentialTestSchema>;

/** `POST /credentials/:id/sign-in`: where the person says yes. */
export const signInStartSchema = z.object({ url: z.string() });
export type SignInStart = z.infer<typeof signInStartSchema>;
/** `POST /credentials/sign-in`: what the service's page brought back. */
export const finishSignInSchema = z.object({ state: z.string().min(1).max(200), code: z.string().min(1).max(2_000) });
