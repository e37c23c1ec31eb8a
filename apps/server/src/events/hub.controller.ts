import { incomingLeelooEventSchema } from "@leeway/api";
import { isObject, type Json } from "@leeway/engine";
import { All, Controller, Param, Req, Res } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { uuidv7 } from "uuidv7";
import { Public, Uncounted } from "../accounts/auth.guard.js";
import { CallPace } from "../pace/call-pace.js";
import { nobodysPage } from "../problems/page-headers.js";
import { parseBody } from "../problems/body-guard.js";
import { Problem } from "../problems/problem.js";
import { isFromSandbox } from "../sandbox/from-sandbox.js";
import { EventsStore } from "./events.store.js";
import { FanOut } from "./fan-out.service.js";
import { FORWARDED, ForwardService } from "./forward.service.js";
import { HubService } from "./hub.service.js";

/** `ANY /hooks/leeloo/:key`: for Leeloo's one webhook slot; open to all who know the address. */
@Public()
@Uncounted()
@Controller("hooks/leeloo")
export class HubController {
  constructor(
    private readonly hub: HubService,
    private readonly events: EventsStore,
    private readonly fanOut: FanOut,
    private readonly forward: ForwardService,
    private readonly pace: CallPace,
  ) {}

  /** An answer below 300 to a POST means that the event is on disk. */
  @RouteConfig({
    headers: { "content-security-policy": nobodysPage },
  })
  @All(":key")
  async receive(@Param("key") key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const workspaceId = this.hub.workspaceOf(key);
    if (workspaceId === undefined) throw this.pace.missed(new Problem("hook.notFound"), request.ip);
    // Who opens the address in a browser sees that it is the right one; so does a check before the first event.
    if (request.method === "GET" || request.method === "HEAD") return void reply.send({ ok: true });
    if (request.method !== "POST") {
      void reply.header("allow", "GET, POST");
      throw new Problem("hook.methodNotAllowed", { method: "POST" });
    }
    const { type, data, text } = read(request);
    const id = `evt_${uuidv7()}`;
    const fromSandbox = isFromSandbox(request.headers);
    const body = { orderId: orderOf(data), body: text, fromSandbox: Number(fromSandbox) };
    // What another Leeway sent on is not sent on again: two of them could go on for ever.
    const mayForward = !fromSandbox && request.headers[FORWARDED] === undefined;
    await this.events.keep({ id, workspaceId, type, receivedAt: Date.now(), ...body }, mayForward);
    this.forward.nudge();
    // Kept is not refused, whatever it is: a sender that is refused sends again, and may give the address up.
    void reply.send({ ok: true, eventId: id, ...(type === "" && { type: null }) });
    this.fanOut.nudge();
  }
}

/** The event and its text; its type is empty where it has none that could be one. Whatever content type it is sent as: Leeloo does not say which one it uses. */
function read(request: FastifyRequest): { type: string; data: Json | undefined; text: string } {
  const { body } = request;
  const sent = request.sentBytes?.toString("utf8") ?? JSON.stringify(body ?? null);
  const text = sent.replace(/^\uFEFF/, "");
  const value = Buffer.isBuffer(body) ? parseBody(text) : body;
  if (!isObject((value ?? null) as Json)) throw new Problem("request.notJson");
  const parsed = incomingLeelooEventSchema.safeParse(value);
  if (!parsed.success) return { type: "", data: undefined, text };
  return { type: parsed.data.type, data: parsed.data.data, text };
}

const LONGEST_ORDER_ID = 200;
/** The order that the event is about. */
function orderOf(data: Json | undefined): string | null {
  const id = isObject(data) ? data["order_id"] : undefined;
  const text = typeof id === "string" || typeof id === "number" ? String(id).trim() : "";
  return text === "" || text.length > LONGEST_ORDER_ID ? null : text;
}
