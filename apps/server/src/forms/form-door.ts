import { pickLocale } from "@leeway/api";
import { locales, type JsonObject, type Locale } from "@leeway/engine";
import { formFieldsOf } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { originOf } from "../accounts/same-origin.js";
import { throttleKey } from "../accounts/sign-in-throttle.js";
import { Vault } from "../adapters/secrets/vault.js";
import { Settings } from "../config/settings.js";
import { readHookBody } from "../hooks/body.js";
import { HooksService } from "../hooks/hooks.service.js";
import { queryOf } from "../hooks/payload.js";
import { TestCalls } from "../hooks/test-calls.js";
import { CallPace } from "../pace/call-pace.js";
import { Pace } from "../pace/pace.js";
import { nobodysPage } from "../problems/page-headers.js";
import { Problem } from "../problems/problem.js";
import { hasParts, Uploads, type Upload } from "../uploads/uploads.service.js";
import { inputName, readAnswers, withoutFiles, type AnswerFault } from "./answers.js";
import { FORM_TRIGGER, FormsService } from "./forms.service.js";
import { readSeal, sealPage } from "./seal.js";

type Pages = typeof import("./form-page.js");
type Notice = import("./form-page.js").Notice;
type Sorry = import("./form-page.js").Sorry;
type Surprise = (error: unknown, request: FastifyRequest) => void;

/** A form as its page shows it, and what becomes of what is sent. */
interface Shown {
  key: string;
  params: JsonObject;
  preview: boolean;
  workspaceId: string;
  take: (payload: JsonObject, page: string, files: readonly Upload[]) => Promise<void>;
  refused: (why: Refusal) => void;
}

/** What a form's owner is told of: a program was turned away, or a page of another site. */
type Refusal = "robot" | "otherPage";

/** The page is shown again. */
interface Again {
  notice: Notice;
  status: number;
  faults?: ReadonlyMap<string, AnswerFault>;
  refusal?: Refusal;
}

const tooOften = (seconds: number): Again => ({ notice: { text: "tooOften", seconds }, status: 429, refusal: "robot" });

/** By one network to one form, a minute: a shop's own staff send for their customers. */
const MOST_SENT = 20;

/** Until there is a page, which has a policy of its own. */
const headers = {
  "content-security-policy": nobodysPage,
  // Under `no-referrer` browsers say nothing of where a form is sent from; nobody else hears of its address by this.
  "referrer-policy": "same-origin",
  "cache-control": "no-cache",
};

/**
 * `/forms/:key` and, of drafts, `/forms-test/:key`: the page of a form, and what people send with it. Open to all who know the
 * address; an answer below 300 to a POST means that the run is on disk.
 */
@Injectable()
export class FormDoor {
  readonly #pace = new Pace(MOST_SENT);
  /** Loaded with the first form: most servers have none. */
  #pages: Promise<Pages> | undefined;

  constructor(
    private readonly forms: FormsService,
    private readonly hooks: HooksService,
    private readonly tests: TestCalls,
    private readonly vault: Vault,
    private readonly uploads: Uploads,
    private readonly calls: CallPace,
    private readonly settings: Settings,
  ) {}

