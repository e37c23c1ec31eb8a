import {
  noticeChannelSchema,
  noticeRuleSchema,
  type CredentialType,
  type NoticeChannel,
  type NoticeRule,
} from "@leeway/api";

export type ChannelKind = NoticeChannel["kind"];
export const channelKinds: readonly ChannelKind[] = ["email", "telegram", "webhook"];

/** With what each kind signs in. */
export const credentialOf: Readonly<Record<ChannelKind, CredentialType | undefined>> = {
  email: "smtp",
  telegram: "telegramBot",
  webhook: undefined,
};

/** A new one; with the only credential that fits, where there is one alone. */
export function newChannel(
  kind: ChannelKind,
  credentials: readonly { id: string; type: CredentialType }[],
): NoticeChannel {
  const fitting = credentials.filter(({ type }) => type === credentialOf[kind]);
  const credential = fitting.length === 1 ? (fitting[0]?.id ?? "") : "";
  if (kind === "email") return { kind, credential, to: [] };
  return kind === "telegram" ? { kind, credential, chat: "" } : { kind, url: "" };
}

/** The fields of a channel that are missing or wrong. */
export function faultsOf(channel: NoticeChannel): ReadonlySet<string> {
  const read = noticeChannelSchema.safeParse(channel);
  return new Set(read.success ? [] : read.error.issues.map(({ path }) => String(path[0])));
}

export const isWhole = (rule: NoticeRule): boolean => noticeRuleSchema.safeParse(rule).success;

/** Which notices hang on, in minutes. */
export const digests = [15, 60, 240, 1_440] as const;
