import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readBodies } from "./bodies.js";
import { ProblemFilter } from "./problem.filter.js";
import { rememberRoutes } from "./route-table.js";
import { SchemaPipe } from "./schema-pipe.js";

/** Whatever type of body arrives below these, somebody there knows how to read it. */
const CALLED_BY_ALL = ["/hooks/", "/hooks-test/", "/forms/", "/forms-test/"];

/**
 * How every HTTP call is read, checked and refused; the server and the tests of its parts set it up here. Before the
 * routes are made. `surprise` hears of faults of our own.
 */
export function prepareHttp(
  app: NestFastifyApplication,
  surprise: (error: unknown, request: FastifyRequest) => void = () => {},
): FastifyInstance {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  rememberRoutes(fastify);
  readBodies(fastify, CALLED_BY_ALL);
  app.useGlobalFilters(new ProblemFilter(surprise));
  app.useGlobalPipes(new SchemaPipe());
  return fastify;
}
