import type { Json, JsonObject } from "./json.js";
import type { ParamRule } from "./param-rules.js";
import type { CountedText, Text } from "./text.js";

/** A trigger starts a run, logic computes, an action talks to the world outside. */
export type NodeKind = "trigger" | "logic" | "action";

/** What repeating a call does: nothing (`read`), the same state again (`idempotent`), a second thing (`create`). */
export type Effect = "read" | "idempotent" | "create";

/** What a step leaves outside: it writes to somebody, changes an entry or rows of a service, sends it a request, or starts a workflow that may. */
export const outsides = ["message", "entry", "row", "request", "workflow"] as const;
export type Outside = (typeof outsides)[number];

/**
 * How a parameter is edited and checked.
 * text · longText · number · boolean · choice · dateTime · phone · email · url · id: one value or one template;
 * json: any value · keyValues: `{ key: template }` · fields: `[{ name, value }]` · list: `[value]` ·
 * dateRange: `{ from, to }` · where: a condition (see conditions.ts) · cases: `[{ id, where }]` ·
 * rows: `[{ column: value }]`, see `columns` · customFields: `[{ type, name, value }]` of the workspace's custom fields ·
 * code: a text that is a program, never a template · workflow: the id of another workflow of the workspace ·
 * schedule: `[rule]`, see schedule/rules.ts.
 */
export type ParamKind =
  | "text"
  | "longText"
  | "number"
  | "boolean"
  | "choice"
  | "dateTime"
  | "phone"
  | "email"
  | "url"
  | "id"
  | "json"
  | "keyValues"
  | "fields"
  | "list"
  | "dateRange"
  | "where"
  | "cases"
  | "rows"
  | "customFields"
  | "code"
  | "workflow"
  | "schedule";

/** The kinds of Leeloo id; each has its own place in Leeloo's screens and links. */
export type IdKind =
  | "category"
  | "template"
  | "account"
  | "person"
  | "leadgentool"
  | "paymentCredits"
  | "offer"
  | "user"
  | "order"
  | "tunnel"
  | "tunnelBlock"
  | "connection"
  | "tag"
  | "workflow";

export interface ParamOption {
  value: string | number | boolean;
  title: Text;
  /** Of a unit: as it is said behind its number, see `amount` of its param. */
  counted?: CountedText;
  /** Of a unit of time: how long one is, in milliseconds. */
  ms?: number;
}

/** Where a picker's choices come from: one read call of the same service, mapped to `{ value, label }`. */
export interface OptionsSource {
  /** The list operation's node type, e.g. `leeloo.tag.list`. */
  nodeType: string;
  /** Path of the list in that operation's output, e.g. `data` or `data.categories`. */
  items: string;
  /** With `[]` (`accounts[].account_id`) every entry of that list is a choice. */
  value: string;
  label: string;
  /** What tells choices of the same name apart: paths, each a part of the second line, several in one part by spaces. */
  detail?: string[];
  /** Params of the list operation taken from params of this node, e.g. `{ category_id: "category_id" }`. */
  from?: Record<string, string>;
}

/**
 * An address or range of the Internet Protocol (`203.0.113.0/24`); the origin of a site (`https://shop.example`); a name
 * that expressions can ask for with a point (`phone`); a time of day (`09:00`); a zone of the tz database (`Europe/Kyiv`).
 */
export type EntryForm = "ipRange" | "webOrigin" | "pathName" | "timeOfDay" | "timezone";

/** How a service wants a value written. `decimal`: a number as text, with each digit that was given and a point. */
export type Form = "isoUtc" | "utcMinutes" | "booleanText" | "decimal";

export interface ParamDefinition {
  /** The literal key in `params`; for services the API's own name, brackets included (`filter[phone]`). */
  name: string;
  kind: ParamKind;
  title: Text;
  help?: Text;
  placeholder?: string;
  required?: boolean;
  default?: Json;
  options?: ParamOption[];
  /** Of a choice of units: the param with their number, which a line says before them. */
  amount?: string;
  /** Of lists with `options`: what is not among them may be written too. */
  others?: boolean;
  optionsFrom?: OptionsSource;
  /** Shown (and sent) only while another param has one of these values; an absent param counts with its default. */
  showIf?: { param: string; in: Json[] };
  idKind?: IdKind;
  /** Of `rows`: what each row has. `showIf` of a column looks at other columns of its row. */
  columns?: ParamDefinition[];
  /** Of a column: no two rows have the same. */
  unique?: boolean;
  /** What is no id is a name: it becomes the id of the choice of `optionsFrom` that is called so. None is ever made. */
  byName?: boolean;
  /** Of `keyValues`: the param with a workflow, whose trigger says which names it wants. */
  namesOf?: string;
  /** Of texts: the most characters the service takes. */
  maxLength?: number;
  /** Of numbers. */
  min?: number;
  max?: number;
  integer?: boolean;
  /** Of lists and rows: the most entries the service takes. */
  maxItems?: number;
  /** Of lists: an entry may hold several e-mail addresses, with commas, semicolons or lines between them; each counts. */
  holds?: "mailboxes";
  /** What a text, or each entry of a literal list, has to be. */
  entries?: EntryForm;
  /** Lives in the tab "Options". */
  advanced?: boolean;
  /** Of a loop: made for each item at its end, with the steps inside in scope, and not when the loop begins. */
  perItem?: boolean;
  /** Taken as it is written: no templates inside. */
  literal?: boolean;
}

export interface PortDefinition {
  id: string;
  title: Text;
  /** As of a param: the port is there only while a param has one of these values. */
  showIf?: { param: string; in: Json[] };
}

