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
  return <Frame {...field}>{() => <WhereGroup where={where} path={[]} onChange={change} root={where} />}</Frame>;
}
