import { useState } from "react";
import { Group, SegmentedControl } from "@mantine/core";
import type { Json } from "@leeway/engine";
import { Copy } from "../../ui/copy.js";
import { useT } from "../../ui/language.js";
import { remember, remembered } from "../../ui/remembered.js";
import { JsonTree } from "./json-tree.js";
import css from "./json.module.css";

/** A value as it is: a tree to open and close, or text; with a button that copies it whole. */
export function JsonView({ value, label }: { value: Json; label: string }) {
  const t = useT();
  const [as, setAs] = useState(() => remembered("json") ?? "tree");
  const simple = value === null || typeof value !== "object";
  const choose = (next: string) => {
    remember("json", next);
    setAs(next);
  };
  return (
    <div className={css.view} role="group" aria-label={label}>
      <Group justify="flex-end" gap={4} className={css.tools}>
        {!simple && (
          <SegmentedControl
            size="xs"
            aria-label={t("json.view")}
            value={as}
            onChange={choose}
            data={[
              { value: "tree", label: t("json.tree") },
              { value: "text", label: t("json.text") },
            ]}
          />
        )}
        <Copy text={typeof value === "string" ? value : JSON.stringify(value, null, 2)} label={t("json.copy")} />
      </Group>
      <div className={css.value}>
        {as === "text" && !simple ? (
          <pre className={css.text}>{JSON.stringify(value, null, 2)}</pre>
        ) : (
          <JsonTree value={value} />
        )}
      </div>
    </div>
  );
}
