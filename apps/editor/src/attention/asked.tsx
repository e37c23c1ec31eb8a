import { Text } from "@mantine/core";
import type { AttentionEntry } from "@leeway/api";
import { isObject, ownOf, type Json } from "@leeway/engine";
import { useRunFacts } from "../runs/facts.js";
import { JsonView } from "../runs/json/json-view.js";
import { Sent } from "../runs/story/sent.js";
import { Piece } from "../runs/story/words.js";
import { useT } from "../ui/language.js";
import { Raw } from "./raw.js";

/** What the person decides about: the question of an approval, or what was sent, in words. */
export function Asked({ entry }: { entry: AttentionEntry }) {
  if (entry.kind === "approval") return <Question input={entry.input} />;
  return entry.input === null ? null : <WasSent entry={entry} input={entry.input} />;
}

function Question({ input }: { input: Json }) {
  const t = useT();
  const message = isObject(input) ? input["message"] : input;
  return (
    <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
      {typeof message === "string" && message !== "" ? message : t("approve.noMessage")}
    </Text>
  );
}

function WasSent({ entry: { workflowId, nodeId, names }, input }: { entry: AttentionEntry; input: Json }) {
  const t = useT();
  const facts = useRunFacts(workflowId);
  const title = t("attention.sent");
  // Too long for a list, it is but the beginning of a text: there are no params to tell apart.
  if (!isObject(input))
    return (
      <Piece title={title}>
        <JsonView value={input} label={title} />
      </Piece>
    );
  return (
    <Piece title={title}>
      <Sent step={{ nodeId, input }} facts={{ ...facts, whose: (id) => ownOf(names, id) }} />
      <Raw value={input} label={title} />
    </Piece>
  );
}
