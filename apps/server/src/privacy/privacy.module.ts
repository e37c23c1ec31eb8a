import { Module } from "@nestjs/common";
import { APP_INTERCEPTOR } from "@nestjs/core";
import { PeopleModule } from "../people/people.module.js";
import { UploadsModule } from "../uploads/uploads.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { Eraser } from "./eraser.js";
import { ErasureLooks } from "./erasure-looks.service.js";
import { Erasures } from "./erasures.service.js";
import { FieldsToHide } from "./fields-to-hide.js";
import { MaskInterceptor } from "./mask.interceptor.js";
import { PersonCopy } from "./person-copy.js";
import { PersonalDataController } from "./personal-data.controller.js";
import { PrivacyController } from "./privacy.controller.js";
import { PrivacyRules } from "./privacy-rules.js";
import { RunFamilies } from "./run-families.js";
import { RowsNaming } from "./rows-naming.js";

/** Who sees what of the people that runs are about; a copy for them, and how they are forgotten. */
@Module({
  imports: [PeopleModule, UploadsModule, WorkflowsModule],
  controllers: [PrivacyController, PersonalDataController],
  providers: [
    PrivacyRules,
    FieldsToHide,
    RunFamilies,
    RowsNaming,
    PersonCopy,
    Eraser,
    Erasures,
    ErasureLooks,
    { provide: APP_INTERCEPTOR, useClass: MaskInterceptor },
  ],
  exports: [PrivacyRules],
})
export class PrivacyModule {}
