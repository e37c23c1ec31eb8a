import { Menu, Text } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import css from "./canvas.module.css";

interface ActionProps {
  icon: Icon;
  label: string;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Why it cannot be done now. */
  hint?: string | undefined;
  testId?: string;
  onClick: () => void;
}

/** One line of the menu, with the keys that do the same. */
export function Action({
  icon: Sign,
  label,
  keys,
  danger = false,
  disabled = false,
  hint,
  testId,
  onClick,
}: ActionProps) {
  return (
    <Menu.Item
      leftSection={<Sign size={16} aria-hidden />}
      rightSection={keys && <span className={css.keys}>{keys}</span>}
      data-testid={testId}
      // It can be gone to, so that whoever opens the menu by keys begins at it, and hears why it cannot be done.
      {...(disabled ? { "aria-disabled": true, "data-disabled": true, closeMenuOnClick: false } : { onClick })}
      {...(danger && { c: "var(--mantine-color-error)" })}
    >
      {label}
      {hint !== undefined && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Menu.Item>
  );
}
