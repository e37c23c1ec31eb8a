import {
  isObject,
  ownersIn,
  personStep,
  visitAt,
  type Json,
  type NodeDefinition,
  type StepState,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { RunSearch } from "../search/run-search.js";
import { exactly, type Wanted } from "../search/terms.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { cardIn, noCard, type Card } from "./card.js";
import { FoundSteps, type FoundStep } from "./found-steps.js";

/** By which ids the steps that concern a person are found, and what they say of them. */
export interface Trail {
  id: string;
  channels: string[];
  /** The person's own, their channels', their orders'. */
  ids: ReadonlySet<string>;
  wanted: Wanted;
  card: Card;
}

/** The newest runs that name a person say which channels and orders are theirs. */
const RUNS_READ = 20;
const STEPS_READ = 100;
const MOST_IDS = 60;
/** A page asks twice: for who it is, and for what happened. */
const KEPT_MS = 5_000;

/** Follows a person through the runs: by Leeloo's id of theirs, and by the ids that belong to it. */
@Injectable()
export class PersonTrails {
  readonly #known = new LRUCache<string, Promise<Trail>>({ max: 100, ttl: KEPT_MS });

  constructor(
    private readonly search: RunSearch,
    private readonly steps: FoundSteps,
    private readonly nodes: DocumentNodes,
  ) {}

  /** `id`: the person's, or that of one of their channels. */
  of(workspaceId: string, id: string): Promise<Trail> {
    const key = `${workspaceId} ${id}`;
    const known = this.#known.get(key) ?? this.#follow(workspaceId, id);
    this.#known.set(key, known);
    return known;
  }

  /** Whether any run names them. */
  async isKnown(workspaceId: string, { wanted }: Trail): Promise<boolean> {
    return (await this.search.find(workspaceId, wanted, {}, { limit: 1 })).ids.length > 0;
  }

  /** `asked`: by what was asked for; the person to whom that led leads to nobody else, or two could wait for each other. */
  async #follow(workspaceId: string, id: string, asked = true): Promise<Trail> {
    const steps = await this.#stepsOf(workspaceId, id);
    const owners = steps.flatMap((step) => this.#ownersOf(step));
    const person = owners.find(({ person, channels }) => person !== id && channels.includes(id))?.person;
    // What was asked for is a channel: its person is known by more.
    if (asked && person !== undefined && !owners.some((owner) => owner.person === id))
      return this.#follow(workspaceId, person, false);
    const channels = new Set(owners.filter((owner) => owner.person === id).flatMap((owner) => owner.channels));
    channels.delete(id);
    const orders = steps.flatMap(({ state, documentId }) => ordersOf(state, this.#definition(documentId, state), id));
    const card = steps.reduce<Card>(
      (told, { state }) => cardIn(withOwnId(state.input, id), id, cardIn(state.output, id, told)),
      noCard,
    );
    const ids = new Set([id, ...channels, ...orders].slice(0, MOST_IDS));
    return { id, channels: [...channels], ids, wanted: exactly(ids), card };
  }

  async #stepsOf(workspaceId: string, id: string): Promise<FoundStep[]> {
    const page = { limit: RUNS_READ, rowsOfEach: 20 };
    const { ids, rows } = await this.search.find(workspaceId, exactly([id]), {}, page);
    return this.steps.in(
      workspaceId,
      ids.flatMap((run) => rows.get(run) ?? []),
      new Set([id]),
      STEPS_READ,
    );
  }

  #definition(documentId: string, { nodeId }: StepState): NodeDefinition | undefined {
    return catalogue.get(this.nodes.of(documentId).find((node) => node.id === nodeId)?.type ?? "");
  }

  #ownersOf({ state, documentId }: FoundStep) {
    const step = personStep(this.#definition(documentId, state), state.input ?? null, state.output ?? null);
    return step ? ownersIn(step) : [];
  }
}

/** The orders that a step made for a person. */
function ordersOf({ input, output }: StepState, definition: NodeDefinition | undefined, id: string): string[] {
  const { idParam } = definition?.person ?? {};
  if (idParam === undefined || !isObject(input) || input[idParam] !== id) return [];
  const found: string[] = [];
  for (const [path, { idKind }] of Object.entries(definition?.ids ?? {}))
    if (idKind === "order" && !path.includes("[]"))
      visitAt(output, path, (order) => void (typeof order === "string" && found.push(order)));
  return found;
}

/** What is sent to change a person names them beside what changes. */
const withOwnId = (input: Json | undefined, id: string): Json | undefined =>
  isObject(input) && input["person_id"] === id ? input : undefined;
