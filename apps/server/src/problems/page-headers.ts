import type { FastifyInstance } from "fastify";
import helmet from "helmet";
import type { IncomingMessage, ServerResponse } from "node:http";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What goes with every answer of a route, in the place of the headers that protect pages. */
    headers?: Readonly<Record<string, string>>;
  }
}

/** For what strangers or workflows made: no page, whatever it says it is, with no script, and shown in no other page. */
export const nobodysPage = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** What a page may never ask a browser for: nothing here needs it. Passkeys and the clipboard stay open to our own pages. */
const unused = ["camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb"];

/** Headers that go with every answer, whoever asked. */
const always = (https: boolean): Record<string, string> => ({
  "x-content-type-options": "nosniff",
  // Files of the editor and the node types say how they may be kept; nothing else is kept.
  "cache-control": "no-store",
  ...(https && { "strict-transport-security": "max-age=31536000; includeSubDomains" }),
});

/** Headers that go with an answer to a program, which shows no pages: it is nobody's. */
export const ofPrograms = (https: boolean): Record<string, string> => ({
  ...always(https),
  "content-security-policy": nobodysPage,
});

/** Headers that go with every other answer, whatever it is, unless a route says otherwise. */
export const ofAll = (https: boolean): Record<string, string> => ({
  ...always(https),
  // Keys of webhooks and forms are in addresses.
  "referrer-policy": "no-referrer",
  "permissions-policy": unused.map((feature) => `${feature}=()`).join(", "),
});

/** What a refusal carries that no hook ever saw, as there was no request to speak of: it is nobody's page. */
export const bareHeaders = (https: boolean): Record<string, string> => ({
  ...ofAll(https),
  "content-security-policy": nobodysPage,
});

/** Headers that keep the editor's pages to themselves, with every answer of a route that does not name its own. */
export function protect(fastify: FastifyInstance, https: boolean): void {
  const ofPages = { ...ofAll(https), ...pageHeaders(https) };
  const ofOthers = new Map<object, Record<string, string>>();
  fastify.addHook("onRoute", ({ config }) => {
    if (config?.headers) ofOthers.set(config.headers, { ...ofAll(https), ...config.headers });
  });
  fastify.addHook("onRequest", (request, reply, done) => {
    const { headers } = request.routeOptions.config;
    void reply.headers((headers && ofOthers.get(headers)) ?? ofPages);
    done();
  });
}

/** Made once: making them anew for each answer took longer than all of Fastify's own work. */
function pageHeaders(https: boolean): Record<string, string> {
  const protectPages = helmet({
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Mantine sets styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  const made: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => {
      made[name] = value;
    },
    removeHeader: (name: string) => {
      delete made[name];
    },
  };
  protectPages({} as IncomingMessage, answer as unknown as ServerResponse, () => {});
  return made;
}
