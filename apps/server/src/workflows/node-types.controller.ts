import { wholeListQuerySchema, type WholeListQuery } from "@leeway/api";
import { definitions } from "@leeway/nodes";
import { Controller, Get, Query, Req, Res } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AsWritten } from "../accounts/as-written.js";
import { Needs } from "../accounts/auth.guard.js";
import { SettledAnswer } from "../problems/settled-answer.js";
import { pageOf } from "../problems/whole-list.js";

const nameOf = ({ type }: (typeof definitions)[number]) => type;
const whole = new SettledAnswer(pageOf(definitions, {}, nameOf));

/** The catalogue: every node definition as data, in all languages. */
@Controller("api/v1/node-types")
export class NodeTypesController {
  @Needs("workspace.view")
  @AsWritten("whole")
  @Get()
  async list(
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.limit === undefined && query.cursor === undefined) await whole.send(request, reply);
    else void reply.send(pageOf(definitions, query, nameOf));
  }
}
