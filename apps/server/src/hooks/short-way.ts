import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { Injectable } from "@nestjs/common";
import type { FastifyInstance } from "fastify";
import { Settings } from "../config/settings.js";
import { largestBody, parseBody } from "../problems/body-guard.js";
import { textOf } from "../problems/charset.js";
import { ofAll, ofPrograms } from "../problems/page-headers.js";
import { problemAnswer, problemOf } from "../problems/problem.filter.js";
import { isFromSandbox } from "../sandbox/from-sandbox.js";
import type { Answered } from "../logging/request-log.js";
import { doorHeaders } from "./answer-headers.js";
import type { Admitted } from "./callers/caller-gate.js";
import { Entrance } from "./entrance.js";
import { HookCounts } from "./hook-counts.js";
import { HooksService, type Found } from "./hooks.service.js";
import { names } from "./places.js";
import { contentOf, toldOf, type Told } from "./told.js";

/** What the framework would do for a request beside handling it. */
export interface Around {
  newId: () => string;
  /** Hears of faults of our own. */
  surprise: (error: unknown, request: { id: string }) => void;
  answered: (answer: Answered) => void;
  /** Hears why an address got no run. */
  refused: (key: string, error: unknown) => void;
}

interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  bytes: Buffer;
  since: number;
}

type Taken = [found: Found, admitted: Admitted];

const FOLDER = "/hooks/";
/** As programs write it; what is written otherwise is read by the framework. */
const json = new Set(
  ["", "; charset=utf-8", ";charset=utf-8", "; charset=UTF-8", ";charset=UTF-8"].map((set) => `application/json${set}`),
);

/**
 * The way of most calls of webhooks past the framework, whose own work for each was a tenth of the whole: a program posts
 * JSON and is let in. Until a run is asked for nothing has happened, so whatever is not as usual goes to the route of
 * `hook-door.ts` as if it had never been here: refusals have one place. From then on it is answered here in any case.
 */
@Injectable()
export class ShortWay {
  /** Bodies that were read here of what then went to the framework. */
  readonly #bodies = new WeakMap<IncomingMessage, Buffer>();
  readonly #toPrograms: Readonly<Record<string, string>>;
  readonly #toPages: Readonly<Record<string, string>>;
  #closing = false;

  constructor(
    private readonly hooks: HooksService,
    private readonly entrance: Entrance,
    private readonly counts: HookCounts,
    private readonly settings: Settings,
  ) {
    const https = settings.publicUrl.startsWith("https:");
    this.#toPrograms = ofPrograms(https);
    this.#toPages = { ...ofAll(https), ...doorHeaders };
  }

