import { List, Text, Title } from "@mantine/core";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT } from "../ui/language.js";

/** What keeps nobody from publishing and is worth a look all the same. */
export function Warnings() {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const problems = useEditor((state) => state.problems);
  const nodes = useEditor((state) => state.nodes);
  const warnings = problems.filter(({ severity }) => severity === "warning");
  if (warnings.length === 0) return null;
  return (
    <section data-testid="publish-warnings">
      <Title order={3} size="sm" mb="xs">
        {t("editor.problems.warning")}
      </Title>
      <List size="sm" spacing={4}>
        {warnings.map(({ nodeId, edgeId, param, code, message }) => (
          <List.Item key={[code, nodeId, edgeId, param, message].join(" ")}>
            {nodeId !== undefined && (
              <Text span inherit fw={600}>
                {nameOf(nodes.get(nodeId), catalogue, locale) || nodeId}:{" "}
              </Text>
            )}
            {message}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
