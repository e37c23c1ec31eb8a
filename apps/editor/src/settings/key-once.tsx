import { Alert, Code, Group } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useComeIntoView } from "../ui/come-into-view.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";

/** A new key, the only time that it is shown. */
export function KeyOnce({ value, onClose }: { value: string; onClose?: () => void }) {
  const t = useT();
  const own = useComeIntoView<HTMLDivElement>(value);
  return (
    <Alert
      ref={own}
      color="teal"
      icon={<IconKey aria-hidden />}
      title={t("settings.keys.once")}
      {...(onClose && { withCloseButton: true, closeButtonLabel: t("common.close"), onClose })}
    >
      <Group gap={4} wrap="nowrap">
        <Code data-testid="key-once" style={{ overflowWrap: "anywhere" }}>
          {value}
        </Code>
        <Copy text={value} />
      </Group>
    </Alert>
  );
}
