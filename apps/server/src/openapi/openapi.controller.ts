import { Controller, Get, Inject } from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import { Public } from "../accounts/auth.guard.js";
import { OPENAPI, type OpenApiSource } from "./openapi.js";

/** The description of the HTTP API, for tools: made from the routes and their schemas. */
@Public()
@ApiExcludeController()
@Controller("api")
export class OpenApiController {
  constructor(@Inject(OPENAPI) private readonly source: OpenApiSource) {}

  @Get("openapi.json")
  document(): object {
    return this.source.document();
  }
}
