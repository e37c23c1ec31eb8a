import {
  calleesQuerySchema,
  createWorkflowSchema,
  may,
  pickLocale,
  publishRequestSchema,
  putTriggerSampleSchema,
  saveWorkflowSchema,
  validateRequestSchema,
  wholeListQuerySchema,
  workflowListQuerySchema,
  type CalleeDto,
  type PublishRequest,
  type Role,
  type UsedBy,
  type WholeListQuery,
  type Workflow,
  type WorkflowListItem,
  type WorkflowListQuery,
  type WorkflowVersionWithDocument,
} from "@leeway/api";
import { workflowDocumentSchema, type Json, type WorkflowDocument } from "@leeway/engine";
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query } from "@nestjs/common";
import { z } from "zod";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { LabelsService } from "../labels/labels.service.js";
import { RunsReader } from "../runs/runs.reader.js";
import { pageOf } from "../problems/whole-list.js";
import { DraftGists } from "./draft-gists.js";
import { PublishingService } from "./publishing.service.js";
import { SamplesService } from "./samples.service.js";
import { authorOf, iso, publishedOf } from "./workflow.rows.js";
import { WorkflowsService } from "./workflows.service.js";
import { HooksStore } from "../hooks/hooks.store.js";

/** A document as it is, or in `document`. */
const importSchema = z.preprocess(
  (body) =>
    typeof body === "object" && body !== null && "document" in body && !("nodes" in body) ? body.document : body,
  workflowDocumentSchema,
);
const versionSchema = z.coerce.number().int().min(1);

