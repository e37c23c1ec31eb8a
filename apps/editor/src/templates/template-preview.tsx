import { Button, Drawer, Group, List, Stack, Text, Title } from "@mantine/core";
import type { Catalogue } from "@leeway/engine";
import { templateDocument, type WorkflowTemplate } from "@leeway/nodes/templates";
import { NodeIcon } from "../palette/node-icon.js";
import { Allowed } from "../ui/allowed.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { TemplatePicture } from "./template-picture.js";
import css from "./templates.module.css";

interface TemplatePreviewProps {
  template: WorkflowTemplate | undefined;
  catalogue: Catalogue;
  busy: boolean;
  onClose: () => void;
  onTake: (template: WorkflowTemplate) => void;
}

/** A template at the right: its steps by name, and what is left to fill in. */
export function TemplatePreview({ template, catalogue, busy, onClose, onTake }: TemplatePreviewProps) {
  const t = useT();
  const text = useText();
  return (
    <Drawer
      opened={template !== undefined}
      onClose={onClose}
      position="right"
      size={480}
      title={text(template?.title)}
      closeButtonProps={{ "aria-label": t("common.close") }}
      styles={{ title: { fontWeight: 600, lineHeight: 1.35 } }}
    >
      {template && (
        <Stack>
          <Content template={template} catalogue={catalogue} />
          <div className={css.take}>
            <Allowed to="workflows.edit">
              <Button fullWidth disabled={busy} onClick={() => onTake(template)}>
                {t("templates.use")}
              </Button>
            </Allowed>
          </div>
        </Stack>
      )}
    </Drawer>
  );
}

function Content({ template, catalogue }: { template: WorkflowTemplate; catalogue: Catalogue }) {
  const t = useT();
  const text = useText();
  const { locale } = useLanguage();
  const asks = template.asks.flatMap(({ node, param }) => {
    const step = template.steps.find(({ id }) => id === node);
    const field = catalogue.get(step?.type ?? "")?.params.find(({ name }) => name === param);
    return step && field ? [{ key: `${node} ${param}`, field: text(field.title), step: text(step.name) }] : [];
  });
  return (
    <>
      <TemplatePicture document={templateDocument(template, locale)} catalogue={catalogue} />
      <Text>{text(template.summary)}</Text>
      <Title order={3}>{t("templates.steps")}</Title>
      <Stack gap="xs" component="ol" p={0} m={0}>
        {template.steps.map(({ id, type, name }) => (
          <Group key={id} component="li" gap="xs" wrap="nowrap">
            <NodeIcon name={catalogue.get(type)?.icon} size={18} />
            <Text size="sm">{text(name)}</Text>
          </Group>
        ))}
      </Stack>
      <Title order={3}>{t("templates.needs.title")}</Title>
      <List size="sm">
        {template.needs.map((need) => (
          <List.Item key={need.en}>{text(need)}</List.Item>
        ))}
      </List>
      {asks.length > 0 && (
        <>
          <Title order={3}>{t("templates.asks")}</Title>
          <List size="sm">
            {asks.map(({ key, field, step }) => (
              <List.Item key={key}>{t("templates.ask", { field, step })}</List.Item>
            ))}
          </List>
        </>
      )}
    </>
  );
}
