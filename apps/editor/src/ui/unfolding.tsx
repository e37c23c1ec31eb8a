import { useState, type ReactNode } from "react";
import { Collapse, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Moment } from "./moment.js";
import css from "./unfolding.module.css";

/** Things that came one after another, each a row. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** The names of a row for tests. */
type Data = { [name: `data-${string}`]: string | undefined };

/** A row in which something is chosen. */
export function Choice({ onChoose, children, ...data }: { onChoose: () => void; children: ReactNode } & Data) {
  return (
    <li>
      <UnstyledButton className={css.head} onClick={onChoose} {...data}>
        <Group gap="xs" wrap="nowrap">
          {children}
        </Group>
      </UnstyledButton>
    </li>
  );
}

/** A row that unfolds to what there is to know of it, which is not drawn before. */
export function Unfolding({
  title,
  about,
  marks,
  at,
  children,
  ...data
}: {
  title: ReactNode;
  /** A second, quieter line. */
  about?: ReactNode;
  marks: ReactNode;
  /** When it came, ISO. */
  at: string;
  children: ReactNode;
} & Data) {
  const [open, setOpen] = useState(false);
  return (
    <li {...data}>
      <UnstyledButton className={css.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Group gap="sm" wrap="nowrap">
          <IconChevronRight size={16} className={css.chevron} data-open={open} aria-hidden />
          <div className={css.what}>
            <Text fw={600} truncate="end">
              {title}
            </Text>
            {about}
          </div>
          {marks}
          <Text size="sm" c="dimmed" className={css.when}>
            <Moment at={at} />
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={open}>{open && children}</Collapse>
    </li>
  );
}
