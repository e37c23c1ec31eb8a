import { Button, Group, List, Paper, Text, Title } from "@mantine/core";
import type { Catalogue } from "@leeway/engine";
import { templateDocument, type WorkflowTemplate } from "@leeway/nodes/templates";
import { Allowed } from "../ui/allowed.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { TemplatePicture } from "./template-picture.js";
import css from "./templates.module.css";

interface TemplateCardProps {
  template: WorkflowTemplate;
  catalogue: Catalogue;
  busy: boolean;
  onTake: () => void;
  onShow: () => void;
}

/** One template: its picture, what it does, what it needs. */
export function TemplateCard({ template, catalogue, busy, onTake, onShow }: TemplateCardProps) {
  const t = useT();
  const text = useText();
  const { locale } = useLanguage();
  const title = text(template.title);
  return (
    <Paper component="li" withBorder p="md" className={css.card} data-testid={`template-${template.id}`}>
      <TemplatePicture document={templateDocument(template, locale)} catalogue={catalogue} />
      <Title order={3} mt={4}>
        {title}
      </Title>
      <Text size="sm">{text(template.summary)}</Text>
      <div className={css.words}>
        <Text size="xs" fw={600} c="dimmed">
          {t("templates.needs.title")}
        </Text>
        <List size="sm" c="dimmed">
          {template.needs.map((need) => (
            <List.Item key={need.en}>{text(need)}</List.Item>
          ))}
        </List>
      </div>
      <Group gap="xs">
        <Allowed to="workflows.edit">
          <Button
            size="xs"
            variant="light"
            disabled={busy}
            onClick={onTake}
            aria-label={t("templates.use.named", { title })}
          >
            {t("templates.use")}
          </Button>
        </Allowed>
        <Button size="xs" variant="subtle" onClick={onShow} aria-label={t("templates.preview.named", { title })}>
          {t("templates.preview")}
        </Button>
      </Group>
    </Paper>
  );
}
