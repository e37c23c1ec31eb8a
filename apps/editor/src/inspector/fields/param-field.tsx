import { createElement, useState, type ReactNode } from "react";
import type { ParamDefinition, ParamKind } from "@leeway/engine";
import { PreviewProvider } from "../../expression/preview-context.js";
import { useWorld } from "../../expression/use-world.js";
import { useText } from "../../ui/language.js";
import { isInside } from "../problems.js";
import { CustomFieldsField } from "../rows/custom-fields-field.js";
import { TableField } from "../rows/table-field.js";
import { useStep } from "../step-context.js";
import { useWanted } from "../wanted.js";
import { isWithin } from "../within.js";
import { fieldFor, type Field } from "./field-for.js";

/** Fields that are made of other fields. */
const composed: Partial<Record<ParamKind, Field>> = { rows: TableField, customFields: CustomFieldsField };

/** One param with the field that suits its kind. */
export function ParamField({ param }: { param: ParamDefinition }) {
  const { node } = useStep();
  if (!param.perItem) return <PlainField param={param} />;
  return (
    <PerItem nodeId={node.id}>
      <PlainField param={param} />
    </PerItem>
  );
}

/** What is made at the end of each item of a loop sees the item, and the steps inside. */
function PerItem({ nodeId, children }: { nodeId: string; children: ReactNode }) {
  return <PreviewProvider value={useWorld(nodeId, true)}>{children}</PreviewProvider>;
}

function PlainField({ param }: { param: ParamDefinition }) {
  const text = useText();
  const { node, problems, set, shy } = useStep();
  const [touched, setTouched] = useState(false);
  const [inside, setInside] = useState(false);
  const place = useWanted(param.name, () => setTouched(true));
  // A fresh step does not scold for what nobody had a chance to fill in.
  const quiet = shy && !touched;
  const value = Object.hasOwn(node.params, param.name) ? node.params[param.name] : undefined;
  const mine = problems.filter(
    ({ code, param: at }) =>
      isInside(at, param.name) &&
      // What is known of an emptiness that was filled in a moment ago is old.
      !(code === "param.required" && (quiet || (at === param.name && (value ?? "") !== ""))) &&
      !(inside && halfWritten.has(code)),
  );
  return (
    <div
      ref={place}
      data-testid={`param-${param.name}`}
      onFocus={() => setInside(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        const within = isWithin(currentTarget, relatedTarget);
        if (!within) setTouched(true);
        setInside(within);
      }}
    >
      {createElement(composed[param.kind] ?? fieldFor(param), {
        field: {
          param,
          label: text(param.title),
          help: param.help && text(param.help),
          required: param.required === true,
          literal: param.literal === true,
          value,
          onChange: (value, labels) => set(param.name, value, labels),
          problems: mine,
        },
      })}
    </div>
  );
}

/** What is true of everything that is still being written; said once one leaves the field. */
const halfWritten: ReadonlySet<string> = new Set(["expression.syntax", "expression.unknownName", "param.format"]);