@Controller("api/v1")
export class WorkflowsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly publishing: PublishingService,
    private readonly gists: DraftGists,
    private readonly labels: LabelsService,
    private readonly samples: SamplesService,
    private readonly hooks: HooksStore,
    private readonly runs: RunsReader,
  ) {}

  @Needs("workflows.view")
  @Get("workflows")
  @AsWritten(["name", "updatedBy", "labels"])
  list(
    @CurrentWorkspace() { workspaceId, role }: WorkspaceUser,
    @Query({ schema: workflowListQuerySchema }) query: WorkflowListQuery,
  ) {
    const { rows, ...rest } = this.workflows.rows(workspaceId, query);
    const gistOf = this.gists.of(workspaceId);
    const labels = this.labels.of(
      workspaceId,
      rows.map(({ id }) => id),
    );
    const items = rows.map((row): WorkflowListItem => {
      const { nodeTypes, triggers, problems } = gistOf(row);
      return {
        id: row.id,
        name: row.name,
        revision: row.revision,
        published: publishedOf(row),
        triggers: shownTo(role, this.hooks.triggersOf(row.id, { nodes: triggers })),
        createdAt: iso(row.createdAt),
        updatedAt: iso(row.updatedAt),
        updatedBy: authorOf(row),
        labels: labels.get(row.id) ?? [],
        nodeTypes,
        lastRun: this.runs.newestOf(row.id),
        problems,
      };
    });
    return { items, ...rest };
  }

  @Needs("workflows.edit")
  @Post("workflows")
  create(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: createWorkflowSchema }) { document }: { document: WorkflowDocument },
  ): Promise<Workflow> {
    return this.workflows.create(who, document);
  }

  /** A workflow as a document, as `export` gave it, or wrapped as in `POST /workflows`. */
  @Needs("workflows.edit")
  @Post("import")
  import(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: importSchema }) document: WorkflowDocument,
  ): Promise<Workflow> {
    return this.workflows.create(who, document);
  }

  @Needs("workflows.view")
  @Get("workflows/:id")
  @AsWritten(["name", "updatedBy", "labels", "document"])
  get(@CurrentWorkspace() { workspaceId, role }: WorkspaceUser, @Param("id") id: string): Workflow {
    const workflow = this.workflows.get(workspaceId, id);
    return { ...workflow, triggers: shownTo(role, workflow.triggers) };
  }

  @Needs("workflows.edit")
  @Put("workflows/:id")
  save(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: saveWorkflowSchema }) { revision, document }: { revision: number; document: WorkflowDocument },
  ): Promise<Workflow> {
    return this.workflows.save(who, id, revision, document);
  }

  @Needs("workflows.delete")
  @Delete("workflows/:id")
  @HttpCode(204)
  remove(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<void> {
    return this.workflows.remove(who, id, pickLocale(language));
  }

  /** The workflows that call it or hear of its failures, in their draft or as they are published. */
  @Needs("workflows.view")
  @Get("workflows/:id/used-by")
  @AsWritten(["name"])
  usedBy(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
    @Headers("accept-language") language?: string,
  ): { items: UsedBy[]; nextCursor?: string } {
    return pageOf(this.workflows.users(workspaceId, id, pickLocale(language)), query, (user) => user.id);
  }

  @Needs("workflows.view")
  @Get("callees")
  @AsWritten("whole")
  callees(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: calleesQuerySchema }) { ids }: { ids: string[] },
  ): { items: CalleeDto[] } {
    const items = ids.flatMap((id): CalleeDto[] => {
      const callee = this.workflows.callee(workspaceId, id);
      return callee ? [{ id, ...callee, inputs: [...callee.inputs] }] : [];
    });
    return { items };
  }

  @Needs("workflows.view")
  @Get("workflows/:id/export")
  @AsWritten("whole")
  export(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Param("id") id: string): WorkflowDocument {
    return this.workflows.get(workspaceId, id).document;
  }

  @Needs("workflows.view")
  @Post("workflows/:id/validate")
  @AsWritten("whole")
  @HttpCode(200)
  validate(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: validateRequestSchema.default({}) }) body: { document?: WorkflowDocument },
    @Headers("accept-language") language?: string,
  ) {
    const saved = this.workflows.get(workspaceId, id);
    return { problems: this.publishing.validate(workspaceId, body.document ?? saved.document, pickLocale(language)) };
  }

  @Needs("workflows.publish")
  @Post("workflows/:id/publish")
  @HttpCode(200)
  publish(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: publishRequestSchema }) wish: PublishRequest,
    @Headers("accept-language") language?: string,
  ) {
    return this.publishing.publish(who, id, pickLocale(language), wish);
  }

  @Needs("workflows.publish")
  @Post("workflows/:id/unpublish")
  @HttpCode(204)
  unpublish(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    return this.publishing.unpublish(who, id);
  }

  @Needs("workflows.view")
  @Get("workflows/:id/versions")
  @AsWritten(["publishedBy"])
  versions(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ) {
    return pageOf(this.publishing.versions(workspaceId, id), query, ({ version }) => String(version));
  }

  @Needs("workflows.view")
  @Get("workflows/:id/versions/:version")
  @AsWritten(["publishedBy", "document"])
  version(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Param("version", { schema: versionSchema }) version: number,
  ): WorkflowVersionWithDocument {
    return this.publishing.version(workspaceId, id, version);
  }

  @Needs("workflows.edit")
  @Post("workflows/:id/versions/:version/restore")
  @HttpCode(200)
  restore(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Param("version", { schema: versionSchema }) version: number,
  ): Promise<Workflow> {
    return this.publishing.restore(who, id, version);
  }

  @Needs("personalData.view")
  @Get("workflows/:id/samples")
  sampleList(@CurrentWorkspace() { workspaceId }: WorkspaceUser, @Param("id") id: string) {
    this.workflows.get(workspaceId, id);
    return { samples: this.samples.all(id) };
  }

  @Needs("workflows.edit")
  @Put("workflows/:id/samples")
  async keepSample(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: putTriggerSampleSchema }) { nodeId, payload }: { nodeId: string; payload: Json },
  ) {
    this.workflows.get(who.workspaceId, id);
    await this.samples.keep(id, nodeId, payload, who);
    return { samples: this.samples.all(id) };
  }
}

/** Without the addresses for those who may start nothing by them. */
function shownTo(role: Role, triggers: Workflow["triggers"]): Workflow["triggers"] {
  return may(role, "addresses.view") ? triggers : triggers.map(({ nodeId, type }) => ({ nodeId, type }));
}
