import { sayNotice } from "@leeway/api";
import type { JsonObject, Locale } from "@leeway/engine";
import type { NoticeFacts, NoticeKind } from "./notice-facts.js";

/** Where a notice leads to. */
export interface Around {
  publicUrl: string;
  timezone: string;
}
export interface Words {
  title: string;
  text: string;
}

/** So many of the errors are told one by one. */
const MOST_TOLD = 5;

/** A notice as people read it, the same in every channel. */
export function wordsOf(kind: NoticeKind, facts: NoticeFacts, language: Locale, around: Around): Words {
  const say = (text: Parameters<typeof sayNotice>[0], values: Record<string, string | number> = {}) =>
    sayNotice(text, values, language);
  const { workflow, run, count, errors, failure } = facts;
  const since = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: around.timezone,
  }).format(facts.since);
  const runs = `${around.publicUrl}/runs?workflow=${encodeURIComponent(workflow.id)}`;
  const name = { workflow: workflow.name };
  const told = errors.slice(0, MOST_TOLD).map(({ message, count: times }) => say("times", { count: times, message }));
  if (kind === "first") {
    const lines = [failure?.error?.message ?? "", failure?.error?.hint ?? ""];
    const title = say(failure?.kind === "needs_attention" ? "attention" : "failed", name);
    return { title, text: paragraphs([...lines, say("openRun", { url: run.url })]) };
  }
  if (kind === "digest")
    return {
      title: say("digest", { ...name, count }),
      text: paragraphs([told.join("\n"), say("since", { since }), say("openRuns", { url: runs })]),
    };
  if (kind === "missedOrders") {
    const open = say("openEvents", { url: `${around.publicUrl}/events` });
    return { title: say("missedOrders", { ...name, count }), text: paragraphs([say("missedOrdersText"), open]) };
  }
  const missed = count > 0 ? [say("missed", { count }), told.join("\n")] : [];
  return { title: say("recovered", name), text: paragraphs([...missed, say("openRun", { url: run.url })]) };
}

export function testWords(language: Locale): Words {
  return { title: sayNotice("test", {}, language), text: sayNotice("testText", {}, language) };
}

/** Why one gets this, for letters. */
export const footer = (language: Locale, { publicUrl }: Around): string =>
  sayNotice("why", { url: `${publicUrl}/settings` }, language);

/** What a program is told; `text` is what chats that take such calls show. */
export function payloadOf(
  id: string,
  kind: NoticeKind | "test",
  facts: NoticeFacts | undefined,
  words: Words,
): JsonObject {
  const { workflow, run, since, count, errors, failure } = facts ?? {};
  return {
    id,
    kind,
    text: `${words.title}\n\n${words.text}`,
    ...(workflow && { workflow }),
    ...(run && run.id !== "" && { run }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(failure && { failure: { kind: failure.kind, at: failure.at, step: failure.step.name, error: failure.error } }),
    ...(count !== undefined && { count, errors: errors ?? [] }),
  };
}

const paragraphs = (parts: readonly string[]) => parts.filter((part) => part !== "").join("\n\n");
