import { Module } from "@nestjs/common";
import { Settings } from "../config/settings.js";
import { OpenApiController } from "./openapi.controller.js";
import { OPENAPI, OpenApiSource } from "./openapi.js";

@Module({
  controllers: [OpenApiController],
  providers: [
    { provide: OPENAPI, inject: [Settings], useFactory: ({ version }: Settings) => new OpenApiSource(version) },
  ],
})
export class OpenApiModule {}
