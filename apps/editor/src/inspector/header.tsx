import { useState } from "react";
import { Badge, Group, Text, TextInput } from "@mantine/core";
import type { NodeDefinition, WorkflowNode } from "@leeway/engine";
import { setNode } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { NodeIcon } from "../palette/node-icon.js";
import { useT, useText } from "../ui/language.js";
import { TryButtons } from "./try-buttons.js";
import css from "./inspector.module.css";

/** What kind of step it is, and its name to change. */
export function Header({ node, definition }: { node: WorkflowNode; definition: NodeDefinition | undefined }) {
  const t = useT();
  const text = useText();
  const run = useEditor((state) => state.run);
  const readOnly = useEditor((state) => state.readOnly);
  const title = definition ? text(definition.title) : node.type;
  const [draft, setDraft] = useState<string>();
  const name = draft ?? node.name ?? title;
  const rename = (next: string) => {
    setDraft(next);
    const kept = next.trim();
    // An empty name, or the kind's own, is none: then the card speaks every language.
    run(setNode(node.id, { name: kept === "" || kept === title ? undefined : kept }), `${node.id}.name`);
  };
  return (
    <>
      <div className={css.head}>
        <span className={css.icon}>
          <NodeIcon name={definition?.icon} size={20} />
        </span>
        <TextInput
          flex={1}
          aria-label={t("inspector.name")}
          readOnly={readOnly}
          data-testid="inspector-name"
          classNames={{ input: css.name }}
          maxLength={200}
          placeholder={title}
          value={name}
          onChange={({ currentTarget }) => rename(currentTarget.value)}
          onBlur={() => setDraft(undefined)}
          onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
        />
      </div>
      <div className={css.about}>
        {definition && (
          <Text size="xs" c="dimmed">
            {name.trim() !== title && `${title}. `}
            {text(definition.summary)}
          </Text>
        )}
        <Group gap={6} mt={4}>
          <Text size="xs" c="dimmed" title={t("inspector.id", { id: node.id })} ff="monospace">
            {definition?.kind === "trigger" ? "trigger" : `steps.${node.id}`}
          </Text>
          {node.disabled && (
            <Badge variant="default" size="sm">
              {t("inspector.off")}
            </Badge>
          )}
        </Group>
        {definition && definition.kind !== "trigger" && !readOnly && (
          <TryButtons nodeId={node.id} disabled={node.disabled === true} />
        )}
      </div>
    </>
  );
}
