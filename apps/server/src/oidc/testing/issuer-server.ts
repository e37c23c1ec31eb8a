import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** Somebody with an account at the issuer; they sign in there by their subject. */
export interface Account {
  subject: string;
  email?: string;
  verified?: boolean;
  name?: string;
  /** How they sign in there, as its tokens say (`amr`). */
  methods?: string[];
}
/** What a browser keeps of the issuer: with it, it is signed in there. */
export type Cookies = Map<string, string>;
export interface IssuerServer {
  url: string;
  /** Lets a browser sign in there as somebody, where it is asked to; answers the query it comes back with. */
  browse: (address: string, subject: string, cookies?: Cookies) => Promise<string>;
  close: () => Promise<void>;
}

/** `alwaysSaysWhen`: each of its tokens says when one has signed in there, also where nobody asks for it. */
interface IssuerSettings {
  port?: number;
  alwaysSaysWhen?: boolean;
}

/** A real provider of OpenID Connect with its own pages for signing in. For tests. */
export async function startIssuer(
  redirectUri: string,
  accounts: readonly Account[],
  { port = 0, alwaysSaysWhen = false }: IssuerSettings = {},
): Promise<IssuerServer> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: "leeway",
        client_secret: "issuer-secret",
        redirect_uris: [redirectUri],
        require_auth_time: alwaysSaysWhen,
      },
    ],
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, subject) => {
      const account = accounts.find((one) => one.subject === subject);
      if (!account) return undefined;
      const { email, verified = true, name } = account;
      const claims = { sub: subject, ...(email && { email, email_verified: verified }), ...(name && { name }) };
      return { accountId: subject, claims: () => claims };
    },
    cookies: { keys: ["a key of the tests"] },
  });
  sayHow(provider, accounts);
  const answer = provider.callback();
  server.on("request", (request, reply) => void answer(request, reply));
  return {
    url,
    browse: (address, subject, cookies) => browse(address, redirectUri, subject, cookies),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

/** Its own pages for signing in know of no ways to do so: what they hand on is completed. */
function sayHow({ Session }: Provider, accounts: readonly Account[]): void {
  const { prototype } = Session as unknown as { prototype: { loginAccount: (of: LoggedIn) => void } };
  const login = prototype.loginAccount;
  prototype.loginAccount = function (of) {
    const amr = accounts.find(({ subject }) => subject === of.accountId)?.methods;
    login.call(this, { ...of, ...(amr && { amr }) });
  };
}
interface LoggedIn {
  accountId: string;
  amr?: string[];
}

/** Follows where it is led, fills in the provider's forms, and keeps its cookies, as a browser does. */
async function browse(
  address: string,
  end: string,
  subject: string,
  cookies: Cookies = new Map<string, string>(),
): Promise<string> {
  let next = address;
  let form: URLSearchParams | undefined;
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.startsWith(`${end}?`)) return next.slice(end.length + 1);
    const answer = await fetch(next, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form && { method: "POST", body: form }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";", 1)[0]?.split(/=(.*)/) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const to = answer.headers.get("location");
    if (to !== null) next = new URL(to, next).href;
    else {
      const page = await answer.text();
      const action = /action="([^"]+)"/.exec(page)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!action || !prompt) throw new Error(`the provider's page has no form: ${page.slice(0, 300)}`);
      next = new URL(action, next).href;
      form = new URLSearchParams({ prompt, ...(prompt === "login" && { login: subject, password: "any" }) });
    }
  }
  throw new Error("the provider leads nowhere");
}
