import { Readable } from "node:stream";
import {
  auditExportQuerySchema,
  auditQuerySchema,
  pickLocale,
  wholeListQuerySchema,
  type AuditEntry,
  type AuditExportQuery,
  type AuditPerson,
  type AuditQuery,
  type WholeListQuery,
} from "@leeway/api";
import { Controller, Get, Headers, Inject, Query, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import { audit } from "../accounts/audit.js";
import { CurrentWorkspace, StillWelcome, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { pageOf } from "../problems/whole-list.js";
import { csvOf, jsonOf } from "./audit-export.js";
import { AuditReader } from "./audit.reader.js";

/** Rows in memory at once while a log is downloaded. */
const PAGE = 500;
const types = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" };

/** Who did what, when and from where. It is read here, and changed by no route. */
@Controller("api/v1/audit")
export class AuditController {
  constructor(
    private readonly reader: AuditReader,
    @Inject(DATABASE) private readonly database: OpenDatabase,
  ) {}

  @Needs("audit.view")
  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: auditQuerySchema }) { limit, cursor, ...filter }: AuditQuery,
    @Headers("accept-language") language?: string,
  ): { items: AuditEntry[]; nextCursor?: string } {
    return this.reader.page(workspaceId, filter, { limit, cursor }, pickLocale(language));
  }

  @Needs("audit.view")
  @Get("people")
  people(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): { items: AuditPerson[]; nextCursor?: string } {
    return pageOf(this.reader.people(workspaceId), query, ({ id }) => id);
  }

  /** All that the filter leaves, page by page as fast as it is taken. It ends when who asks may not read it any more. */
  @Needs("audit.view")
  @Get("export")
  async export(
    @CurrentWorkspace() who: WorkspaceUser,
    @Query({ schema: auditExportQuerySchema }) { format, language: wished, ...filter }: AuditExportQuery,
    @StillWelcome() welcome: () => boolean,
    @Res() reply: FastifyReply,
    @Headers("accept-language") language?: string,
  ): Promise<void> {
    const at = new Date().toISOString();
    await this.database.queue.write((db) => audit(db, { ...who, action: "audit.exported", detail: { format } }));
    const { reader } = this;
    function* pages(): Generator<AuditEntry[]> {
      for (let cursor: string | undefined; ;) {
        if (!welcome()) return;
        const { items, nextCursor } = reader.page(who.workspaceId, filter, { limit: PAGE, cursor }, locale);
        yield items;
        if (nextCursor === undefined) return;
        cursor = nextCursor;
      }
    }
    const locale = wished ?? pickLocale(language);
    const name = `leeway-audit-${at.slice(0, 10)}.${format}`;
    void reply
      .header("content-type", types[format])
      .header("content-disposition", `attachment; filename="${name}"`)
      .send(Readable.from(format === "csv" ? csvOf(pages()) : jsonOf(pages())));
  }
}
