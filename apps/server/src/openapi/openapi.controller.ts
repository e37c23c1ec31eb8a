import { Controller, Get, Header, Inject } from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import { Public } from "../accounts/auth.guard.js";
import { OPENAPI, type OpenApiSource } from "./openapi.js";

/** The description of the HTTP API, for tools: made from the routes and their schemas. */
@Public()
@ApiExcludeController()
@Controller("api")
export class OpenApiController {
  /** Written once: it is hundreds of kilobytes, and anybody may ask for it. */
  #written: Buffer | undefined;

  constructor(@Inject(OPENAPI) private readonly source: OpenApiSource) {}

  @Get("openapi.json")
  @Header("content-type", "application/json; charset=utf-8")
  document(): Buffer {
    return (this.#written ??= Buffer.from(JSON.stringify(this.source.document())));
  }
}
