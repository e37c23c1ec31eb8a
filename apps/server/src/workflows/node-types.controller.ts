import { definitions } from "@leeway/nodes";
import { Controller, Get } from "@nestjs/common";

/** The catalogue: every node definition as data. */
@Controller("api/v1/node-types")
export class NodeTypesController {
  @Get()
  list() {
    return { items: definitions };
  }
}
