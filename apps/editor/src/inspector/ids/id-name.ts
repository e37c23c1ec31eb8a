import { useEffect, useState } from "react";
import { isTemplate } from "@leeway/engine";
import { useChoices } from "../../api/choices.js";
import { setLabels } from "../../document/commands.js";
import { labelIn } from "../../document/labels.js";
import { useEditor } from "../../document/store.js";
import { choiceQuery } from "../choices/choice-query.js";
import type { FieldProps } from "../fields/field-props.js";
import { useStep } from "../step-context.js";
import { shownText } from "../typed.js";

/**
 * What stands behind the id in a field: as it was chosen, else as the service's list calls it. What was put in just now
 * keeps the name that the list gives, so that it is there without the list the next time.
 */
export function useNameOf({ param, value }: FieldProps): string | undefined {
  const { node, definition } = useStep();
  const learn = useEditor((state) => state.learn);
  const id = shownText(value).trim();
  const kept = labelIn(node, param.name, id);
  const query = choiceQuery(definition, node, param);
  const asking =
    kept === undefined && param.optionsFrom !== undefined && query.ready && id !== "" && isPlainId(id, param.idKind);
  const { items } = useChoices(definition.type, param.name, query.ready ? query.values : {}, asking);
  const found = asking ? items?.find((one) => one.value === id)?.label : undefined;
  const learnt = found === id ? undefined : found;
  const [first] = useState(id);
  useEffect(() => {
    if (learnt !== undefined && id !== first) learn(setLabels(node.id, param.name, { [id]: learnt }));
  }, [learnt, id, first, learn, node.id, param.name]);
  return kept ?? learnt;
}

const isPlainId = (text: string, idKind: unknown) =>
  idKind === undefined ? !isTemplate(text) : /^[0-9a-f]{24}$/i.test(text);
