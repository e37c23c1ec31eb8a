import type { AttentionEntry, ListQuery, Person, PersonEffect, PersonRuns } from "@leeway/api";
import { effectOfStep, type Json, type Locale } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { AttentionReader } from "../attention/attention.reader.js";
import { Problem } from "../problems/problem.js";
import { RunLists } from "../runs/run-lists.js";
import { RunSearch } from "../search/run-search.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { FoundSteps, type FoundStep } from "./found-steps.js";
import { PersonTrails, type Trail } from "./person-trails.js";

/** Rows and steps of one run that are read for one person: a run of a loop may have thousands. */
const ROWS_OF_RUN = 60;
const STEPS_OF_RUN = 30;
/** Characters of what was sent that a list shows. */
const LONGEST_INPUT = 2_000;
/** Doubts that are looked through. */
const MOST_DOUBTS = 1_000;

/** Tells of people what the runs did to them. */
@Injectable()
export class PeopleReader {
  constructor(
    private readonly trails: PersonTrails,
    private readonly search: RunSearch,
    private readonly steps: FoundSteps,
    private readonly lists: RunLists,
    private readonly attention: AttentionReader,
    private readonly nodes: DocumentNodes,
  ) {}

  async get(workspaceId: string, id: string, locale: Locale): Promise<Person> {
    const trail = await this.trails.of(workspaceId, id);
    if (!(await this.trails.isKnown(workspaceId, trail))) throw new Problem("notFound");
    const unknown = this.#doubtsOf(workspaceId, trail, locale);
    return { id: trail.id, ...trail.card, channels: trail.channels, unknown };
  }

  /** Newest first. */
  async runs(workspaceId: string, id: string, page: ListQuery, locale: Locale): Promise<PersonRuns> {
    const trail = await this.trails.of(workspaceId, id);
    const wish = { ...page, rowsOfEach: ROWS_OF_RUN };
    const { ids, rows, cut, upTo, ...next } = await this.search.find(workspaceId, trail.wanted, {}, wish);
    if (ids.length === 0 && page.cursor === undefined) throw new Problem("notFound");
    const told = this.lists.told(workspaceId, ids, locale);
    const items: PersonRuns["items"] = [];
    for (const run of told) {
      const ofRun = (rows.get(run.id) ?? []).toReversed();
      const found = await this.steps.in(workspaceId, ofRun, trail.ids, STEPS_OF_RUN);
      items.push({ ...run, effects: found.flatMap((step) => this.#effect(step, locale)) });
    }
    return { items, ...next, search: { upTo: upTo === null ? null : new Date(upTo).toISOString(), cut } };
  }

  /** Nothing of steps that only read or compute. */
  #effect({ state, documentId }: FoundStep, locale: Locale): PersonEffect[] {
    const { key, nodeId, status, input, finishedAt, startedAt } = state;
    const nodeType = this.nodes.of(documentId).find((node) => node.id === nodeId)?.type ?? "";
    const definition = catalogue.get(nodeType);
    if (definition?.kind !== "action" || effectOfStep(definition, input) === "read") return [];
    const at = finishedAt ?? startedAt;
    return [
      {
        key,
        nodeId,
        nodeType,
        nodeName: this.nodes.words(locale)(documentId).nodeName(nodeId),
        status,
        at: at === undefined ? null : new Date(at).toISOString(),
        input: shown(input),
      },
    ];
  }

  /** By what was sent, which stands in each of them. */
  #doubtsOf(workspaceId: string, { ids }: Trail, locale: Locale): AttentionEntry[] {
    const found: AttentionEntry[] = [];
    let looked = 0;
    for (let cursor: string | undefined; looked < MOST_DOUBTS;) {
      const page = this.attention.list(workspaceId, { kind: "unknown", limit: 200, cursor }, locale);
      found.push(...page.items.filter(({ input }) => names(input, ids)));
      looked += page.items.length;
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    return found;
  }
}

function shown(input: Json | undefined): Json | null {
  if (input === undefined) return null;
  return JSON.stringify(input).length <= LONGEST_INPUT ? input : null;
}

function names(input: Json, ids: ReadonlySet<string>): boolean {
  const text = JSON.stringify(input);
  return [...ids].some((id) => text.includes(`"${id}`));
}
