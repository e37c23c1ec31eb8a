import { problemDocumentSchema } from "@leeway/api";
import type { INestApplication } from "@nestjs/common";
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from "@nestjs/swagger";
import { z } from "zod";

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

/** What schemas accept, as JSON Schema of OpenAPI 3.1. */
function jsonSchemaOf(schema: unknown, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _, ...made } = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: "any", reused: "inline" });
  return made as Record<string, unknown>;
}

function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle("Leeway")
    .setDescription("Workflows, runs, credentials and values of a workspace. Errors are problem documents (RFC 9457).")
    .setVersion(version)
    .setOpenAPIVersion("3.1.0")
    .addBearerAuth({ type: "http", scheme: "bearer", description: "An API key of a workspace" })
    .addSecurityRequirements("bearer")
    .addGlobalResponse({
      status: "default",
      description: "What is wrong, in the language of Accept-Language",
      content: {
        "application/problem+json": { schema: jsonSchemaOf(problemDocumentSchema, "output") },
      },
    })
    .build();
  return SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: (schema, { schemaType }) => ({ schema: jsonSchemaOf(schema, schemaType) }),
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, "")}_${method}`,
  });
}
