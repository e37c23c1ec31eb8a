import { Anchor, Group } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { Link } from "react-router";
import { useT } from "../ui/language.js";

/** The page of a person, by an id of theirs or of one of their channels. */
const personAddress = (id: string): string => `/people/${encodeURIComponent(id)}`;

/** To all that happened to the person whom something is about. */
export function PersonLink({ id }: { id: string }) {
  const t = useT();
  return (
    <Anchor
      component={Link}
      to={personAddress(id)}
      size="sm"
      data-testid="person-link"
      onClick={(event) => event.stopPropagation()}
    >
      <Group component="span" display="inline-flex" gap={4} wrap="nowrap">
        <IconUser size={14} aria-hidden /> {t("person.link")}
      </Group>
    </Anchor>
  );
}
