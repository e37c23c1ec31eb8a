import { Module } from "@nestjs/common";
import { HooksModule } from "../hooks/hooks.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { FormDoor } from "./form-door.js";
import { FormsService } from "./forms.service.js";

@Module({
  imports: [HooksModule, RunsModule],
  providers: [FormsService, FormDoor],
})
export class FormsModule {}
