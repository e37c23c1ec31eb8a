import { parentPort, workerData } from "node:worker_threads";
import {
  createdEvent,
  foresee,
  makePlan,
  type AtHand,
  type Foreseen,
  type WorkflowDocument,
  type WorkspaceScope,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { runners } from "@leeway/nodes/run";
import { storedRows } from "../../adapters/run-store/event-rows.js";
import { systemClock } from "../../adapters/system-clock.js";
import { answerFrom } from "../answer.js";
import type { Said, Sayings, ThreadData, Wish, Wishes, WholeSaid } from "./messages.js";

const { bounds } = workerData as ThreadData;
/** Nobody has to be let on here: what is asked for is short, or not waited for. */
const clock = { ...systemClock, monotonic: () => 0 };
const own: Omit<AtHand, "scope"> = { clock, bounds, catalogue, runners, random: () => Math.random() };
const documents = new Map<string, WorkflowDocument>();
const scopes = new Map<string, WorkspaceScope>();

/** Texts, and where each of them will lie. */
class Texts {
  readonly #texts: string[] = [];
  #length = 0;

  add(text: string): [from: number, to: number] {
    const from = this.#length;
    this.#texts.push(text);
    this.#length += Buffer.byteLength(text);
    return [from, this.#length];
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(this.#texts.join(""));
  }
}

/** Nothing where its worker is to compute it. */
async function look({ run }: Wish): Promise<Foreseen | undefined> {
  const document = documents.get(run.documentId);
  const scope = scopes.get(run.workspaceId);
  return document && scope && (await foresee(run, document, { ...own, scope }));
}

function sayingOf({ ticket, run, respond }: Wish, foreseen: Foreseen | undefined, texts: Texts): Said {
  if (!foreseen) return { ticket, kind: "unfit" };
  const { birth, state } = foreseen;
  if (state.status !== "succeeded") return { ticket, kind: "other" };
  const rows = storedRows([createdEvent(run), ...birth.events], 1);
  const said: WholeSaid = {
    ticket,
    kind: "whole",
    rows: rows.map(([seq, last, item, stays, body]) => [seq, last, item, stays, ...texts.add(body as string)]),
    startedAt: state.startedAt ?? null,
    finishedAt: state.finishedAt ?? null,
    handledErrors: state.handledErrors,
  };
  const document = documents.get(run.documentId);
  const answer = document && respond !== "accepted" && answerFrom(makePlan(document, catalogue), state, respond);
  return answer ? { ...said, answer } : said;
}

parentPort?.on("message", (message: Wishes) => {
  if (message.anew) for (const known of [documents, scopes]) known.clear();
  for (const [id, document] of message.documents) documents.set(id, document);
  for (const [id, scope] of message.scopes) scopes.set(id, scope);
  const wishes = JSON.parse(message.wishes) as Wish[];
  void Promise.all(wishes.map(look)).then((foreseen) => {
    const texts = new Texts();
    const said = JSON.stringify(wishes.map((wish, index) => sayingOf(wish, foreseen[index], texts)));
    const { bytes } = texts;
    const sayings: Sayings = { said, bytes };
    parentPort?.postMessage(sayings, [bytes.buffer]);
  });
});
parentPort?.postMessage("ready");
