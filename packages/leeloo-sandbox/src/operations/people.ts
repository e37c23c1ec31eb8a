import { needId, needText, page, text } from "../read.js";
import { notFound, ok, Refusal, type Reply } from "../reply.js";
import type { Json, Person } from "../state.js";
import { isId, type Call } from "../world.js";
import { tagName } from "./new-people.js";
import { account, card, channelsOf } from "./person-card.js";

/** GET /people */
export function listPeople(call: Call): Reply {
  const { people } = call.world.state;
  const wanted = peopleFilter(call.query);
  const found = [...people.values()].filter(wanted).reverse();
  return page(
    call,
    found.map(({ id, name, email, phone, tags, lastMessageTime }) => {
      const accounts = channelsOf(call, id).map(account);
      return { id, name, email, phone, tags, accounts, lastMessageTime };
    }),
    people.size,
  );
}

function peopleFilter(query: URLSearchParams): (person: Person) => boolean {
  const [from, to] = ["from", "to"].map((end) => Date.parse(query.get(`filter[last_message][${end}]`) ?? ""));
  if (Number.isNaN(from) || Number.isNaN(to))
    throw new Refusal("filter[last_message] is required: { from: date, to: date }");
  const phone = digits(query.get("filter[phone]") ?? "");
  const email = (query.get("filter[email]") ?? "").trim().toLowerCase();
  const tags = (query.get("filter[tags]") ?? "").split(",").filter((tag) => tag !== "");
  return (person) => {
    const last = Date.parse(person.lastMessageTime);
    return (
      last >= (from ?? 0) &&
      last <= (to ?? 0) &&
      (phone === "" || digits(person.phone) === phone) &&
      (email === "" || person.email.toLowerCase() === email) &&
      tags.every((tag) => person.tags.includes(tag))
    );
  };
}

const digits = (phone: string): string => phone.replace(/\D/g, "");

/** GET /people/{person_id}?include= */
export function getPerson(call: Call): Reply {
  const include = (call.query.get("include") ?? "").split(",");
  return card(call, personAt(call), include);
}

/** PUT /people/{person_id} */
export function updatePerson(call: Call): Reply {
  const { body, world } = call;
  const person = personAt(call);
  const fields = withFields(person.custom_fields, body["custom_fields"] ?? []);
  const phone = text(body, "phone") || person.phone;
  const email = text(body, "email") || person.email;
  world.put("people", { ...person, phone, email, custom_fields: fields, updated_at: world.time });
  return ok({});
}

/** Leeloo allows so many. */
const MOST_FIELDS = 20;

/** The person's custom fields with those that were sent, each by its name. */
function withFields(before: readonly Json[], sent: Json): Json[] {
  if (!Array.isArray(sent)) throw new Refusal("custom_fields must be a list of { type, name, value }");
  const fields = new Map(before.map((field) => [nameOf(field), field]));
  for (const field of sent) {
    const name = nameOf(field);
    if (name === "") throw new Refusal("custom_fields must be a list of { type, name, value }");
    fields.set(name, field);
  }
  if (fields.size > MOST_FIELDS) throw new Refusal(`custom_fields must be at most ${MOST_FIELDS}`);
  return [...fields.values()];
}

function nameOf(field: Json): string {
  if (typeof field !== "object" || field === null || Array.isArray(field)) return "";
  const { type, name, value } = field;
  return typeof type === "string" && typeof name === "string" && value !== undefined ? name : "";
}

/** PUT /people/{person_id}/add-tag and …/remove-tag: an id goes in, the person carries the name. */
export function changeTag(adds: boolean): (call: Call) => Reply {
  return (call) => {
    const { body, world } = call;
    const person = personAt(call);
    const tag_id = needId(body, "tag_id");
    const name = tagName(world, tag_id);
    const others = person.tags.filter((tag) => tag !== name);
    world.put("people", { ...person, tags: adds ? [...others, name] : others, updated_at: world.time });
    return ok({});
  };
}

/** PUT /people/{person_id}/add-comment */
export function addComment(call: Call): Reply {
  const { body, world } = call;
  const { id: entity_id } = personAt(call);
  const data = {
    created_by: world.setup.owner,
    company_id: world.setup.company,
    text: needText(body, "comment"),
    entity_id,
    entity_type: "PERSON",
    created_at: world.time,
    updated_at: world.time,
    id: world.mint(),
  };
  world.put("notes", { id: data.id, kind: "comment", data });
  return ok(data);
}

function personAt({ params, world }: Call): Person {
  const person = world.state.people.get(params[0] ?? "");
  if (!person) throw isId(params[0] ?? "") ? notFound("Person") : new Refusal("person_id must be a valid id");
  return person;
}
