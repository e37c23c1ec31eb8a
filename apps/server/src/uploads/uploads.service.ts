import type { Json, JsonObject } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import type { OpenDatabase } from "../adapters/database/database.js";
import { isFullDisk } from "../adapters/database/full-disk.js";
import { uploadBounds } from "../config/bounds.js";
import { DATABASE, Settings } from "../config/settings.js";
import { EverySoOften } from "../pace/every-so-often.js";
import { Problem } from "../problems/problem.js";
import { throttleKey } from "../accounts/sign-in-throttle.js";
import { readParts, type FilePart } from "./parts.js";
import { newUploadId, UploadFolder } from "./upload-folder.js";
import { plainName, plainType } from "./plain-name.js";
import { UploadPace } from "./upload-pace.js";

export interface Upload {
  id: string;
  name: string;
  type: string;
  size: number;
}
/** Which files of a body are kept. */
export interface Wanted {
  /** All of them together have no more. */
  mostBytes?: number;
  /** Whether files in the field of this name are; what is sent in another one is read and let go, and is null. */
  inField?: (name: string) => boolean;
}
/** A multipart body that was read: its fields, files as references, and what these are. */
export interface ReceivedForm {
  body: JsonObject;
  files: Upload[];
}

/** Of one network at one address: bodies that are read at a time, and of the largest ones so many a minute. */
const AT_ONCE = 20;
const LARGEST_A_MINUTE = 20;
const SWEEP_MS = 3_600_000;
/** A file without a run that is older belongs to a call that was never taken, or to a run that is gone. */
const ORPHAN_MS = 3_600_000;
const SWEPT_AT_ONCE = 200;

/** Whether a request has a body of parts, which nobody has read yet. */
export const hasParts = ({ body }: Pick<FastifyRequest, "body">): boolean => body instanceof Readable;

/**
 * Files that come with calls. A row comes first, then the bytes, then the run: whatever breaks off in between, a row without a run is
 * found and swept, so no bytes lie about that nobody knows of. They go with their run.
 */
