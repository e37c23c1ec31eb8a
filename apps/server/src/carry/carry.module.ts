import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { FieldsModule } from "../fields/fields.module.js";
import { LabelsModule } from "../labels/labels.module.js";
import { PrivacyModule } from "../privacy/privacy.module.js";
import { RetentionModule } from "../retention/retention.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { CarryController } from "./carry.controller.js";
import { ImportCredentials } from "./import-credentials.js";
import { ImportValues } from "./import-values.js";
import { ImportWorkflows } from "./import-workflows.js";
import { WorkspaceExport } from "./workspace-export.js";
import { WorkspaceImport } from "./workspace-import.js";

/** Whole workspaces, taken along as a file. */
@Module({
  imports: [
    CredentialsModule,
    FieldsModule,
    LabelsModule,
    PrivacyModule,
    RetentionModule,
    VariablesModule,
    WorkflowsModule,
  ],
  controllers: [CarryController],
  providers: [WorkspaceExport, WorkspaceImport, ImportValues, ImportCredentials, ImportWorkflows],
})
export class CarryModule {}
