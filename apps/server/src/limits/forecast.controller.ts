import { forecastRequestSchema, type Forecast, type ForecastRequest } from "@leeway/api";
import { sampleOf, type Json } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { RunOutlines } from "../runs/run-outline.js";
import { RunsReader } from "../runs/runs.reader.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { countCalls } from "./forecast.js";
import { LimitsService } from "./limits.service.js";

/** So many runs say how long lists usually are. */
const LAST_RUNS = 5;

@Controller("api/v1")
export class ForecastController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly samples: SamplesService,
    private readonly limits: LimitsService,
    private readonly reader: RunsReader,
    private readonly outlines: RunOutlines,
  ) {}

  @Needs("workflows.view")
  @Post("workflows/:id/forecast")
  @HttpCode(200)
  async forecast(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: forecastRequestSchema.default({}) }) { node, payload }: ForecastRequest,
  ): Promise<Forecast> {
    const { document } = this.workflows.get(workspaceId, id);
    const trigger = document.nodes.find(({ id: other, type }) =>
      node === undefined ? type.startsWith("trigger.") : other === node,
    );
    const definition = trigger && catalogue.get(trigger.type);
    const example = () => definition && sampleOf(definition, trigger.params);
    const kept = () => trigger && (this.samples.one(id, trigger.id) ?? example());
    const given = payload === undefined ? (kept() ?? {}) : (payload as Json);
    const counted = countCalls(document, { payload: given, runs: await this.#lastOutputs(id) });
    return this.limits.forecast(workspaceId, document.settings.lane ?? "normal", counted);
  }

  /** What each step of the newest runs gave. */
  async #lastOutputs(workflowId: string): Promise<Record<string, Json>[]> {
    const found: Record<string, Json>[] = [];
    for (const id of this.reader.lastOf(workflowId, LAST_RUNS)) {
      const { state } = await this.outlines.read(id);
      const outputs = [...state.steps].flatMap(([key, { output }]) => (output === undefined ? [] : [[key, output]]));
      found.push(Object.fromEntries(outputs) as Record<string, Json>);
    }
    return found;
  }
}