  /** On Fastify itself: people get pages here, and never a problem document. `surprise` hears of faults of our own. */
  open(fastify: FastifyInstance, surprise: Surprise): void {
    const route = (url: string, find: (key: string) => Shown) =>
      fastify.route<{ Params: { key: string } }>({
        method: ["GET", "POST"],
        url,
        config: { headers, takesFiles: true },
        handler: (request, reply) => {
          const isSent = request.method === "POST";
          const shown = find(request.params.key);
          // Pages cost work; what is sent is somebody's answers, and has a pace of its own.
          if (!isSent) this.calls.stranger(request.ip, `form ${shown.key}`);
          return isSent ? this.#receive(shown, request, reply, surprise) : this.#show(shown, request, reply, {});
        },
        errorHandler: (error, request, reply) =>
          void this.#sorry(this.calls.missed(error, request.ip), request, reply, surprise).catch((fault: unknown) => {
            surprise(fault, request);
            void reply.status(500).send();
          }),
      });
    route("/forms/:key", (key) => this.#published(key));
    route("/forms-test/:key", (key) => this.#draft(key));
  }

  #published(key: string): Shown {
    const found = this.forms.find(key);
    return {
      key,
      params: found.params,
      preview: false,
      workspaceId: found.target.workspaceId,
      take: (payload, page, files) => this.forms.take(found, payload, page, files),
      refused: (why) => this.hooks.refused(key, why),
    };
  }

  #draft(key: string): Shown {
    const place = this.tests.at(key, FORM_TRIGGER);
    const take: Shown["take"] = async (payload, _page, files) => {
      await this.tests.heard(place, { kind: "call", payload });
      // No run will ever have them.
      await this.uploads.drop(files);
    };
    const { workspaceId, node } = place;
    return { key, params: node.params, preview: true, workspaceId, take, refused: () => {} };
  }

  async #receive(
    shown: Shown,
    request: FastifyRequest,
    reply: FastifyReply,
    surprise: Surprise,
  ): Promise<FastifyReply> {
    const seconds = this.#pace.take(throttleKey(shown.key, request.ip));
    // Saying so is a page, too.
    if (seconds > 0) this.calls.stranger(request.ip, `form ${shown.key}`);
    const { sent, files } = await this.#read(shown, request, seconds === 0 && !this.#isOfOtherPage(request));
    const verdict = seconds > 0 ? tooOften(seconds) : await this.#judge(shown, sent, request);
    if ("notice" in verdict) {
      await this.uploads.drop(files);
      if (verdict.refusal) shown.refused(verdict.refusal);
      const faults = withoutFiles(formFieldsOf(shown.params), sent, verdict.faults);
      return this.#show(shown, request, reply, { sent, ...verdict, faults });
    }
    const { answers, page } = verdict;
    try {
      await shown.take({ answers, query: queryOf(request), receivedAt: new Date().toISOString() }, page, files);
    } catch (error) {
      if (!(error instanceof Problem)) surprise(error, request);
      // Its files stay until they are swept: whether there is a run that has them is not known for sure.
      const faults = withoutFiles(formFieldsOf(shown.params), sent);
      return this.#show(shown, request, reply, { sent, faults, notice: { text: "failed" }, status: 503 });
    }
    const then = redirectOf(shown.params);
    if (then !== undefined && !shown.preview) return reply.redirect(then, 303);
    const { thanksPage } = await this.#load();
    return this.#send(
      reply,
      200,
      thanksPage(shown.params, localeOf(shown.params, request), shown.preview),
      shown.params,
    );
  }

  /** Whether a browser says that another page has sent it. What no browser sends has nobody's cookies either. */
  #isOfOtherPage(request: FastifyRequest): boolean {
    return originOf(request, this.settings.publicUrl) === "foreign";
  }

  /** Files are kept that the form asks for, and none where it is not taken anyway: whoever sends may be a program. */
  async #read(
    { workspaceId, params }: Shown,
    request: FastifyRequest,
    mayBeTaken: boolean,
  ): Promise<{ sent: JsonObject; files: Upload[] }> {
    if (!hasParts(request)) return { sent: sentBy(request), files: [] };
    const asked = new Set(formFieldsOf(params).flatMap(({ kind, name }) => (kind === "file" ? [inputName(name)] : [])));
    const inField = (name: string) => mayBeTaken && asked.has(name);
    const { body, files } = await this.uploads.receive(request, workspaceId, { inField });
    return { sent: body, files };
  }

  /** Whether it is of a person, and of this page, and what its answers are. */
  async #judge(
    { key, params }: Shown,
    sent: JsonObject,
    request: FastifyRequest,
  ): Promise<Again | { answers: JsonObject; page: string }> {
    // Shown once more, by us: whoever filled it in sees to whom it goes.
    if (this.#isOfOtherPage(request)) return { notice: { text: "otherPage" }, status: 403, refusal: "otherPage" };
    const { SEAL, TRAP } = await this.#load();
    const seal = readSeal(this.vault, key, wordOf(sent[SEAL]), Date.now());
    if (seal.kind === "foreign" || seal.kind === "old") return { notice: { text: "again" }, status: 422 };
    // Told, not dropped in silence: a browser that fills in too much must not cost anybody a customer.
    if (seal.kind === "early" || wordOf(sent[TRAP]) !== "")
      return { notice: { text: "tooFast" }, status: 422, refusal: "robot" };
    const { values, faults } = readAnswers(formFieldsOf(params), sent);
    if (faults.size > 0) return { faults, notice: { text: "check", count: faults.size }, status: 422 };
    return { answers: values, page: seal.page };
  }

  async #show(
    { key, params, preview }: Shown,
    request: FastifyRequest,
    reply: FastifyReply,
    {
      sent = prefilled(params, request),
      faults = new Map(),
      notice,
      status = 200,
    }: Partial<Again> & { sent?: JsonObject },
  ): Promise<FastifyReply> {
    const { formPage, SEAL } = await this.#load();
    const now = Date.now();
    const old = readSeal(this.vault, key, wordOf(sent[SEAL]), now);
    // A page that may still be sent keeps its number: what it sends is one run, however often it is shown again.
    const seal = old.kind === "fresh" || old.kind === "early" ? wordOf(sent[SEAL]) : sealPage(this.vault, key, now);
    const locale = localeOf(params, request);
    const markup = formPage({ params, locale, seal, sent, faults, preview, ...(notice && { notice }) });
    return this.#send(reply, status, markup, params);
  }

  async #sorry(error: Error, request: FastifyRequest, reply: FastifyReply, surprise: Surprise): Promise<FastifyReply> {
    const { sorryPage } = await this.#load();
    const locale = pickLocale(request.headers["accept-language"]);
    const problem = error instanceof Problem ? error : undefined;
    const status = problem?.status ?? (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) surprise(error, request);
    if (status === 429) void reply.header("retry-after", String(problem?.values["seconds"]));
    return this.#send(reply, status, sorryPage(sorryFor(problem), locale), {});
  }

  async #send(reply: FastifyReply, status: number, markup: string, params: JsonObject): Promise<FastifyReply> {
    const { pagePolicy } = await this.#load();
    return reply
      .status(status)
      .type("text/html; charset=utf-8")
      .header("content-security-policy", pagePolicy(sitesOf(params), redirectOf(params)))
      .send(Buffer.from(markup));
  }

  #load(): Promise<Pages> {
    return (this.#pages ??= import("./form-page.js"));
  }
}

