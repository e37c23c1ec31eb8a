import type { NoticeChannel, noticeKinds } from "@leeway/api";
import type { JsonObject, Locale } from "@leeway/engine";

export type NoticeKind = (typeof noticeKinds)[number];

/** What a failure is told with: the output of `trigger.error`, in the language of the notice. */
export interface FailureFacts {
  kind: "failed" | "needs_attention";
  at: string;
  workflow: { id: string; name: string };
  run: { id: string; url: string };
  step: { name: string | null };
  error: { code: string; message: string; hint: string | null } | null;
}

/** What one notice says. */
export interface NoticeFacts {
  workflow: { id: string; name: string };
  run: { id: string; url: string };
  /** When the workflow began to fail. */
  since: number;
  /** Of a first notice: the failure itself. */
  failure?: FailureFacts;
  /** Failures that this notice is the first to tell of. */
  count: number;
  /** The most frequent ones first. */
  errors: { message: string; count: number }[];
}

export interface Notice {
  id: string;
  workspaceId: string;
  workflowId: string;
  channel: NoticeChannel;
  kind: NoticeKind;
  language: Locale;
  facts: NoticeFacts;
  tries: number;
}

/** So many different errors are counted one by one. */
const MOST_ERRORS = 20;

/** One more failure of this kind. Beyond the most, new ones count for nothing but the sum. */
export function withError(errors: Readonly<Record<string, number>>, message: string): JsonObject {
  if (!Object.hasOwn(errors, message) && Object.keys(errors).length >= MOST_ERRORS) return { ...errors };
  return { ...errors, [message]: (errors[message] ?? 0) + 1 };
}

export const mostFrequent = (errors: Readonly<Record<string, number>>): NoticeFacts["errors"] =>
  Object.entries(errors)
    .map(([message, count]) => ({ message, count }))
    .toSorted((a, b) => b.count - a.count);