  /** Stands before the framework on its server. */
  open(fastify: FastifyInstance, around: Around): void {
    const [framework] = fastify.server.listeners("request") as RequestListener[];
    if (!framework) throw new Error("the framework hears of no requests");
    const long = ({ request, response, bytes }: Call) => {
      this.#bodies.set(request, bytes);
      framework(request, response);
    };
    fastify.server.removeListener("request", framework);
    fastify.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      if (this.#closing || !isUsual(request)) return framework(request, response);
      const since = performance.now();
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.#take({ request, response, bytes: joined(chunks), since }, long, around).catch((error: unknown) => {
          around.surprise(error, { id: "" });
          response.destroy();
        });
      });
    });
    fastify.addHook("preClose", (done) => {
      this.#closing = true;
      done();
    });
  }

  /** The stream of a body for the framework, also of one that was read here. */
  bodyOf(request: IncomingMessage, stream: Readable): Readable {
    const bytes = this.#bodies.get(request);
    return bytes ? Readable.from([bytes]) : stream;
  }

  async #take(call: Call, long: (call: Call) => void, around: Around): Promise<void> {
    const taking = this.#admitted(call);
    // Without a wait where there is nothing to wait for.
    const taken = taking instanceof Promise ? await taking : taking;
    if (!taken) return long(call);
    const [found, admitted] = taken;
    const { request, response, since } = call;
    const requestId = around.newId();
    try {
      const took = (duplicate: boolean) => this.counts.took(duplicate);
      const received = await this.hooks.receive(found, admitted, isFromSandbox(request.headers), took);
      this.#answer(response, requestId, toldOf(received, admitted.answer, this.settings.publicUrl));
    } catch (error) {
      around.refused(keyOf(request), error);
      this.#sorry(call, requestId, error, around.surprise);
    }
    const ms = performance.now() - since;
    around.answered({ method: "POST", route: `${FOLDER}:key`, status: response.statusCode, ms, requestId });
  }
  /** Nothing where the framework is to look: what is refused is refused there once more, and told. */
  #admitted(call: Call): Taken | undefined | Promise<Taken | undefined> {
    const taken = (found: Found, admitted: Admitted | undefined): Taken | undefined =>
      admitted && !admitted.trial ? [found, admitted] : undefined;
    try {
      const found = this.hooks.find(keyOf(call.request));
      const admitting = this.#admit(found, call);
      if (!(admitting instanceof Promise)) return taken(found, admitting);
      return admitting.then(
        (admitted) => taken(found, admitted),
        () => undefined,
      );
    } catch {
      return undefined;
    }
  }

  /** Nothing where more is to be looked at than what was sent. */
  #admit({ node, target }: Found, { request, bytes }: Call): Admitted | Promise<Admitted> | undefined {
    if (names(node.params["origins"]) || names(node.params["addresses"])) return undefined;
    const { headers, url = "", method = "" } = request;
    const body = parseBody(textOf(bytes, headers["content-type"]));
    return this.entrance.admitPlain(node, target.workspaceId, { headers, url, method, body, sentBytes: bytes });
  }

  #answer(response: ServerResponse, requestId: string, told: Told): void {
    const content = told.status === 204 ? undefined : contentOf(told);
    // A workflow that names its headers may answer a page.
    const usual = told.headers.length === 0 ? this.#toPrograms : this.#toPages;
    const headers: Record<string, string> = { "x-request-id": requestId, ...usual };
    if (content) headers["content-type"] = content.type;
    for (const [name, value] of told.headers) headers[name] = value;
    write(response, told.status, headers, content?.text);
  }

  #sorry({ request, response }: Call, requestId: string, error: unknown, surprise: Around["surprise"]): void {
    if (response.headersSent) return;
    const problem = problemOf(error);
    if (problem.code === "server.internal") surprise(error, { id: requestId });
    const { status, headers, body } = problemAnswer(problem, request.headers);
    write(response, status, { "x-request-id": requestId, ...this.#toPrograms, ...headers }, body);
  }
}

/**
 * What no page of a browser sends: its calls name their `Origin` (Fetch, 3.2), those of JSON without exception. So what protects
 * pages need not go with the answer, and no page waits to be let in.
 */
function isUsual({ method, url = "", headers }: IncomingMessage): boolean {
  if (method !== "POST" || !url.startsWith(FOLDER) || url.includes("/", FOLDER.length)) return false;
  const { origin, "content-type": type = "", "content-length": length } = headers;
  return json.has(type) && origin === undefined && Number(length) <= largestBody();
}

function keyOf({ url = "" }: IncomingMessage): string {
  const end = url.indexOf("?");
  return end < 0 ? url.slice(FOLDER.length) : url.slice(FOLDER.length, end);
}

const joined = (chunks: Buffer[]): Buffer => (chunks.length === 1 && chunks[0]) || Buffer.concat(chunks);

/** As bytes: beside a text Node would encode the headers with it. */
function write(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string | undefined,
): void {
  const bytes = text === undefined ? undefined : Buffer.from(text);
  if (bytes) headers["content-length"] = String(bytes.length);
  else if (status !== 204 && status !== 304) headers["content-length"] = "0";
  response.writeHead(status, headers).end(bytes);
}
