import { floorOf, newsIn, type Clock, type PollMark, type StepError, type WorkflowDocument } from "@leeway/engine";
import { firstDays, pollSource } from "@leeway/nodes";
import { Inject, Injectable } from "@nestjs/common";
import { CLOCK } from "../adapters/engine.tokens.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { triggersOf } from "../workflows/trigger-keeper.js";
import { BackfillsStore } from "./backfills.store.js";
import { newsOfPast, pastFloor } from "./past.js";
import { PollForecast } from "./poll-forecast.js";
import { ListRefused, PollLists, type HowToRead } from "./poll-lists.js";
import { identityOf, POLL_TRIGGER, PollsStore, type Poll } from "./polls.store.js";

const DAY_MS = 24 * 3_600_000;
/** Somebody waits for it: 1,000 entries are read; of a longer list it is said that there are more. */
const COUNTED = { lane: "normal", mostPages: 20, patienceMs: 20_000 } as const;

/** Entries of which a trigger would make runs as soon as its draft is published. */
export interface Ahead {
  nodeId: string;
  /** `first`: of the days before the first look. `waiting`: of the time since it looked last. */
  kind: "first" | "waiting";
  since: number;
  count: number;
  /** There may be more than were counted. */
  more: boolean;
  calls: number;
  seconds: number;
  /** Why nobody can say how many there are. */
  error: StepError | null;
}

type Asked = Pick<Ahead, "nodeId" | "kind" | "since"> &
  Pick<Poll, "workflowId" | "workspaceId" | "params" | "credentialId">;

/** Counts what publishing would start, and starts nothing. */
@Injectable()
export class PollsAhead {
  constructor(
    private readonly polls: PollsStore,
    private readonly backfills: BackfillsStore,
    private readonly lists: PollLists,
    private readonly secrets: SecretsService,
    private readonly forecast: PollForecast,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of each trigger of a draft that would take something from before. */
  async of(workspaceId: string, workflowId: string, document: WorkflowDocument): Promise<Ahead[]> {
    this.lists.forget();
    const known = new Map(this.polls.known(workflowId).map((poll) => [poll.nodeId, poll]));
    const found: Ahead[] = [];
    for (const node of triggersOf(document, POLL_TRIGGER)) {
      const { id: nodeId, params, credential: credentialId = "" } = node;
      const poll = known.get(nodeId);
      const asked = { workflowId, workspaceId, nodeId, params, credentialId };
      // What was looked for with another account says nothing of this one.
      const goesOn = poll?.mark !== undefined && poll.identity === identityOf(node);
      // One that is live takes what comes by itself, published again or not.
      if (goesOn && poll.live) continue;
      const days = firstDays(params);
      const since = goesOn ? poll.lastAt : days === undefined ? null : this.clock.now() - days * DAY_MS;
      if (since === null) continue;
      const kind = goesOn ? "waiting" : "first";
      found.push(await this.#count({ ...asked, kind, since }, goesOn ? poll.mark : undefined, document));
    }
    return found;
  }

  async #count(asked: Asked, mark: PollMark | undefined, document: WorkflowDocument): Promise<Ahead> {
    const { nodeId, kind, since, workspaceId, params } = asked;
    const told = { nodeId, kind, since, count: 0, more: false, calls: 0, seconds: 0, error: null };
    try {
      const { count, more } = await this.#read(asked, mark);
      return { ...told, count, more, ...(await this.forecast.of(workspaceId, document, params, count)) };
    } catch (error) {
      if (!(error instanceof ListRefused)) throw error;
      return { ...told, error: error.why };
    }
  }

  /** As the first look, or the next one, would find it. */
  async #read(asked: Asked, mark: PollMark | undefined): Promise<{ count: number; more: boolean }> {
    const { workflowId, nodeId, workspaceId, credentialId, params, since: from } = asked;
    const secret = await this.secrets.open(workspaceId, credentialId);
    if ("code" in secret) throw new ListRefused(secret);
    const source = pollSource(params, this.clock.now());
    const read = (params: ReturnType<typeof source.paramsFrom>, floor: HowToRead["floorOf"]) =>
      this.lists.read({ workspaceId, secret, source, params }, { ...COUNTED, floorOf: floor });
    if (mark) {
      const list = await read(source.paramsFrom(mark), floorOf(source.watch, mark));
      const seen = this.polls.seen(
        { workflowId, nodeId },
        list.entries.map(({ key }) => key),
      );
      return { count: newsIn(list, source.watch, mark, seen).news.length, more: !list.whole };
    }
    const list = await read(source.paramsOfPast(from), pastFloor(source, from));
    const keys = newsOfPast(list, source, { from, until: Infinity }, new Map()).map(({ news }) => news.dedupeKey);
    const had = this.backfills.runsOf({ workflowId, nodeId }, keys).size;
    return { count: keys.length - had, more: !list.whole };
  }
}