/** How a service operation becomes one HTTP request; interpreted by the service's single runner. */
export interface RequestDefinition {
  method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Path below the credential's base URL, `{param}` in braces. */
  path: string;
  /** Names of the params that go to the query, in this order. */
  query?: string[];
  /** Names of the params that go to the body. */
  body?: string[];
  /** The params' texts that the service wants in a certain form. */
  forms?: Record<string, Form>;
  /** The reference labels the body form-data: offers the param `bodyFormat`. */
  formChoice?: boolean;
  /** It answers page by page (`limit`, `offset`): where the entries stand in the output. Offers the params of paging. */
  list?: { items: string };
}

/** An id in an output: of what it is the id, and where its name stands. Paths as in samples, lists as `[]`. */
export interface OutputId {
  idKind: IdKind;
  /** e.g. `data[].name` beside `data[].id`. */
  label?: string;
}

/**
 * Whose step it is, and what it knows of that person. A step that names a person in any of these ways makes that one the
 * run's person: `fields.<name>` in what follows are theirs. `id` and `channels` are paths in the output, lists as `[]`.
 */
export interface PersonDefinition {
  id?: string;
  /** The param with the person's id; the output's own counts where there is one. */
  idParam?: string;
  /** The param with the id of a channel: whose it is, another step may know. */
  channelParam?: string;
  /** The ids of the person's channels. */
  channels?: string;
  /** All custom fields: what is not among them, the person does not have. */
  customFields?: string;
  /** The param with the custom fields that it writes. */
  customFieldsParam?: string;
}

/**
 * Where a list tells whose channel is whose: paths in each of its entries. It is about many people, so it makes nobody
 * the run's person.
 */
export interface OwnersDefinition {
  /** The list in the output. */
  items: string;
  person: string;
  channels: string;
}

/** The credential type a node needs; several: any of them; `optional`: works without. */
export interface CredentialNeed {
  types: string[];
  optional?: boolean;
  /** As of a param: needed only while a param has one of these values. */
  showIf?: { param: string; in: Json[] };
}

/** What a node with these params needs for a credential; undefined where it needs none. */
export function credentialNeed(
  { credential, params: known }: Pick<NodeDefinition, "credential" | "params">,
  params: Readonly<Record<string, Json>>,
): CredentialNeed | undefined {
  const { showIf } = credential ?? {};
  if (!showIf) return credential;
  const given = Object.hasOwn(params, showIf.param) ? params[showIf.param] : undefined;
  const value = given ?? known.find(({ name }) => name === showIf.param)?.default ?? null;
  return showIf.in.includes(value) ? credential : undefined;
}

/** What a node with these params gives, for example. */
export function sampleOf({ sample, samples }: NodeDefinition, params: Readonly<Record<string, Json>>): Json {
  const value = samples && Object.hasOwn(params, samples.param) ? params[samples.param] : undefined;
  return samples && typeof value === "string" && Object.hasOwn(samples.by, value) ? samples.by[value]! : sample;
}

/**
 * A node type as data: plain JSON, safe in a browser, served by `GET /api/v1/node-types`.
 * The engine reads behaviour from here and never asks for a type by name.
 */
export interface NodeDefinition {
  type: string;
  version: number;
  kind: NodeKind;
  title: Text;
  summary: Text;
  /** The card's one line, made from params: `Send “{text}” to {account_id}`. A missing param leaves its piece out. */
  line?: Text;
  group: NodeGroup;
  /** A name of the editor's icon set. */
  icon: string;
  /** It reads for pickers and for tests of credentials alone: not offered as a step. */
  unlisted?: boolean;
  credential?: CredentialNeed;
  params: ParamDefinition[];
  /** What has to hold of several of them, or beside their kinds. */
  rules?: ParamRule[];
  /** Outgoing ports; `error` is added by `onError: "branch"` and never listed. */
  ports: PortDefinition[];
  /** Ports made from a list param (`logic.switch`): each entry's `id` becomes a port, before the listed ones. */
  portsFrom?: string;
  effect: Effect;
  /** For requests whose effect depends on the method: effect by the value of that param. */
  effectFrom?: { param: string; map: Record<string, Effect>; unless?: { param: string; effect: Effect } };
  /** Of what is done outside where its effect is not to read: whoever tries it for real is asked before. */
  outside?: Outside;
  /** Attempts with the first, when the node says nothing. */
  maxAttempts: number;
  /**
   * It holds other nodes, which are done for each of the items in `params.items`: see the document's `parent`. Its port
   * `item` leads into its body, `done` on from it; `concurrency`, `onItemError` and `collect` are its params.
   */
  loop?: boolean;
  /** It may wait for a call: `run.callbackUrls.<its id>` is the address, from the beginning of the run. */
  callback?: boolean;
  /** Its output is the answer of a webhook that waits for `node`. */
  responds?: boolean;
  /** The one person whom it reads, writes or writes to. */
  person?: PersonDefinition;
  owners?: OwnersDefinition;
  /** The ids of its output by path, e.g. `data[].accounts[].account_id`: tells what fits into which param. */
  ids?: Record<string, OutputId>;
  request?: RequestDefinition;
  sample: Json;
  /** Other samples by the value of a param. */
  samples?: { param: string; by: Record<string, Json> };
  /** JSON Schema of the output; helps the picker, never fails a step. */
  outputSchema: JsonObject;
}

export const nodeGroups = [
  "triggers",
  "logic",
  "http",
  "services",
  "people",
  "messages",
  "templates",
  "orders",
  "tags",
  "tunnels",
  "channels",
  "calls",
  "users",
] as const;
/** Headings of the palette. */
export type NodeGroup = (typeof nodeGroups)[number] | (string & {});

/** Every definition by its type. */
export type Catalogue = ReadonlyMap<string, NodeDefinition>;
