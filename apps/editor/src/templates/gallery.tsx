import { useMemo, useState } from "react";
import { Chip, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { nodeGroups, type NodeDefinition } from "@leeway/engine";
import { templates, type WorkflowTemplate } from "@leeway/nodes/templates";
import { useNodeTypes } from "../api/workflows.js";
import { groupName } from "../palette/palette-list.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { findTemplates, groupsOf } from "./find-templates.js";
import { TemplateCard } from "./template-card.js";
import { TemplatePreview } from "./template-preview.js";
import { useTakeTemplate } from "./use-template.js";
import { WhichCredential } from "./which-credential.js";

/** Workflows to begin with, as soon as it is known what their steps look like. */
export default function Gallery() {
  const types = useNodeTypes();
  if (types.isPending) return <Waiting />;
  if (types.error) return <Failed error={types.error} again={() => void types.refetch()} />;
  return <Templates definitions={types.data} />;
}

function Templates({ definitions }: { definitions: readonly NodeDefinition[] }) {
  const t = useT();
  const catalogue = useMemo(() => new Map(definitions.map((one) => [one.type, one])), [definitions]);
  const [query, setQuery] = useState("");
  const [group, setGroup] = useState<string | null>(null);
  const [shown, setShown] = useState<WorkflowTemplate>();
  const { take, busy, question } = useTakeTemplate();
  const found = findTemplates(templates, catalogue, query, group);
  const used = new Set(templates.flatMap((template) => groupsOf(template, catalogue)));
  // Every template begins with a trigger.
  const groups = nodeGroups.filter((name) => used.has(name) && name !== "triggers");
  return (
    <Stack>
      <Group gap="sm">
        <TextInput
          aria-label={t("templates.find")}
          placeholder={t("templates.find")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          w={280}
        />
        <Group gap={6} role="group" aria-label={t("templates.groups")}>
          {groups.map((name) => (
            <Chip key={name} size="sm" checked={group === name} onChange={(checked) => setGroup(checked ? name : null)}>
              {groupName(name, t)}
            </Chip>
          ))}
        </Group>
      </Group>
      {found.length === 0 && <Text c="dimmed">{t("templates.none")}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" component="ul" p={0} m={0}>
        {found.map((template) => (
          <TemplateCard
            key={template.id}
            template={template}
            catalogue={catalogue}
            busy={busy}
            onTake={() => take(template)}
            onShow={() => setShown(template)}
          />
        ))}
      </SimpleGrid>
      <TemplatePreview
        template={shown}
        catalogue={catalogue}
        busy={busy}
        onClose={() => setShown(undefined)}
        onTake={take}
      />
      {question && (
        <WhichCredential credentials={question.credentials} onChoose={question.choose} onCancel={question.cancel} />
      )}
    </Stack>
  );
}
