import { useMemo } from "react";
import type { Where } from "@leeway/engine";
import { Frame } from "../frame.js";
import type { FieldProps } from "./field-props.js";
import { readWhere } from "./where-model.js";
import { WhereGroup } from "./where-group.js";

/** A condition, built of comparisons and groups of them. */
export function WhereField({ field }: { field: FieldProps }) {
  const where = useMemo(() => readWhere(field.value), [field.value]);
  const change = (next: Where) => field.onChange(next as never);
  const at = { place: field.param.name, problems: field.problems };
  return (
    <Frame {...field}>{() => <WhereGroup where={where} path={[]} onChange={change} root={where} {...at} />}</Frame>
  );
}
