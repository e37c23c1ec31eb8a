import { createHash, createVerify } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Cells of a sheet, row by row. */
type Cells = (string | number | boolean)[][];
export interface GoogleServer {
  origin: string;
  /** Sheets by title, of the one spreadsheet there is. */
  sheets: Record<string, Cells>;
  /** Every request: method, decoded path with query, and body. */
  received: { method: string; path: string; body: unknown }[];
  /** What the next requests whose path holds this are answered, instead: status, and Google's error. */
  refuse: { path: string; status: number; error: object } | undefined;
  /** The public keys of accounts, by address; a token is given to who signs with one of them. */
  accounts: Record<string, string>;
  tokens: Set<string>;
  /** Codes that its page gave: the challenge of who asked, and what the person ticked. */
  codes: Map<string, { challenge: string; redirect: string; scope: string }>;
  /** What people have allowed and not withdrawn. */
  allowed: Set<string>;
  server: Server;
}

export const SPREADSHEET = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
const GRID = { rows: 1_000, columns: 26 };

/**
 * Google's token address and the part of its Sheets API that Leeway uses, as their reference describes them
 * (https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values).
 */
export async function googleServer(): Promise<GoogleServer> {
  const google: GoogleServer = {
    origin: "",
    sheets: {},
    received: [],
    refuse: undefined,
    accounts: {},
    tokens: new Set(["good-token"]),
    codes: new Map(),
    allowed: new Set(),
    server: createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const url = new URL(request.url ?? "", google.origin);
        const { status, body } = answerTo(google, request.method ?? "", url, text, request.headers.authorization ?? "");
        response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
      });
    }),
  };
  await new Promise<void>((resolve) => google.server.listen(0, "127.0.0.1", resolve));
  google.origin = `http://127.0.0.1:${(google.server.address() as AddressInfo).port}`;
  return google;
}

interface Answer {
  status: number;
  body: object;
}
const refusal = (status: number, word: string, message: string): Answer => ({
  status,
  body: { error: { code: status, status: word, message } },
});

function answerTo(google: GoogleServer, method: string, url: URL, text: string, authorization: string): Answer {
  const path = decodeURIComponent(url.pathname);
  const form = url.pathname === "/token";
  const body: unknown = form
    ? Object.fromEntries(new URLSearchParams(text))
    : text === ""
      ? undefined
      : JSON.parse(text);
  google.received.push({ method, path: `${path}${url.search}`, body });
  const { refuse } = google;
  if (refuse && path.includes(refuse.path)) return { status: refuse.status, body: refuse.error };
  if (form) return tokenFor(google, body as Record<string, string>);
  if (!google.tokens.has(authorization.replace(/^Bearer /, "")))
    return refusal(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
  const [, id, rest = ""] = /^\/v4\/spreadsheets\/([^/]+?)((?:\/values.*)?)$/.exec(path) ?? [];
  if (id !== SPREADSHEET) return refusal(404, "NOT_FOUND", "Requested entity was not found.");
  return valuesOf(google, method, rest, url.searchParams, body as ValueRange & Batch);
}

interface ValueRange {
  range?: string;
  values?: (string | number | boolean | null)[][];
}
interface Batch {
  valueInputOption?: string;
  data?: ValueRange[];
}

function valuesOf(
  google: GoogleServer,
  method: string,
  rest: string,
  query: URLSearchParams,
  body: ValueRange & Batch,
) {
  if (rest === "") return { status: 200, body: { properties: { title: "Shop" }, sheets: tabsOf(google) } };
  if (rest === "/values:batchUpdate" && method === "POST") {
    if (!body.valueInputOption) return refusal(400, "INVALID_ARGUMENT", "'valueInputOption' is required");
    const responses = (body.data ?? []).map((one) => write(google, placeIn(google, one.range ?? ""), one));
    return { status: 200, body: { spreadsheetId: SPREADSHEET, totalUpdatedRows: responses.length, responses } };
  }
  const append = rest.endsWith(":append");
  const range = rest.slice("/values/".length, append ? -":append".length : undefined);
  const place = placeIn(google, range);
  if (!place) return refusal(400, "INVALID_ARGUMENT", `Unable to parse range: ${range}`);
  if (method === "GET") return { status: 200, body: { range, majorDimension: "ROWS", ...shown(place) } };
  const option = query.get("valueInputOption");
  if (option !== "RAW" && option !== "USER_ENTERED")
    return refusal(400, "INVALID_ARGUMENT", "'valueInputOption' is required but not specified");
  if (method === "PUT" && !append) return { status: 200, body: write(google, place, body) };
  if (method !== "POST") return refusal(404, "NOT_FOUND", "no such method");
  // "The next row of the table" that the range lies in, from its first column on.
  const row = Math.max(place.row, place.cells.findLastIndex((cells) => cells.some((cell) => cell !== "")) + 1);
  const updates = write(google, { ...place, row }, body);
  return { status: 200, body: { spreadsheetId: SPREADSHEET, tableRange: range, updates } };
}

const tabsOf = ({ sheets }: GoogleServer) =>
  Object.keys(sheets).map((title, sheetId) => ({ properties: { sheetId, title } }));

interface Place {
  title: string;
  cells: Cells;
  /** From 0; the row and column where it begins, and its last row. */
  row: number;
  column: number;
  lastRow: number;
}

/** `'Orders'!B2:D2`, `'Orders'!1:1` or `'Orders'` in A1 notation; nothing where there is no such sheet. */
function placeIn({ sheets }: GoogleServer, range: string): Place | undefined {
  const [, quoted = "", cells] = /^'((?:[^']|'')*)'(?:!(.+))?$/.exec(range) ?? [];
  const title = quoted.replaceAll("''", "'");
  const found = Object.hasOwn(sheets, title) ? sheets[title] : undefined;
  if (!found) return undefined;
  if (cells === undefined) return { title, cells: found, row: 0, column: 0, lastRow: GRID.rows - 1 };
  const [, letters = "", first = "1", last = first] = /^([A-Z]*)(\d+)(?::[A-Z]*(\d+))?$/.exec(cells) ?? [];
  const column = letters.split("").reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { title, cells: found, row: Number(first) - 1, column: Math.max(0, column - 1), lastRow: Number(last) - 1 };
}

