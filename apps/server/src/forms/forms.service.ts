import type { JsonObject, NewRun } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { newRunId } from "../runs/run-id.js";
import { HooksService, type Found } from "../hooks/hooks.service.js";
import type { Upload } from "../uploads/uploads.service.js";

export const FORM_TRIGGER = "trigger.form";

/** The forms of published workflows, and the runs they start. */
@Injectable()
export class FormsService {
  constructor(private readonly hooks: HooksService) {}

  /** Throws where the key leads to no form that is open. */
  find(key: string): Found {
    return this.hooks.find(key, FORM_TRIGGER);
  }

  /** Resolves when the run is on disk. `page` names the page that was sent: sent again, it starts nothing more. */
  async take(found: Found, payload: JsonObject, page: string, files: readonly Upload[]): Promise<void> {
    const { target, documentId, version, plan } = found;
    const run: NewRun = {
      id: newRunId(),
      workspaceId: target.workspaceId,
      workflowId: target.workflowId,
      documentId,
      version,
      trigger: target.nodeId,
      payload,
      rehearsal: false,
      at: Date.now(),
      dedupeKey: `form:${page}`,
    };
    await this.hooks.begin(run, plan, files);
  }
}
