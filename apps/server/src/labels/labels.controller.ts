import {
  changeLabelSchema,
  createLabelSchema,
  putLabelsSchema,
  wholeListQuerySchema,
  type Label,
  type LabelColor,
  type LabelListItem,
  type LabelWish,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from "@nestjs/common";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { pageOf } from "../problems/whole-list.js";
import { LabelsService } from "./labels.service.js";

@Controller("api/v1")
export class LabelsController {
  constructor(private readonly labels: LabelsService) {}

  @Needs("workflows.view")
  @Get("labels")
  @AsWritten(["name"])
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): { items: LabelListItem[]; nextCursor?: string } {
    return pageOf(this.labels.list(workspaceId), query, ({ id }) => id);
  }

  @Needs("workflows.edit")
  @Post("labels")
  create(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: createLabelSchema }) wish: { name: string; color?: LabelColor | undefined },
  ): Promise<Label> {
    return this.labels.create(who, wish);
  }

  @Needs("workflows.edit")
  @Patch("labels/:id")
  change(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: changeLabelSchema }) wish: LabelWish,
  ): Promise<Label> {
    return this.labels.change(who, id, wish);
  }

  @Needs("workflows.edit")
  @Delete("labels/:id")
  @HttpCode(204)
  remove(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    return this.labels.remove(who, id);
  }

  @Needs("workflows.edit")
  @Put("workflows/:id/labels")
  async assign(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: putLabelsSchema }) { labels }: { labels: string[] },
  ): Promise<{ items: Label[] }> {
    return { items: await this.labels.assign(who, id, labels) };
  }
}
