import { Avatar, Group, Menu, Stack, Text, UnstyledButton } from "@mantine/core";
import { may, type Present } from "@leeway/api";
import { useMe } from "../api/account.js";
import { useEditor } from "../document/store.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useLanguage, useT } from "../ui/language.js";
import { Face } from "./face.js";
import { usePeople } from "./people.js";
import css from "./together.module.css";

const MOST_SHOWN = 3;

/** Who else has the workflow open, and oneself in another tab: pictures, and on a press their names and steps. */
export function PeopleHere() {
  const t = useT();
  const me = useMe().data?.user.id;
  const people = usePeople((state) => state.people);
  const shown = people.filter(({ id, tabs }) => id !== me || tabs > 1);
  const nameFor = ({ id, name }: Present) => (id === me ? t("together.you") : name);
  if (shown.length === 0) return null;
  const names = shown.map(nameFor).join(", ");
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={css.here}
          aria-label={t("together.here", { count: shown.length, names })}
          title={names}
          data-testid="people-here"
        >
          <Avatar.Group spacing={4} aria-hidden>
            {shown.slice(0, MOST_SHOWN).map((one) => (
              <Face key={one.id} person={one} size={28} />
            ))}
            {shown.length > MOST_SHOWN && (
              <Avatar size={28} color="gray">
                +{shown.length - MOST_SHOWN}
              </Avatar>
            )}
          </Avatar.Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown data-testid="people-list">
        <Menu.Label>{t("together.here.title")}</Menu.Label>
        {shown.map((one) => (
          <Person key={one.id} person={one} name={nameFor(one)} self={one.id === me} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Person({ person, name, self }: { person: Present; name: string; self: boolean }) {
  const t = useT();
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  const show = useEditor((state) => state.show);
  const nodes = useEditor((state) => state.nodes);
  const step = self ? undefined : person.steps.find((id) => nodes.has(id));
  const stepName = step === undefined ? "" : nameOf(nodes.get(step), catalogue, locale);
  const facts = [
    step !== undefined && t("together.at", { step: stepName }),
    person.tabs > 1 && t("together.tabs"),
    !may(person.role, "workflows.edit") && t("together.looks"),
  ].filter((fact): fact is string => typeof fact === "string");
  return (
    <Menu.Item
      disabled={step === undefined}
      leftSection={<Face person={person} size={28} />}
      aria-label={step === undefined ? undefined : t("together.show", { name, step: stepName })}
      onClick={() => step !== undefined && show(step)}
      // Nowhere to go to is no reason to be hard to read.
      style={{ opacity: 1 }}
    >
      <Group gap={6} wrap="nowrap">
        <Stack gap={0} miw={0}>
          <Text size="sm" truncate>
            {name}
          </Text>
          {facts.length > 0 && (
            <Text size="xs" c="dimmed" truncate>
              {facts.join(" · ")}
            </Text>
          )}
        </Stack>
      </Group>
    </Menu.Item>
  );
}
