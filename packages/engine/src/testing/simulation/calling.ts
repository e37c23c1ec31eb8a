import fc from "fast-check";
import { workflowDocumentSchema, type WorkflowDocument } from "../../document/document.js";
import type { JsonObject } from "../../json.js";
import type { Manner } from "../far-end.js";
import { oneIn } from "./scenario.js";

/** The workflows that call each other: the first of them is fired, and each calls those behind it. */
const workflows = ["wf", "child", "last"] as const;

/** Somebody fires the first workflow: for whom, so long after the beginning, and perhaps cancels it so long after that. */
interface Fired {
  who: string;
  at: number;
  cancelAfter: number | undefined;
}

/** Workflows that call each other and do things once for each person, fired several times. */
export interface Calling {
  documents: Record<(typeof workflows)[number], WorkflowDocument>;
  /** How the far end meets a step, in whichever run. */
  scripts: Record<string, Manner[]>;
  fired: Fired[];
  settles: ("done" | "retry")[];
  turnMs: number;
}

/** `run`: called and waited for · `aside`: called, and goes on side by side. */
type Kind = "put" | "create" | "run" | "aside" | "once" | "sleep";
interface Drawn {
  kind: Kind;
  back: number;
  port: number;
  /** For how long: of a claim, of a wait. */
  ms: number;
  /** Which of the workflows behind it. */
  target: number;
  /** Stands in a loop of its own, of two items. */
  looped: boolean;
  script: Manner[];
}

export interface CallingTastes {
  kinds: readonly Kind[];
  manners: readonly Manner[];
  /** Manners of a step before the far end does as it is asked. */
  most: number;
  cancels: boolean;
}

const FOR_EVER = 0;
const times = [FOR_EVER, FOR_EVER, 5_000, 20_000];

const drawn = ({ kinds, manners, most }: CallingTastes): fc.Arbitrary<Drawn> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    back: fc.nat(5),
    port: fc.nat(1),
    ms: fc.constantFrom(...times),
    target: fc.nat(1),
    looped: oneIn(4),
    script: fc.array(fc.constantFrom(...manners), { minLength: 1, maxLength: most }),
  });

/** At the same moment, in the middle of another one, or long after it. */
const firing = ({ cancels }: CallingTastes): fc.Arbitrary<Fired> =>
  fc.record({
    who: fc.constantFrom("Оля", "Оля", "Ян"),
    at: fc.constantFrom(0, 0, 1_000, 7_000, 40_000),
    cancelAfter: cancels
      ? fc
          .tuple(oneIn(4), fc.constantFrom(0, 1_000, 6_000, 20_000))
          .map(([cancelled, at]) => (cancelled ? at : undefined))
      : fc.constant(undefined),
  });

export function callings(tastes: CallingTastes): fc.Arbitrary<Calling> {
  const steps = fc.array(drawn(tastes), { minLength: 1, maxLength: 4 });
  return fc
    .record({
      steps: fc.tuple(steps, steps, steps),
      fired: fc.array(firing(tastes), { minLength: 1, maxLength: 3 }),
      settles: fc.array(fc.constantFrom("done" as const, "retry" as const), { minLength: 1, maxLength: 3 }),
      turnMs: fc.constantFrom(0, 0, 30),
    })
    .map(({ steps: all, ...more }) => {
      const made = all.map((some, place) => documentOf(some, place));
      const [wf, child, last] = made.map(({ document }) => document) as [
        WorkflowDocument,
        WorkflowDocument,
        WorkflowDocument,
      ];
      const scripts = Object.assign({}, ...made.map(({ scripts: some }) => some)) as Record<string, Manner[]>;
      return { ...more, documents: { wf, child, last }, scripts };
    });
}

/** Ids begin with the workflow's, so that the far end tells them apart. */
function documentOf(steps: readonly Drawn[], place: number) {
  const name = workflows[place] ?? "";
  const nodes: object[] = [{ id: "in", type: "trigger" }];
  const edges: object[] = [];
  const scripts: Record<string, Manner[]> = {};
  const link = (source: string, sourceHandle: string, target: string) =>
    void edges.push({ id: `${source}-${sourceHandle}>${target}`, source, sourceHandle, target });
  const act = { onError: "continue", timeoutSeconds: 6, retry: { maxAttempts: 3, backoffSeconds: 1 } };
  const who = { who: "{{ trigger.who }}" };
  const say = { say: "{{ run.id }}" };
  steps.forEach(({ kind, back, port, ms, target, looped, script }, index) => {
    const id = `${name}${index}`;
    const around = looped ? `${id}each` : undefined;
    const parent = looped ? { parent: `${id}each` } : {};
    const before = index - 1 - (back % (index + 1));
    const source = before < 0 ? "in" : `${name}${before}`;
    const out = before < 0 ? undefined : steps[before];
    if (around !== undefined) {
      const params = { items: [0, 1], concurrency: 1 + (ms % 2), onItemError: "continue" };
      nodes.push({ id: around, type: "each", params });
      link(around, "item", id);
    }
    const entry = around ?? id;
    if (out?.looped === true) link(`${source}each`, "done", entry);
    else link(source, out?.kind === "once" ? (["first", "repeat"][port] ?? "first") : "main", entry);
    const behind = workflows.slice(place + 1);
    const called = behind[target % Math.max(1, behind.length)];
    const key = looped ? "{{ trigger.who }} {{ item }}" : "{{ trigger.who }}";
    const made: Record<Kind, JsonObject> = {
      put: { type: "put", params: say, ...act },
      create: { type: "create", params: say, ...act },
      run: { type: "run", params: { workflow: called ?? "", input: who }, onError: "continue" },
      aside: { type: "run", params: { workflow: called ?? "", input: who, wait: false }, onError: "continue" },
      once: { type: "once", params: { key, ...(ms !== FOR_EVER && { ms }) } },
      sleep: { type: "sleep", params: { for: "time", ms } },
    };
    // The last one calls nobody: it does something.
    const what = called === undefined && (kind === "run" || kind === "aside") ? made.create : made[kind];
    nodes.push({ id, ...what, ...parent });
    for (const item of looped ? ["[0]", "[1]"] : [""]) scripts[id + item] = patient(script);
    if (kind !== "once") return;
    nodes.push({ id: `${id}first`, type: "create", params: say, ...act, ...parent });
    link(id, "first", `${id}first`);
  });
  const document = workflowDocumentSchema.parse({ schemaVersion: 1, name, nodes, edges });
  return { document, scripts };
}

/** A far end that always breaks keeps those who send again busy for ever. */
const patient = (script: Manner[]): Manner[] => [...script, "ok"];
