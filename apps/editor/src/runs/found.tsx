import { Anchor, Mark, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { ListedRun, RunPlace } from "@leeway/api";
import { partsOfKey } from "@leeway/engine";
import { useIntl } from "react-intl";
import { useT } from "../ui/language.js";
import { PersonLink } from "../people/person-link.js";
import { stepAddress } from "./show-step.js";

/** Where in a run the value stands that was searched for; each place leads to its step. */
export function Found({ run, links = true }: { run: ListedRun; links?: boolean }) {
  if (!run.found || run.found.length === 0) return null;
  return (
    <Stack gap={2} mt={4} data-testid={`found-${run.id}`}>
      {run.found.map((place) => (
        <Place key={`${place.key} ${place.part} ${place.path}`} runId={run.id} place={place} link={links} />
      ))}
    </Stack>
  );
}

function Place({ runId, place, link }: { runId: string; place: RunPlace; link: boolean }) {
  const t = useT();
  const intl = useIntl();
  const { key, step, path, text, from, to, person } = place;
  const item = partsOfKey(key)
    .indexes.map((index) => intl.formatNumber(index + 1))
    .join(" › ");
  const where = item === "" ? step : `${step}, ${t("attention.item", { index: item })}`;
  return (
    <Text size="sm" lineClamp={2} title={path}>
      {link ? (
        <Anchor
          component={Link}
          inherit
          to={stepAddress(runId, key)}
          onClick={(event) => event.stopPropagation()}
          aria-label={t("found.open", { step: where })}
        >
          {where}
        </Anchor>
      ) : (
        where
      )}
      {": "}
      {text.slice(0, from)}
      <Mark>{text.slice(from, to)}</Mark>
      {text.slice(to)}
      {link && person !== undefined && (
        <>
          {" · "}
          <PersonLink id={person} />
        </>
      )}
    </Text>
  );
}
