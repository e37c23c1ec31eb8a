import { wholeListQuerySchema, type WholeListQuery } from "@leeway/api";
import { definitions } from "@leeway/nodes";
import { Controller, Get, Query } from "@nestjs/common";
import { AsWritten } from "../accounts/as-written.js";
import { Needs } from "../accounts/auth.guard.js";
import { pageOf } from "../problems/whole-list.js";

/** The catalogue: every node definition as data. */
@Controller("api/v1/node-types")
export class NodeTypesController {
  @Needs("workspace.view")
  @AsWritten("whole")
  @Get()
  list(@Query({ schema: wholeListQuerySchema }) query: WholeListQuery) {
    return pageOf(definitions, query, ({ type }) => type);
  }
}
