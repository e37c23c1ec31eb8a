import { sayHttpProblem, sayStepError, serviceSearch, type OptionDto } from "@leeway/api";
import {
  resolveParams,
  type Json,
  type JsonObject,
  type Locale,
  type NodeDefinition,
  type OpenSecret,
  type OptionsSource,
  type StepError,
} from "@leeway/engine";
import { catalogue, hasMore } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { CredentialsService } from "../credentials/credentials.service.js";
import { sayRefusal } from "../credentials/say-refusal.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { ServiceCalls } from "../credentials/service-calls.js";
import { Problem } from "../problems/problem.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { choicesOf, entriesOf, toldChoices, type Choice } from "./choices.js";

/** Every list call costs a ticket: what was read is shown again for so long, unless somebody asks to read anew. */
const KEEP_MS = 120_000;
/** Leeloo advises against large pages. */
const PAGE = 100;
/** More than this nobody scrolls through; `nextCursor` leads on. */
const MOST = 500;

/** A far end with small pages must not eat what runs need. */
const MOST_CALLS = 5;

export interface OptionsQuestion {
  workspaceId: string;
  nodeType: string;
  param: string;
  credentialId: string;
  /** Params of the list operation, by its own names. */
  given: Readonly<Record<string, string>>;
  limit?: number | undefined;
  /** Words of a name, or a phone or e-mail. */
  search?: string | undefined;
  cursor?: number | undefined;
  refresh: boolean;
  locale: Locale;
}
export interface Options {
  items: OptionDto[];
  nextCursor?: string;
  /** Of the service, for this answer: each costs a ticket. */
  calls: number;
}

interface List {
  definition: NodeDefinition;
  source: OptionsSource;
  params: JsonObject;
  workspaceId: string;
  secret: OpenSecret;
  timezone: string;
}

interface Found {
  items: Choice[];
  nextCursor?: string;
  calls: number;
}

/** A failure at the far end, on its way to become a problem in the reader's language. */
class Refused extends Error {
  constructor(readonly why: StepError) {
    super(why.code);
  }
}

/** Choices for pickers, read from the service by the list operation that the definition names. */
@Injectable()
export class OptionsService {
  readonly #known = new LRUCache<string, Promise<Found>>({ max: 300, ttl: KEEP_MS });

  constructor(
    private readonly credentials: CredentialsService,
    private readonly secrets: SecretsService,
    private readonly calls: ServiceCalls,
    private readonly scopes: WorkspaceScopeService,
  ) {}

  async find(asked: OptionsQuestion): Promise<Options> {
    const { source, list } = sourceOf(asked);
    const contact = asked.search === undefined ? undefined : serviceSearch(list, asked.search);
    const question = { ...asked, given: { ...asked.given, ...contact } };
    const { timezone } = await this.scopes.scope(asked.workspaceId);
    const found = await this.#find(question, source, list, timezone);
    const items = toldChoices(found.items, asked.locale, timezone);
    return { ...found, items: contact || !asked.search ? items : named(items, asked.search) };
  }

