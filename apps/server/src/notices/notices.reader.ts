import { sayAskedError, type NoticeChannel, type NoticeDelivery } from "@leeway/api";
import type { Locale, StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { NoticeFacts } from "./notice-facts.js";

interface Row extends Omit<NoticeDelivery, "workflow" | "channel" | "madeAt" | "sentAt" | "error"> {
  channel: string;
  facts: string;
  error: string | null;
  madeAt: number;
  sentAt: number | null;
}

/** What was sent lately. */
@Injectable()
export class NoticesReader {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Newest first. */
  list(workspaceId: string, limit: number, cursor: string | undefined, locale: Locale) {
    const rows = this.database.handle
      .prepare<[string, string, number], Row>(
        `SELECT id, channel, kind, facts, state, tries, error, made_at AS madeAt, sent_at AS sentAt
         FROM notices WHERE workspace_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
      )
      .all(workspaceId, cursor ?? "~", limit + 1);
    const items = rows.slice(0, limit).map((row) => told(row, locale));
    const last = items.at(-1);
    return { items, ...(last && rows.length > limit && { nextCursor: last.id }) };
  }
}

function told({ id, kind, state, tries, channel, facts, error, madeAt, sentAt }: Row, locale: Locale): NoticeDelivery {
  const { workflow } = JSON.parse(facts) as NoticeFacts;
  const iso = (at: number) => new Date(at).toISOString();
  const why = error === null ? undefined : (JSON.parse(error) as StepError);
  return {
    id,
    kind,
    state,
    tries,
    workflow,
    channel: JSON.parse(channel) as NoticeChannel,
    madeAt: iso(madeAt),
    ...(sentAt !== null && { sentAt: iso(sentAt) }),
    ...(why && { error: { code: why.code, ...sayAskedError(why, locale) } }),
  };
}
