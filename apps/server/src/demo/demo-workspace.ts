import { demoPayload, demoVariables, demoWorkflow } from "@leeway/nodes";
import type { Locale } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { bySelf } from "../accounts/audit.js";
import type { NewWorkspace } from "../accounts/new-workspace.js";
import { Settings } from "../config/settings.js";
import { CredentialsService } from "../credentials/credentials.service.js";
import { VariablesService } from "../variables/variables.service.js";
import { PublishingService } from "../workflows/publishing.service.js";
import { SamplesService } from "../workflows/samples.service.js";
import { WorkflowsService } from "../workflows/workflows.service.js";

const credentialName = { en: "Leeloo sandbox", uk: "Пісочниця Leeloo", ru: "Песочница Leeloo" };

/** What a new workspace begins with: a workflow that works at once, against the built-in Leeloo. */
@Injectable()
export class DemoWorkspace implements NewWorkspace {
  constructor(
    private readonly settings: Settings,
    private readonly credentials: CredentialsService,
    private readonly variables: VariablesService,
    private readonly workflows: WorkflowsService,
    private readonly samples: SamplesService,
    private readonly publishing: PublishingService,
  ) {}

  async fill(workspaceId: string, locale: Locale): Promise<void> {
    if (this.settings.sandboxUrl === undefined) return;
    const who = { workspaceId, userId: null, from: bySelf };
    const credential = await this.credentials.create(who, {
      type: "leelooToken",
      name: credentialName[locale],
      data: { token: "sandbox", baseUrl: "sandbox:" },
    });
    await this.variables.replace(who, demoVariables);
    const { id, document } = await this.workflows.create(who, demoWorkflow(locale, credential.id));
    const trigger = document.nodes.find(({ type }) => type === "trigger.webhook");
    if (trigger) await this.samples.keep(id, trigger.id, demoPayload);
    await this.publishing.publish(who, id, locale);
  }
}