  async #find(
    question: OptionsQuestion,
    source: OptionsSource,
    list: NodeDefinition,
    timezone: string,
  ): Promise<Found> {
    const row = this.credentials.row(question.workspaceId, question.credentialId);
    if (list.credential && !list.credential.types.includes(row.type)) throw new Problem("credential.type");
    try {
      const secret = this.secrets.openRow(row);
      if ("code" in secret) throw new Refused(secret);
      const params = paramsOf(list, question, timezone);
      const key = keyOf(question, source, secret);
      if (question.refresh) this.calls.forget(list.type, secret);
      const known = question.refresh ? undefined : this.#known.get(key);
      if (known) return { ...(await known), calls: 0 };
      const reading = this.#read(
        { definition: list, source, params, workspaceId: question.workspaceId, secret, timezone },
        question,
      );
      this.#known.set(key, reading);
      // A failure is told to all who wait for it, and to nobody after them.
      reading.catch(() => this.#known.peek(key) === reading && this.#known.delete(key));
      return await reading;
    } catch (error) {
      if (error instanceof Refused) throw problemOf(error.why, row.name, question.locale);
      throw error;
    }
  }

  async #read(list: List, { limit = MOST, cursor = 0 }: OptionsQuestion): Promise<Found> {
    const query = list.definition.request?.query ?? [];
    if (!query.includes("offset")) {
      const output = await this.#ask(list, list.params);
      return { items: choicesOf(entriesOf(output, list.source), list.source), calls: 1 };
    }
    const entries: Json[] = [];
    for (let calls = 1; ; calls++) {
      const page = { limit: Math.min(PAGE, limit - entries.length), offset: cursor + entries.length };
      const output = await this.#ask(list, { ...list.params, ...page });
      const found = entriesOf(output, list.source).slice(0, page.limit);
      entries.push(...found);
      const next = page.offset + found.length;
      const more = hasMore({ page: output, found: found.length, limit: page.limit, next });
      if (more && entries.length < limit && calls < MOST_CALLS) continue;
      const items = choicesOf(entries, list.source);
      return { items, calls, ...(more && { nextCursor: String(next) }) };
    }
  }

  async #ask({ definition, ...asker }: List, params: JsonObject): Promise<Json> {
    const outcome = await this.calls.ask(definition.type, params, asker);
    if (outcome.kind === "failed") throw new Refused(outcome.error);
    return outcome.kind === "done" ? outcome.output : null;
  }
}

const named = (items: readonly OptionDto[], search: string): OptionDto[] =>
  items.filter(({ label, hint = "" }) => `${label} ${hint}`.toLocaleLowerCase().includes(search.toLocaleLowerCase()));

function sourceOf({ nodeType, param, given, locale }: OptionsQuestion): {
  source: OptionsSource;
  list: NodeDefinition;
} {
  const definition = catalogue.get(nodeType);
  const source = definition?.params.find(({ name }) => name === param)?.optionsFrom;
  const list = source && catalogue.get(source.nodeType);
  if (!definition || !source || !list) throw new Problem("notFound");
  for (const [path, own] of Object.entries(source.from ?? {})) {
    const parent = definition.params.find(({ name }) => name === own);
    if (!parent || given[path]) continue;
    const values = { needed: parent.title[locale] };
    const message = sayHttpProblem("choices.needOther", values, locale).detail;
    throw new Problem("choices.needOther", values, [{ path, message, code: "param.required" }]);
  }
  return { source, list };
}

/** The list operation's params: what was given, checked, and its defaults. */
function paramsOf(list: NodeDefinition, { given, locale }: OptionsQuestion, timezone: string): JsonObject {
  const now = Date.now();
  const own = Object.fromEntries(list.params.flatMap(({ name }) => (given[name] ? [[name, given[name]]] : [])));
  const resolved = resolveParams(list, own, { values: { now: new Date(now).toISOString() }, now, timezone });
  if (resolved.ok) return resolved.params;
  const { code, param = "" } = resolved.error;
  const { message } = sayStepError(resolved.error, locale);
  throw new Problem("request.badQuery", {}, [{ path: param, message, code }]);
}

/** By token: the same list through another credential of the workspace with the same token is the same list. */
function keyOf(
  { workspaceId, given, limit, cursor, credentialId }: OptionsQuestion,
  source: OptionsSource,
  secret: OpenSecret,
): string {
  const place = secret.pool ? [secret.pool.key, secret.data["baseUrl"] ?? null] : [credentialId];
  const asked = Object.entries(given).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([workspaceId, place, source, asked, limit ?? null, cursor ?? null]);
}

function problemOf(why: StepError, credential: string, locale: Locale): Problem {
  const { message, hint } = sayRefusal(why, credential, locale);
  const whole = hint === undefined ? message : `${message} ${hint}`;
  return new Problem("service.failed", { message: whole }, [
    { path: "credential", message, code: why.code, ...(hint !== undefined && { hint }) },
  ]);
}
