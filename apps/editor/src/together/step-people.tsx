import { Tooltip } from "@mantine/core";
import { useT } from "../ui/language.js";
import { Face } from "./face.js";
import { usePeopleAt } from "./people.js";
import css from "./together.module.css";

const MOST_SHOWN = 3;

/** On a card: who else has this step open. Initials and a colour at a glance, the names on hover and on focus. */
export function StepPeople({ id }: { id: string }) {
  const t = useT();
  const people = usePeopleAt(id);
  if (people.length === 0) return null;
  const names = people.map(({ name }) => t("together.mark", { name })).join("\n");
  return (
    <Tooltip label={names} multiline style={{ whiteSpace: "pre-line" }}>
      <span className={css.marks} data-testid={`people-${id}`} id={`people-${id}`}>
        {people.slice(0, MOST_SHOWN).map((one) => (
          <Face key={one.id} person={one} size={26} />
        ))}
        <span className={css.names}>{names}</span>
      </span>
    </Tooltip>
  );
}
