import { sampleOf, type JsonObject, type WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { countCalls } from "../limits/forecast.js";
import { LimitsService } from "../limits/limits.service.js";
import { POLL_TRIGGER } from "./polls.store.js";

/** Foretells what runs of a trigger that looks in Leeloo send. */
@Injectable()
export class PollForecast {
  constructor(private readonly limits: LimitsService) {}

  /** What so many of them would send, and in how many seconds, in the bulk lane. */
  async of(
    workspaceId: string,
    document: WorkflowDocument | undefined,
    params: JsonObject,
    runs: number,
  ): Promise<{ calls: number; seconds: number }> {
    const definition = catalogue.get(POLL_TRIGGER);
    if (!document || !definition || runs <= 0) return { calls: 0, seconds: 0 };
    const one = countCalls(document, { payload: sampleOf(definition, params) });
    const calls = new Map([...one.calls].map(([id, count]) => [id, count * runs]));
    const { calls: total, seconds } = await this.limits.forecast(workspaceId, "bulk", { ...one, calls });
    return { calls: total, seconds };
  }
}
