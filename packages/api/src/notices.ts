import { locales } from "@leeway/engine";
import { z } from "zod";
import { listOf } from "./lists.js";

const credential = z.string().min(1).max(200);

/** Where a notice goes. */
export const noticeChannelSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("email"), credential, to: z.array(z.email().max(254)).min(1).max(20) }),
  z.object({ kind: z.literal("telegram"), credential, chat: z.string().trim().min(1).max(100) }),
  z.object({ kind: z.literal("webhook"), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
]);
export type NoticeChannel = z.infer<typeof noticeChannelSchema>;

/** Who is told of what. The first failure at once, further ones together after `digestMinutes` at the earliest. */
export const noticeRuleSchema = z.object({
  channels: z.array(noticeChannelSchema).max(10),
  on: z.array(z.enum(["failed", "needs_attention"])).min(1),
  digestMinutes: z.number().int().min(5).max(1_440),
  language: z.enum(locales),
});
export type NoticeRule = z.infer<typeof noticeRuleSchema>;

/** `GET/PUT /workflows/:id/notices`: without a rule of its own the workspace's counts; one without channels is silence. */
export const workflowNoticesSchema = z.object({ own: noticeRuleSchema.nullable() });
export type WorkflowNotices = z.infer<typeof workflowNoticesSchema>;

/** `POST /notices/test` */
export const testNoticeSchema = z.object({ channel: noticeChannelSchema, language: z.enum(locales).default("en") });

/** first: a workflow began to fail · digest: what failed since the last one · recovered: it works again · missedOrders: Leeloo has orders of which no event came. */
export const noticeKinds = ["first", "digest", "recovered", "missedOrders"] as const;

/** `GET /notices/deliveries`: what was sent lately, and what became of it. */
export const noticeDeliverySchema = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  workflow: z.object({ id: z.string(), name: z.string() }),
  channel: noticeChannelSchema,
  state: z.enum(["waiting", "sent", "failed"]),
  tries: z.number().int(),
  madeAt: z.string(),
  sentAt: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
});
export type NoticeDelivery = z.infer<typeof noticeDeliverySchema>;
export const noticeDeliveriesSchema = listOf(noticeDeliverySchema);
