import { forecastRequestSchema, type Forecast, type ForecastRequest } from "@leeway/api";
import { sampleOf, type Json, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { RunOutlines } from "../runs/run-outline.js";
import { RunsReader } from "../runs/runs.reader.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { countCalls, type KnownData } from "./forecast.js";
import { LimitsService } from "./limits.service.js";

/** So many workflows that are called, through others too, are looked at. */
const MOST_CALLED = 50;
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
    const runs = await this.#lastOutputs(id);
    const called = await this.#calledBy(workspaceId, document);
    const counted = countCalls(document, { payload: given, runs, called });
    return this.limits.forecast(workspaceId, document.settings.lane ?? "normal", counted);
  }

  /** The published workflows that its steps call, and those that these call. */
  async #calledBy(workspaceId: string, document: WorkflowDocument): Promise<NonNullable<KnownData["called"]>> {
    const called = new Map<string, { document: WorkflowDocument; runs: Record<string, Json>[] }>();
    const looked = new Set<string>();
    for (const left = [document]; left.length > 0 && looked.size < MOST_CALLED;) {
      for (const { type, params } of left.shift()?.nodes ?? []) {
        const id = params["workflowId"];
        if (type !== "logic.workflow" || typeof id !== "string" || looked.has(id)) continue;
        looked.add(id);
        // One that is gone or not published fails its step, and sends nothing.
        const live = await this.workflows.pin(workspaceId, id, "published").catch(() => undefined);
        if (!live) continue;
        called.set(id, { document: live.document, runs: await this.#lastOutputs(id) });
        left.push(live.document);
      }
    }
    return called;
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