/** Without the empty cells and rows at the end, as Google leaves them out; without `values` where there are none. */
function shown({ cells, row, lastRow }: Place): { values?: Cells } {
  const rows = cells.slice(row, lastRow + 1).map((one) => one.slice(0, one.findLastIndex((cell) => cell !== "") + 1));
  const values = rows.slice(0, rows.findLastIndex((one) => one.length > 0) + 1);
  return values.length === 0 ? {} : { values };
}

/** "Null values will be skipped. To set a cell to an empty value, set the string value to an empty string." */
function write({ sheets }: GoogleServer, place: Place | undefined, { values = [] }: ValueRange): object {
  const cells = place && sheets[place.title];
  if (!place || !cells) throw new Error("no such sheet");
  values.forEach((row, down) => {
    const at = place.row + down;
    while (cells.length <= at) cells.push([]);
    row.forEach((value, along) => {
      const line = cells[at] ?? [];
      while (line.length <= place.column + along) line.push("");
      if (value !== null) line[place.column + along] = value;
    });
  });
  const updatedRange = `${place.title}!A${place.row + 1}:Z${place.row + values.length}`;
  return { spreadsheetId: SPREADSHEET, updatedRange, updatedRows: values.length };
}

/** The token for a signed assertion (https://developers.google.com/identity/protocols/oauth2/service-account). */
function tokenFor(google: GoogleServer, form: Record<string, string>): Answer {
  const no = (error_description: string) => ({ status: 400, body: { error: "invalid_grant", error_description } });
  if (form["client_id"] !== undefined) return tokenForPerson(google, form);
  if (form["grant_type"] !== "urn:ietf:params:oauth:grant-type:jwt-bearer") return no("unsupported");
  const [head = "", claims = "", signature = ""] = (form["assertion"] ?? "").split(".");
  const said = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<string, unknown>;
  const key = google.accounts[String(said["iss"])];
  if (key === undefined) return no("Invalid grant: account not found");
  if (!createVerify("RSA-SHA256").update(`${head}.${claims}`).verify(key, signature, "base64url"))
    return no("Invalid JWT Signature.");
  const now = Date.now() / 1000;
  const fresh = Number(said["iat"]) <= now + 60 && Number(said["exp"]) > now;
  if (!fresh || Number(said["exp"]) - Number(said["iat"]) > 3_600) return no("Invalid JWT: Token must be short-lived.");
  if (said["aud"] !== `${google.origin}/token`) return no("Invalid JWT: wrong audience");
  return { status: 200, body: newToken(google) };
}

function newToken({ tokens }: GoogleServer) {
  const access_token = `ya29.token-${tokens.size}`;
  tokens.add(access_token);
  return { access_token, expires_in: 3_599, token_type: "Bearer" };
}

/** The person presses "Allow" on the page that this address leads to; answers where the browser is sent. */
export function allow(google: GoogleServer, address: string, ticked?: string): URL {
  const asked = new URL(address).searchParams;
  const [code, redirect] = [`4/code-${google.codes.size}`, asked.get("redirect_uri") ?? ""];
  if (asked.get("code_challenge_method") !== "S256") throw new Error("no PKCE");
  const scope = ticked ?? asked.get("scope") ?? "";
  google.codes.set(code, { challenge: asked.get("code_challenge") ?? "", redirect, scope });
  const back = new URL(redirect);
  back.search = new URLSearchParams({ state: asked.get("state") ?? "", code, scope }).toString();
  return back;
}

/** https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code and #offline */
function tokenForPerson(google: GoogleServer, form: Record<string, string>): Answer {
  const no = (error: string, error_description: string) => ({ status: 400, body: { error, error_description } });
  if (form["client_id"] !== "shop-app" || form["client_secret"] !== "app-secret")
    return { status: 401, body: { error: "invalid_client", error_description: "The OAuth client was not found." } };
  if (form["grant_type"] === "refresh_token") {
    if (!google.allowed.has(form["refresh_token"] ?? ""))
      return no("invalid_grant", "Token has been expired or revoked.");
    return { status: 200, body: newToken(google) };
  }
  const code = google.codes.get(form["code"] ?? "");
  google.codes.delete(form["code"] ?? "");
  const challenge = createHash("sha256")
    .update(form["code_verifier"] ?? "")
    .digest("base64url");
  if (!code || code.challenge !== challenge) return no("invalid_grant", "Malformed auth code.");
  if (code.redirect !== form["redirect_uri"]) return no("redirect_uri_mismatch", "Bad Request");
  const refresh_token = `1//refresh-${google.allowed.size}`;
  google.allowed.add(refresh_token);
  const claims = Buffer.from(JSON.stringify({ email: "anna@shop.example" })).toString("base64url");
  return { status: 200, body: { ...newToken(google), refresh_token, scope: code.scope, id_token: `h.${claims}.s` } };
}
