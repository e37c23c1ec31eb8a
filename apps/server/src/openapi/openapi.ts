import {
  isPermission,
  keyMay,
  problemDocumentSchema,
  runChangeSchema,
  runEventSchema,
  startRunAnswerSchema,
} from "@leeway/api";
import type { INestApplication, Type } from "@nestjs/common";
import { ModulesContainer } from "@nestjs/core";
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from "@nestjs/swagger";
import { z } from "zod";
import { routeRules, type RouteRule } from "../accounts/route-rules.js";
import { jsonSchemaOf, type JsonSchema } from "./components.js";
import type { Answer, Route } from "./route.js";
import { routes } from "./routes.js";

export const OPENAPI = Symbol("openapi");

/** Made on the first question: nobody pays for it at the start. */
export class OpenApiSource {
  #made: OpenAPIObject | undefined;
  #app: INestApplication | undefined;

  constructor(private readonly version: string) {}

  /** Called once, when the routes are there. */
  describe(app: INestApplication): void {
    this.#app = app;
  }

  document(): OpenAPIObject {
    if (!this.#app) throw new Error("asked before the routes were there");
    return (this.#made ??= describeApi(this.#app, this.version));
  }
}

type Operation = NonNullable<OpenAPIObject["paths"][string]["get"]>;
type Parameter = { name: string; in: string; required?: boolean };

const about =
  "Workflows, runs, credentials and values of a workspace. Errors are problem documents (RFC 9457): `code` is stable, " +
  "`title` and `detail` follow Accept-Language (en, uk, ru). Lists answer `{ items, nextCursor? }`.";

/** What Nest knows of the routes (paths, parameters, bodies), with what `routes.ts` says of them. */
function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const schemas: JsonSchema = {};
  const made = SwaggerModule.createDocument(app, new DocumentBuilder().build(), {
    standardSchemaConverter: (schema, { schemaType }) => ({
      schema: jsonSchemaOf(schema as z.ZodType, schemaType, schemas),
    }),
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, "")}_${method}`,
  });
  for (const schema of [problemDocumentSchema, runEventSchema, runChangeSchema])
    jsonSchemaOf(z.array(schema), "output", schemas);
  return {
    openapi: "3.1.0",
    info: { title: "Leeway", description: about, version },
    servers: [{ url: "/" }],
    security: securityOf("workspace.view"),
    tags: Object.keys(routes).map((name) => ({ name })),
    paths: pathsOf(made.paths, routeRules(controllersOf(app)), schemas),
    components: { schemas, ...fixedComponents } as NonNullable<OpenAPIObject["components"]>,
  };
}

const fixedComponents = {
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer", description: "An API key; it belongs to one workspace." },
    cookie: {
      type: "apiKey",
      in: "cookie",
      name: "leeway",
      description:
        "The editor's session (`__Host-leeway` over https). `X-Leeway-Workspace` names the workspace, else it is the last used one.",
    },
  },
  parameters: {
    AcceptLanguage: {
      name: "Accept-Language",
      in: "header",
      required: false,
      description: "The language of messages: en, uk or ru.",
      schema: { type: "string" },
    },
  },
  responses: {
    Problem: {
      description: "What is wrong, in the language of Accept-Language",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/ProblemDocument" } } },
    },
  },
};

/** Every controller of the server. */
export const controllersOf = (app: INestApplication): Type[] =>
  [...app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
    [...controllers.values()].flatMap(({ metatype }) => (metatype ? [metatype as Type] : [])),
  );

function securityOf(rule: RouteRule): Record<string, string[]>[] {
  if (!isPermission(rule)) return [];
  return keyMay("owner", rule) ? [{ bearer: [] }, { cookie: [] }] : [{ cookie: [] }];
}

/** In the order of `routes.ts`. What Nest knows and `routes.ts` does not is left out; a test holds them together. */
function pathsOf(
  known: OpenAPIObject["paths"],
  rules: ReadonlyMap<string, RouteRule>,
  schemas: JsonSchema,
): OpenAPIObject["paths"] {
  const paths: OpenAPIObject["paths"] = {};
  for (const [tag, described] of Object.entries(routes))
    for (const [route, one] of Object.entries(described)) {
      const [method = "", path = ""] = route.split(" ");
      const ofNest = known[path]?.[method.toLowerCase() as "get"];
      const operation = ofNest ?? (tag === "Webhooks" ? ofDoor(method, path) : undefined);
      if (!operation) continue;
      const item = (paths[path] ??= {});
      item[method.toLowerCase() as "get"] = {
        ...operationOf(operation, tag, one, schemas),
        ...neededFor(rules.get(route) ?? "open"),
      };
    }
  return paths;
}

/** Who is let in: by a key or a person, and with which permission. */
function neededFor(rule: RouteRule): object {
  return { security: securityOf(rule), ...(isPermission(rule) && { "x-leeway-permission": rule }) };
}

/** Webhooks have a door of their own, of which Nest does not know. */
function ofDoor(method: string, path: string): Operation {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return {
    operationId: `${doorName(path)}_${method.toLowerCase()}`,
    parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    responses: { 200: { description: "" } },
  };
}

const doorName = (path: string) =>
  path.includes("/resume/") ? "resume" : path.startsWith("/hooks-test/") ? "hookTest" : "webhook";

function operationOf(operation: Operation, tag: string, route: Route, schemas: JsonSchema): Operation {
  const { summary, answer } = route;
  const parameters = ((operation.parameters ?? []) as Parameter[]).map(parameterOf);
  return {
    operationId: operation.operationId ?? "",
    tags: [tag],
    summary,
    ...(parameters.length > 0 && { parameters: parameters as NonNullable<Operation["parameters"]> }),
    ...(operation.requestBody && { requestBody: bodyOf(operation.requestBody) }),
    ...(tag === "Webhooks" && operation.operationId?.match(/_(post|put|patch)$/) && { requestBody: anyBody }),
    responses: {
      ...(tag === "Webhooks" ? hookAnswers(schemas) : { [statusOf(operation)]: responseOf(answer, schemas) }),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

const anyBody = { description: "JSON, a form or text, up to 1 MB", content: { "*/*": { schema: {} } } };

/** Nest takes every body for needed; one with a default may be left out. */
function bodyOf(body: NonNullable<Operation["requestBody"]>): typeof body {
  if ("$ref" in body) return body;
  const schema = body.content["application/json"]?.schema;
  return { ...body, required: !(schema && "default" in schema) };
}

/** Nest takes a header for needed; ours never are. */
function parameterOf(parameter: Parameter): Parameter | { $ref: string } {
  if (parameter.in !== "header") return parameter;
  if (parameter.name === "accept-language") return { $ref: "#/components/parameters/AcceptLanguage" };
  return { ...parameter, required: false };
}

const statusOf = ({ responses }: Operation) => Object.keys(responses).find((status) => status.startsWith("2")) ?? "200";

function responseOf(answer: Answer, schemas: JsonSchema) {
  if (!answer) return { description: "Done" };
  if (answer instanceof z.ZodType)
    return {
      description: "Done",
      content: { "application/json": { schema: jsonSchemaOf(answer, "output", schemas) } },
    };
  return { description: answer.about, content: { [answer.type]: { schema: { type: "string" as const } } } };
}

function hookAnswers(schemas: JsonSchema) {
  const accepted = startRunAnswerSchema.extend({ url: z.string().optional(), duplicate: z.boolean().optional() });
  return {
    "200": {
      description: "What the workflow answers; its status and headers may be others",
      content: { "*/*": { schema: {} } },
    },
    "202": responseOf(accepted, schemas),
  };
}
