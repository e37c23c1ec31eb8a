import { Module } from "@nestjs/common";
import { HooksModule } from "../hooks/hooks.module.js";
import { PaceModule } from "../pace/pace.module.js";
import { UploadsModule } from "../uploads/uploads.module.js";
import { FormDoor } from "./form-door.js";
import { FormsService } from "./forms.service.js";

@Module({
  imports: [HooksModule, UploadsModule, PaceModule],
  providers: [FormsService, FormDoor],
})
export class FormsModule {}