function sorryFor(problem: Problem | undefined): Sorry {
  if (problem?.code === "hook.notFound") return { text: "gone" };
  if (problem?.code === "calls.tooMany") return { text: "busy", seconds: Number(problem.values["seconds"]) };
  if (problem?.code !== "request.tooLarge") return { text: "failed" };
  const megabytes = Math.floor(Number(problem.values["limit"]) / 1_048_576);
  return { text: "tooLarge", ...(megabytes > 0 && { megabytes }) };
}

const wordOf = (value: JsonObject[string] | undefined): string => (typeof value === "string" ? value : "");

function sentBy(request: FastifyRequest): JsonObject {
  const type = request.headers["content-type"] ?? "";
  if (!type.toLowerCase().startsWith("application/x-www-form-urlencoded"))
    throw new Problem("request.unsupportedType", { type });
  const body = readHookBody(request.body, type);
  return body !== null && typeof body === "object" && !Array.isArray(body) ? body : {};
}

/** What the address of the page says already: `?phone=380671234567`. */
function prefilled(params: JsonObject, request: FastifyRequest): JsonObject {
  const query = queryOf(request);
  const known = formFieldsOf(params).filter(({ name, kind }) => kind !== "consent" && Object.hasOwn(query, name));
  return Object.fromEntries(known.map(({ name }) => [inputName(name), query[name] ?? null]));
}

function localeOf({ language }: JsonObject, request: FastifyRequest): Locale {
  return locales.find((one) => one === language) ?? pickLocale(request.headers["accept-language"]);
}

function sitesOf({ sites }: JsonObject): string[] {
  if (!Array.isArray(sites)) return [];
  return sites.flatMap((site) => (typeof site === "string" && URL.canParse(site) ? [new URL(site).origin] : []));
}

function redirectOf({ redirect }: JsonObject): string | undefined {
  if (typeof redirect !== "string" || !URL.canParse(redirect)) return undefined;
  const { protocol, href } = new URL(redirect);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
