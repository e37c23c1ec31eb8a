import { forecastRequestSchema, type Forecast, type ForecastRequest } from "@leeway/api";
import type { Json } from "@leeway/engine";
import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, type WorkspaceUser } from "../accounts/auth.guard.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { countCalls } from "./forecast.js";
import { LimitsService } from "./limits.service.js";

@Controller("api/v1")
export class ForecastController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly samples: SamplesService,
    private readonly limits: LimitsService,
  ) {}

  @Post("workflows/:id/forecast")
  @HttpCode(200)
  forecast(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: forecastRequestSchema.default({}) }) { node, payload }: ForecastRequest,
  ): Promise<Forecast> {
    const { document } = this.workflows.get(workspaceId, id);
    const trigger = document.nodes.find(({ id: other, type }) =>
      node === undefined ? type.startsWith("trigger.") : other === node,
    );
    const sample = trigger && this.samples.one(id, trigger.id);
    const given = payload === undefined ? (sample ?? {}) : (payload as Json);
    return this.limits.forecast(workspaceId, document.settings.lane ?? "normal", countCalls(document, given));
  }
}
