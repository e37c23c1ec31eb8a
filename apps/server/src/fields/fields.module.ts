import { Module } from "@nestjs/common";
import { VariablesModule } from "../variables/variables.module.js";
import { FieldsController } from "./fields.controller.js";
import { FieldsService } from "./fields.service.js";

@Module({
  imports: [VariablesModule],
  controllers: [FieldsController],
  providers: [FieldsService],
  exports: [FieldsService],
})
export class FieldsModule {}
