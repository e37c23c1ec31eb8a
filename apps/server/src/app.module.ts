import type { Worlds } from "@leeway/leeloo-sandbox";
import { Module, type DynamicModule } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { AccountsModule } from "./accounts/accounts.module.js";
import { AuthGuard } from "./accounts/auth.guard.js";
import { EngineModule } from "./adapters/engine.module.js";
import { PlatformModule } from "./adapters/platform.module.js";
import type { Platform } from "./adapters/platform.js";
import { AuditModule } from "./audit/audit.module.js";
import { BrakesModule } from "./brakes/brakes.module.js";
import { CarryModule } from "./carry/carry.module.js";
import { CredentialsModule } from "./credentials/credentials.module.js";
import { DeletionModule } from "./deletion/deletion.module.js";
import { DemoModule } from "./demo/demo.module.js";
import { EventsModule } from "./events/events.module.js";
import { FieldsModule } from "./fields/fields.module.js";
import { HealthModule } from "./health/health.module.js";
import { FormsModule } from "./forms/forms.module.js";
import { HooksModule } from "./hooks/hooks.module.js";
import { AttentionModule } from "./attention/attention.module.js";
import { LabelsModule } from "./labels/labels.module.js";
import { LimitsModule } from "./limits/limits.module.js";
import { OidcModule } from "./oidc/oidc.module.js";
import { OpenApiModule } from "./openapi/openapi.module.js";
import { OptionsModule } from "./options/options.module.js";
import { OrderChecksModule } from "./order-checks/order-checks.module.js";
import { PollsModule } from "./polls/polls.module.js";
import { PeopleModule } from "./people/people.module.js";
import { PrivacyModule } from "./privacy/privacy.module.js";
import { RestoredModule } from "./restored/restored.module.js";
import { RetentionModule } from "./retention/retention.module.js";
import { RunsModule } from "./runs/runs.module.js";
import { SchedulesModule } from "./schedules/schedules.module.js";
import { SandboxModule } from "./sandbox/sandbox.module.js";
import { SearchModule } from "./search/search.module.js";
import { NoticesModule } from "./notices/notices.module.js";
import { TeamModule } from "./team/team.module.js";
import { TogetherModule } from "./together/together.module.js";
import { TroublesModule } from "./troubles/troubles.module.js";
import { UploadsModule } from "./uploads/uploads.module.js";
import { VariablesModule } from "./variables/variables.module.js";
import { WorkflowsModule } from "./workflows/workflows.module.js";

/** The whole server. Every route is closed unless it says that it is public. */
@Module({})
export class AppModule {
  static of(platform: Platform, worlds: Worlds | null): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(platform),
        EngineModule,
        AccountsModule,
        OidcModule,
        TeamModule,
        CredentialsModule,
        VariablesModule,
        FieldsModule,
        OptionsModule,
        LimitsModule,
        AttentionModule,
        BrakesModule,
        WorkflowsModule,
        LabelsModule,
        TogetherModule,
        RunsModule,
        SearchModule,
        PeopleModule,
        RestoredModule,
        RetentionModule,
        AuditModule,
        PrivacyModule,
        CarryModule,
        UploadsModule,
        HooksModule,
        FormsModule,
        EventsModule,
        SchedulesModule,
        PollsModule,
        OrderChecksModule,
        TroublesModule,
        NoticesModule,
        SandboxModule.of(worlds),
        DeletionModule,
        DemoModule,
        HealthModule,
        OpenApiModule,
      ],
      providers: [{ provide: APP_GUARD, useExisting: AuthGuard }],
    };
  }
}
