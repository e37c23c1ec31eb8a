import type { ListedRun, ListQuery, RunList, RunPlace } from "@leeway/api";
import type { Json, Locale } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { personBeside } from "../search/person-beside.js";
import { Places, type Place } from "../search/places.js";
import { RunSearch } from "../search/run-search.js";
import { wantedOf } from "../search/terms.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import type { Words } from "../workflows/words.js";
import type { RunFilter } from "./run-filter.js";
import { RunFinder } from "./run-finder.js";
import { runRowsSql } from "./run-rows.js";
import { toRun, type RunRow } from "./run-telling.js";

const RUN_ID = /^run_[0-9a-f-]{36}$/;
type PlacesOf = (run: RunRow) => RunPlace[];

/** Lists runs: by what is known of each, or by a value that was in them. */
@Injectable()
export class RunLists {
  readonly #db: Database;
  readonly #rows: Statement<[object], RunRow>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly finder: RunFinder,
    private readonly search: RunSearch,
    private readonly nodes: DocumentNodes,
  ) {
    this.#db = handle;
    this.#rows = handle.prepare(runRowsSql);
  }

  /** Newest first. `q`: a value, or the id of a run. */
  async list(workspaceId: string, filter: RunFilter & { q?: string | undefined }, page: ListQuery, locale: Locale) {
    const { q = "", ...rest } = filter;
    if (RUN_ID.test(q)) return { items: this.told(workspaceId, [q], locale) };
    if (q !== "") return this.#searched(workspaceId, q, rest, page, locale);
    const { ids, ...next } = await this.finder.find(workspaceId, rest, page);
    return { items: this.told(workspaceId, ids, locale), ...next };
  }

  async #searched(
    workspaceId: string,
    q: string,
    filter: RunFilter,
    page: ListQuery,
    locale: Locale,
  ): Promise<RunList> {
    const wanted = wantedOf(q);
    const { ids, rows, cut, upTo, ...next } = await this.search.find(workspaceId, wanted, filter, page);
    const places = new Places(this.#db, wanted);
    const words = this.nodes.words(locale);
    const placesOf: PlacesOf = ({ id, documentId }) =>
      places.in(rows.get(id) ?? []).map((place) => this.#placeOf(place, words, documentId));
    const search = { upTo: upTo === null ? null : new Date(upTo).toISOString(), cut };
    return { items: this.told(workspaceId, ids, locale, placesOf), ...next, search };
  }

  /** In people's words, with the person whom it is about. */
  #placeOf({ whole, ...place }: Place, words: (documentId: string) => Words, documentId: string): RunPlace {
    const type = this.nodes.of(documentId).find(({ id }) => id === place.nodeId)?.type ?? "";
    const person = personBeside(catalogue.get(type), place, whole as Json);
    return { ...place, step: words(documentId).nodeName(place.nodeId), ...(person !== undefined && { person }) };
  }

  /** These runs, newest first. */
  told(workspaceId: string, ids: readonly string[], locale: Locale, placesOf?: PlacesOf): ListedRun[] {
    const words = this.nodes.words(locale);
    return this.#rows.all({ workspaceId, ids: JSON.stringify(ids) }).map((row) => ({
      ...toRun(row, locale, words),
      ...(placesOf && { found: placesOf(row) }),
    }));
  }
}
