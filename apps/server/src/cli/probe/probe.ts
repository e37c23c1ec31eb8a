import { isObject, type HttpAnswer, type Json } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { CommandRefused } from "../command-refused.js";
import { ProbeCaller, type HeaderForm, type ProbeTarget } from "./caller.js";
import { bodyOf } from "./answer.js";
import { openPointsOf, type OpenPoint } from "./open-points.js";
import { questions, type Question } from "./questions.js";
import { differencesOf, type Difference } from "./shape.js";

/** What one operation answered, beside what was decided of it. */
interface Finding {
  type: string;
  call: string;
  /** 0: no answer came, or it was not asked. */
  status: number;
  /** Why it could not be asked. */
  skipped?: string;
  differences: Difference[];
  /** Fields that the answer has beyond the definition. No difference: a reference shows less than there is. */
  more: string[];
}
export interface ProbeReport {
  baseUrl: string;
  /** Which header carries the token. */
  headers: Record<HeaderForm, boolean>;
  /** Headers that tell of limits, from the latest answer that had them. */
  limits: Record<string, string>;
  findings: Finding[];
  openPoints: OpenPoint[];
  differences: number;
}

const forms: readonly HeaderForm[] = ["X-Leeloo-AuthToken", "Authorization"];

/** Asks every reading operation once and compares; then asks how people are filtered. Throws where nothing can be learned at all. */
export async function probe(target: ProbeTarget): Promise<ProbeReport> {
  const caller = new ProbeCaller(target);
  try {
    const headers = await whichHeaders(caller);
    const form = headers["X-Leeloo-AuthToken"] ? "X-Leeloo-AuthToken" : "Authorization";
    const answers = new Map<string, Json>();
    const limits: Record<string, string> = {};
    const findings: Finding[] = [];
    for (const question of questions) findings.push(await ask(question, caller, form, answers, limits));
    const askPeople = (query: URLSearchParams) => caller.get(`/people?${query.toString()}`, form);
    const openPoints = await openPointsOf(askPeople, answers.get("leeloo.person.list"), answers.get("leeloo.tag.list"));
    const decided = ["300", undefined].includes(limits["ratelimit-limit"] ?? limits["x-ratelimit-limit"]);
    const differences =
      findings.reduce((sum, one) => sum + one.differences.length, 0) +
      openPoints.filter(({ differs }) => differs).length +
      (headers["X-Leeloo-AuthToken"] ? 0 : 1) +
      (decided ? 0 : 1);
    return { baseUrl: target.baseUrl, headers, limits, findings, openPoints, differences };
  } finally {
    await caller.close();
  }
}

async function whichHeaders(caller: ProbeCaller): Promise<Record<HeaderForm, boolean>> {
  const works: Record<HeaderForm, boolean> = { "X-Leeloo-AuthToken": false, Authorization: false };
  let last = "";
  for (const form of forms) {
    const answer = await caller.get("/tags", form);
    if (answer.kind !== "answered") throw new CommandRefused(`Leeloo cannot be reached (${answer.error.code}).`, 2);
    works[form] = answer.status !== 401 && answer.status !== 403;
    last = `HTTP ${answer.status}`;
  }
  if (!works["X-Leeloo-AuthToken"] && !works.Authorization)
    throw new CommandRefused(
      `The token is refused in either header (${last}). Make a new one in Leeloo: Settings → Integrations → API; a refreshed token ends the old one.`,
      2,
    );
  return works;
}

async function ask(
  { type, id, query }: Question,
  caller: ProbeCaller,
  form: HeaderForm,
  answers: Map<string, Json>,
  limits: Record<string, string>,
): Promise<Finding> {
  const definition = catalogue.get(type);
  const shape = definition?.request?.path ?? "";
  const finding: Finding = { type, call: `GET ${shape}`, status: 0, differences: [], more: [] };
  const own = id?.from(answers);
  if (id && typeof own !== "string") return { ...finding, skipped: `no ${id.of} to ask about` };
  const path = shape.replace(/\{\w+\}/, encodeURIComponent(typeof own === "string" ? own : ""));
  const answer = await caller.get(query === undefined ? path : `${path}?${encodeURI(query)}`, form);
  if (answer.kind !== "answered") return { ...finding, differences: [gap("an answer", answer.error.code)] };
  Object.assign(limits, limitsOf(answer));
  const { status } = answer;
  const body = bodyOf(answer.body);
  if (body !== undefined) answers.set(type, body);
  const wrong = whatIsWrong(answer, body);
  if (wrong) return { ...finding, status, differences: [wrong] };
  const more = new Set<string>();
  const differences = differencesOf(body, definition?.outputSchema ?? {}, "", more);
  return { ...finding, status, differences, more: [...more] };
}

const gap = (expected: string, found: string): Difference => ({ path: "", expected, found });

function whatIsWrong({ status }: { status: number }, body: Json | undefined): Difference | undefined {
  if (status < 200 || status > 299) return gap("HTTP 200", `HTTP ${status}`);
  if (!isObject(body)) return gap("a JSON object", body === undefined ? "no JSON" : "other JSON");
  return body["status"] === 0 ? gap("status: 1", "status: 0") : undefined;
}

const limitsOf = ({ headers }: Extract<HttpAnswer, { kind: "answered" }>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^(x-)?ratelimit|^retry-after$/i.test(name)));
