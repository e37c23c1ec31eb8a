import { useRef } from "react";
import { Button, Menu, type ButtonProps } from "@mantine/core";
import { IconChevronDown, IconRepeat } from "@tabler/icons-react";
import type { ReplayRun } from "@leeway/api";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useT } from "../ui/language.js";

/** In which version something is done again; undefined: the one that it had. */
export type Version = ReplayRun["version"];

interface VersionMenuProps extends ButtonProps {
  label: string;
  testId: string;
  onChoose: (version: Version) => void;
}

/** The button that does runs again: in the version that they had, or in one of today. */
export function VersionMenu({ label, testId, onChoose, ...props }: VersionMenuProps) {
  const own = useRef<HTMLButtonElement>(null);
  useHandOnFocus(own);
  return (
    <Menu position="bottom-end" hideDetached={false}>
      <Menu.Target>
        <Button
          ref={own}
          variant="default"
          leftSection={<IconRepeat size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          data-testid={testId}
          {...props}
        >
          {label}
        </Button>
      </Menu.Target>
      <VersionChoices onChoose={onChoose} />
    </Menu>
  );
}

/** What a menu of versions offers. */
export function VersionChoices({ onChoose }: Pick<VersionMenuProps, "onChoose">) {
  const t = useT();
  return (
    <Menu.Dropdown>
      <Menu.Item onClick={() => onChoose(undefined)}>{t("replay.same")}</Menu.Item>
      <Menu.Item onClick={() => onChoose("published")}>{t("replay.published")}</Menu.Item>
      <Menu.Item onClick={() => onChoose("draft")}>{t("replay.draft")}</Menu.Item>
    </Menu.Dropdown>
  );
}
