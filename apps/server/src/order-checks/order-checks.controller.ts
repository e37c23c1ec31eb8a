import {
  missedOrdersSchema,
  orderCheckRequestSchema,
  pickLocale,
  type MissedOrder,
  type MissedOrders,
  type OrderCheck,
  type OrderCheckRequest,
} from "@leeway/api";
import { textOf, type Json, type Locale } from "@leeway/engine";
import { Body, Controller, Get, Headers, HttpCode, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { CredentialsService } from "../credentials/credentials.service.js";
import { Problem } from "../problems/problem.js";
import { toError } from "../runs/run-telling.js";
import { wordsOf } from "../workflows/words.js";
import { OrderChecks } from "./order-checks.service.js";
import { OrderChecksStore, type Check, type Missed } from "./order-checks.store.js";

const iso = (at: number) => new Date(at).toISOString();

/** Which orders Leeloo has without having told of them. */
@Controller("api/v1/leeloo-check")
export class OrderChecksController {
  constructor(
    private readonly service: OrderChecks,
    private readonly checks: OrderChecksStore,
    private readonly credentials: CredentialsService,
  ) {}

  @Needs("runs.view")
  @Get()
  get(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Headers("accept-language") language?: string): OrderCheck {
    const check = this.checks.of(workspaceId);
    const missed = this.checks.missed(workspaceId).map(toMissed);
    return { last: check ? toCheck(check, pickLocale(language)) : null, missed };
  }

  /** Answers at once; `last.state` says when it has read. */
  @Needs("runs.start")
  @Post()
  @HttpCode(200)
  async begin(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: orderCheckRequestSchema }) { credential, from, to }: OrderCheckRequest,
    @Headers("accept-language") language?: string,
  ): Promise<OrderCheck> {
    if (this.credentials.row(who.workspaceId, credential).type !== "leelooToken") throw new Problem("credential.type");
    await this.service.begin(who.workspaceId, credential, Date.parse(from), Date.parse(to));
    return this.get(who, language);
  }

  /** Starts the workflows that listen, for each of these orders once. */
  @Needs("runs.start")
  @Post("run")
  @HttpCode(200)
  async run(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: missedOrdersSchema }) wish: MissedOrders,
    @Headers("accept-language") language?: string,
  ): Promise<OrderCheck> {
    await this.checks.mark(who.workspaceId, wish, "wanted");
    this.service.nudge();
    return this.get(who, language);
  }

  /** They are shown no more, and nothing is started. */
  @Needs("runs.settle")
  @Post("dismiss")
  @HttpCode(200)
  async dismiss(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: missedOrdersSchema }) wish: MissedOrders,
    @Headers("accept-language") language?: string,
  ): Promise<OrderCheck> {
    await this.checks.mark(who.workspaceId, wish, "dismissed");
    return this.get(who, language);
  }
}

function toCheck(check: Check, locale: Locale): NonNullable<OrderCheck["last"]> {
  const { credentialId, from, until, state, daily, expected, received, cut, error } = check;
  return {
    credentialId,
    from: iso(from),
    to: iso(until),
    state,
    daily: daily === 1,
    expected,
    received,
    cut: cut === 1,
    error: error && toError(error, locale, wordsOf({ nodes: [] }, locale)),
  };
}

function toMissed({ type, orderId, at, order, person, state, eventId }: Missed): MissedOrder {
  const text = (value: Json | undefined) => textOf(value ?? null);
  return {
    type,
    orderId,
    at: iso(at),
    title: text(order["title"]),
    price: text(order["price"]),
    currency: text(order["currency"]),
    person: person && {
      id: text(person["id"]),
      name: text(person["name"]),
      phone: text(person["phone"]),
      email: text(person["email"]),
    },
    state: state === "dismissed" ? "missing" : state,
    eventId,
  };
}