@Injectable()
export class Uploads implements OnModuleDestroy {
  readonly #log = new Logger("uploads");
  readonly #folder: UploadFolder;
  readonly #pace: UploadPace;
  readonly #sweeping = new EverySoOften(
    SWEEP_MS,
    (now) => this.sweep(now),
    (error) => this.#log.error({ err: error, msg: "files without a run were not deleted" }),
  );

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly settings: Settings,
  ) {
    this.#folder = new UploadFolder(settings.environment.LEEWAY_DATA_DIR);
    const { bytes } = uploadBounds(settings.environment);
    this.#pace = new UploadPace({ atOnce: AT_ONCE, bytes: LARGEST_A_MINUTE * bytes });
  }

  start(): void {
    this.#sweeping.start();
  }

  onModuleDestroy(): void {
    this.#sweeping.stop();
  }

  /**
   * Reads a body of parts and keeps the files that are wanted. Of a body that is refused nothing is kept, and one of a sender who brings
   * too much at once is not read. The files still want a run (`give`), or to be dropped.
   */
  async receive(
    request: FastifyRequest,
    workspaceId: string,
    { mostBytes = Infinity, inField = () => true }: Wanted = {},
  ): Promise<ReceivedForm> {
    const who = throttleKey((request.params as { key?: string }).key ?? "", request.ip);
    const entered = this.#pace.enter(who);
    if ("seconds" in entered) throw new Problem("request.tooOften", { seconds: entered.seconds });
    const usual = uploadBounds(this.settings.environment);
    const bounds = { ...usual, bytes: Math.min(usual.bytes, mostBytes) };
    const files: Upload[] = [];
    const keep = async ({ field, name, type, content }: FilePart): Promise<Json> => {
      if (!inField(field)) return letGo(content);
      const upload: Upload = { id: newUploadId(), name: plainName(name), type: plainType(type), size: 0 };
      files.push(upload);
      await this.#insert(workspaceId, upload);
      upload.size = await this.#folder.write(upload.id, content);
      return { ...upload, url: `${this.settings.publicUrl}/api/v1/files/${upload.id}` };
    };
    try {
      const body = await readParts(request.body as Readable, request.headers, bounds, keep);
      return { body, files };
    } catch (error) {
      await this.drop(files);
      throw isFullDisk(error) ? new Problem("server.diskFull") : error;
    } finally {
      entered.left(files.reduce((sum, { size }) => sum + size, 0));
    }
  }

  /** The files are this run's from now on. */
  async give(files: readonly Upload[], runId: string): Promise<void> {
    await this.database.queue.write((db) => {
      const give = db.prepare("UPDATE uploads SET run_id = ?, size = ? WHERE id = ?");
      for (const { id, size } of files) give.run(runId, size, id);
    });
  }

  /** They are nobody's: the bytes first, so that a row is left where that breaks off. */
  async drop(files: readonly Pick<Upload, "id">[]): Promise<void> {
    if (files.length === 0) return;
    for (const { id } of files) await this.#folder.remove(id);
    await this.database.queue.write((db) => {
      const remove = db.prepare("DELETE FROM uploads WHERE id = ?");
      for (const { id } of files) remove.run(id);
    });
  }

  /** Of a call that was not taken: those whose run was not made after all. Never fails: what cannot be dropped is swept later. */
  async dropUnowned(workspaceId: string, files: readonly Upload[]): Promise<void> {
    const owned = this.database.handle.prepare(
      "SELECT 1 FROM uploads u JOIN runs r ON r.id = u.run_id WHERE u.id = ? AND u.workspace_id = ?",
    );
    try {
      await this.drop(files.filter(({ id }) => owned.get(id, workspaceId) === undefined));
    } catch (error) {
      this.#log.error({ err: error, msg: "files of a call that was not taken were not deleted" });
    }
  }

  find(workspaceId: string, id: string): Upload | undefined {
    return this.database.handle
      .prepare<[string, string], Upload>("SELECT id, name, type, size FROM uploads WHERE id = ? AND workspace_id = ?")
      .get(id, workspaceId);
  }

  /** In the order in which they came. */
  ofRun(workspaceId: string, runId: string): Upload[] {
    return this.database.handle
      .prepare<[string, string], Upload>(
        "SELECT id, name, type, size FROM uploads WHERE run_id = ? AND workspace_id = ? ORDER BY created_at, rowid LIMIT 1000",
      )
      .all(runId, workspaceId);
  }

  /** The bytes; none where the folder lacks them, as after a restore of the database alone. */
  read({ id }: Upload): Promise<Readable | undefined> {
    return this.#folder.read(id);
  }

  /** Deletes files whose run is gone or was never made; answers how many. */
  async sweep(now: number): Promise<number> {
    const orphans = this.database.handle.prepare<[number, number], { id: string }>(
      `SELECT u.id FROM uploads u LEFT JOIN runs r ON r.id = u.run_id
         WHERE r.id IS NULL AND u.created_at < ? LIMIT ?`,
    );
    let gone = 0;
    for (let found = orphans.all(now - ORPHAN_MS, SWEPT_AT_ONCE); found.length > 0;) {
      await this.drop(found);
      gone += found.length;
      found = orphans.all(now - ORPHAN_MS, SWEPT_AT_ONCE);
    }
    if (gone > 0) this.#log.log({ msg: "files without a run were deleted", files: gone });
    return gone;
  }

  async #insert(workspaceId: string, { id, name, type }: Upload): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare(
          "INSERT INTO uploads (id, workspace_id, run_id, name, type, size, created_at) VALUES (?, ?, NULL, ?, ?, 0, ?)",
        )
        .run(id, workspaceId, name, type, Date.now()),
    );
  }
}

/** Reads it to its end, which counts as all that is sent does. */
async function letGo(content: AsyncIterable<Buffer>): Promise<null> {
  for await (const _ of content);
  return null;
}
