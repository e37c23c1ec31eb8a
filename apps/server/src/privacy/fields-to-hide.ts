import { setTimeout as delay } from "node:timers/promises";
import { Injectable } from "@nestjs/common";
import type { AboutRuns } from "./about-runs.js";
import { HiddenFields } from "./hidden-fields.js";
import type { KnownValues } from "./known-values.js";
import { PrivacyRules } from "./privacy-rules.js";
import { RunFamilies } from "./run-families.js";
import type { RunFamily } from "./run-family.js";

/** Families whose values take less than this are looked for as one. */
const SMALL = 100_000;
/** So long a list waits until what it tells of is known; what is not by then is hidden. */
const LIST_MS = 250;
/** Items whose values are remembered as read. */
const MOST_ITEMS = 1_000;

/** Which fields an answer hides, with their values as its runs have them: a step may have one under another name. */
@Injectable()
export class FieldsToHide {
  constructor(
    private readonly rules: PrivacyRules,
    private readonly families: RunFamilies,
  ) {}

  /** Asked with each answer, or each message of a stream: what an admin names meanwhile counts from the next one on. */
  of(workspaceId: string, about: AboutRuns): (answer: unknown) => HiddenFields | Promise<HiddenFields> {
    const shown = new Shown(workspaceId, about, this.families);
    return (answer) => shown.fieldsFor(answer, this.rules.of(workspaceId).maskedFields);
  }
}

/** What is shown to one reader: an answer, or a stream of them. */
class Shown {
  #names: readonly string[] = [];
  #fields = new HiddenFields([]);
  #families: ReadonlyMap<string, RunFamily> = new Map();
  readonly #items = new Set<string>();

  constructor(
    private readonly workspaceId: string,
    private readonly about: AboutRuns,
    private readonly families: RunFamilies,
  ) {}

  fieldsFor(answer: unknown, names: readonly string[]): HiddenFields | Promise<HiddenFields> {
    if (names.join("\n") !== this.#names.join("\n")) {
      [this.#names, this.#fields, this.#families] = [names, new HiddenFields(names), new Map()];
      this.#items.clear();
    }
    if (names.length === 0) return this.#fields;
    const told = this.about.toldOf?.(answer);
    if (told) return this.#readListed(answer, told);
    const runs = this.about.runsOf(answer);
    const seq = this.about.seqOf(answer);
    const isKnown = runs.every((id) => this.#families.get(id)?.hasRead(id, seq));
    return isKnown ? this.#with(answer, runs) : this.#read(runs).then(() => this.#with(answer, runs));
  }

  async #read(runs: readonly string[]): Promise<void> {
    const found = new Map<string, RunFamily>();
    for (const id of runs) found.set(id, await this.families.of(this.workspaceId, this.#names, id));
    this.#families = found;
    const known = [...new Set(found.values())].map(({ fields }) => fields.values);
    if (known.length < 2) return this.#fields.know(known);
    // Looked for one family after the other, each text would be gone through as often.
    for (const values of known) if (values.weight < SMALL) this.#fields.values.addAll(values);
    this.#fields.know(known.filter((values) => values.weight >= SMALL));
  }

  /** What a list tells of runs: as far as it is known soon. What takes long is read on behind it, and keeps nothing else waiting. */
  async #readListed(answer: unknown, told: ReadonlyMap<string, readonly string[]>): Promise<HiddenFields> {
    const { families, workspaceId } = this;
    const [fields, names] = [this.#fields, this.#names];
    const unknown = new Set(told.keys());
    const take = (runId: string, values: KnownValues | undefined) => {
      if (!values || !unknown.delete(runId)) return;
      fields.values.addAll(values);
    };
    const all = [...told].map(([runId, texts]) => ({ workspaceId, names, runId, texts }));
    for (const one of all) take(one.runId, families.told.kept(one));
    const left = all.filter(({ runId }) => unknown.has(runId));
    const reading = left.map(async (one) => {
      const isSoon = families.hasRead(workspaceId, names, one.runId);
      take(one.runId, await (isSoon ? families.told.read(one) : families.told.readInTurn(one)));
    });
    const isLate = delay(LIST_MS, undefined, { ref: false });
    if (reading.length > 0) await Promise.race([Promise.all(reading), isLate]);
    fields.knowNothingOf(new Set(unknown));
    fields.see(answer);
    return fields;
  }

  #with(answer: unknown, runs: readonly string[]): HiddenFields {
    // Asked each time: who else looks at the family may find it too large meanwhile.
    const unknown = new Set(runs.filter((id) => this.#families.get(id)?.isTooLarge));
    const isAll = this.about.isOfOne && unknown.size > 0;
    this.#fields.knowNothingOf(isAll ? "all" : unknown);
    if (isAll) this.#fields.know([]);
    if ([...this.#families.values()].some(({ isFull }) => isFull))
      for (const id of runs) for (const item of this.about.itemsOf(answer)) this.#seeItem(id, item);
    this.#fields.see(answer);
    return this.#fields;
  }

  #seeItem(runId: string, item: string): void {
    const key = `${runId} ${item}`;
    if (this.#items.has(key)) return;
    if (this.#items.size >= MOST_ITEMS) this.#items.clear();
    this.#items.add(key);
    for (const events of this.families.ofItem(this.workspaceId, runId, item)) this.#fields.see(events);
  }
}
