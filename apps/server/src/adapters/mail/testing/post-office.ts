import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { localhost } from "./certificate.js";

/** A letter as it arrived: who it was handed over for, and all that was written. */
interface Arrived {
  from: string;
  to: string[];
  raw: string;
  encrypted: boolean;
}
export interface PostOffice {
  port: number;
  arrived: Arrived[];
  /** Passwords that were shown to it. */
  passwords: string[];
  /** How it ends the next letter, instead of taking it. */
  next: { code: number; text: string } | undefined;
  close: () => Promise<void>;
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/** A real mail server: its one account is `shop` with the password `app-password`; addresses at `nowhere.example` do not exist. */
export async function postOffice(options: SMTPServerOptions = {}): Promise<PostOffice> {
  const office: PostOffice = { port: 0, arrived: [], passwords: [], next: undefined, close: async () => {} };
  const server = new SMTPServer({
    ...localhost,
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      office.passwords.push(password ?? "");
      if (username === "shop" && password === "app-password") done(null, { user: "shop" });
      else done(refusal(535, "5.7.8 Username and password not accepted"));
    },
    onRcptTo({ address }, _session, done) {
      done(address.endsWith("@nowhere.example") ? refusal(550, "5.1.1 No such user here") : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { next } = office;
        office.next = undefined;
        if (next) return done(refusal(next.code, next.text));
        const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
        const to = session.envelope.rcptTo.map(({ address }) => address);
        office.arrived.push({ from, to, raw: Buffer.concat(chunks).toString("utf8"), encrypted: session.secure });
        done(null);
      });
    },
    ...options,
  });
  // A caller that hangs up in the middle is what some tests are about.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  office.port = (server.server.address() as AddressInfo).port;
  office.close = () => new Promise((resolve) => server.close(() => resolve()));
  return office;
}

/** A mail server by hand, that answers each line as it is told; nothing: it hangs up. */
export async function oddOffice(answer: (line: string, socket: Socket) => string | undefined): Promise<{
  port: number;
  heard: string[];
  server: Server;
}> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    const greeting = answer("", socket);
    if (greeting === undefined) return void socket.destroy();
    socket.write(`${greeting}\r\n`);
    let rest = "";
    socket.on("data", (chunk) => {
      rest += chunk.toString("utf8");
      const lines = rest.split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        heard.push(line);
        const said = answer(line, socket);
        if (said === undefined) return void socket.destroy();
        if (said !== "") socket.write(`${said}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, heard, server };
}
