import {
  erasePersonSchema,
  wholeListQuerySchema,
  type Erasure,
  type ErasureLook,
  type ErasePerson,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import { Readable } from "node:stream";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { PersonTrails, type Trail } from "../people/person-trails.js";
import { pageOf } from "../problems/whole-list.js";
import { Problem } from "../problems/problem.js";
import { ErasureLooks } from "./erasure-looks.service.js";
import { Erasures } from "./erasures.service.js";
import { Marks } from "./marks.js";
import { PersonCopy } from "./person-copy.js";

/** What a person may ask of who keeps their data: a copy, and to be forgotten. */
@Controller("api/v1")
export class PersonalDataController {
  constructor(
    private readonly trails: PersonTrails,
    private readonly copy: PersonCopy,
    private readonly erasures: Erasures,
    private readonly looks: ErasureLooks,
  ) {}

  @Needs("personalData.edit")
  @Get("people/:id/export")
  async export(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const trail = await this.#known(who.workspaceId, id);
    await this.copy.note(who);
    const pieces = this.copy.pieces(who.workspaceId, trail, new Marks(wordsOf(trail)));
    return reply
      .headers({
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="person.json"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      })
      .send(Readable.from(pieces));
  }

  @Needs("personalData.edit")
  @Post("people/:id/erase")
  @HttpCode(202)
  async erase(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: erasePersonSchema.default({ also: [] }) }) { also }: ErasePerson,
  ): Promise<Erasure> {
    const trail = await this.#known(who.workspaceId, id);
    return this.erasures.begin(who, [...new Set([...wordsOf(trail), ...also])]);
  }

  /** Changes nothing: it is asked for before anything is erased. */
  @Needs("personalData.edit")
  @Post("people/:id/erase/look")
  @HttpCode(200)
  async look(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: erasePersonSchema.default({ also: [] }) }) { also }: ErasePerson,
  ): Promise<ErasureLook> {
    const trail = await this.#known(workspaceId, id);
    return this.looks.of(workspaceId, new Marks([...wordsOf(trail), ...also]));
  }

  @Needs("personalData.edit")
  @Get("erasures")
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): { items: Erasure[]; nextCursor?: string } {
    return pageOf(this.erasures.list(workspaceId), query, ({ id }) => id);
  }

  /** Of whom nothing is kept there is nothing to give or to erase. */
  async #known(workspaceId: string, id: string): Promise<Trail> {
    const trail = await this.trails.of(workspaceId, id);
    if (!(await this.trails.isKnown(workspaceId, trail))) throw new Problem("notFound");
    return trail;
  }
}

/** By what a person is known: their ids, phone and e-mail. */
const wordsOf = ({ ids, card }: Trail): string[] =>
  [...ids, card.phone, card.email].filter((word): word is string => word !== null);
