import { Anchor, Select } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ProblemDto } from "@leeway/api";
import { credentialNeed } from "@leeway/engine";
import { useCredentials } from "../api/workspace.js";
import { credentialName } from "../credentials/credential-name.js";
import { setNode } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Frame } from "./frame.js";
import { useStep } from "./step-context.js";
import { useWanted } from "./wanted.js";

/** How the step signs in to its service. */
export function CredentialField({ problems }: { problems: readonly ProblemDto[] }) {
  const t = useT();
  const { node, definition, shy } = useStep();
  const run = useEditor((state) => state.run);
  const { data: credentials, refetch } = useCredentials();
  const need = credentialNeed(definition, node.params);
  const types = need?.types ?? [];
  const optional = need?.optional === true;
  const known = (credentials ?? []).filter(({ type }) => types.includes(type));
  const chosen = node.credential ?? "";
  const data = known.map((one) => ({ value: one.id, label: credentialName(one, t) }));
  const gone = chosen !== "" && credentials !== undefined && !known.some(({ id }) => id === chosen);
  if (gone) data.push({ value: chosen, label: t("inspector.credential.gone") });
  const bare = known.find(({ id, needsSecret }) => id === chosen && needsSecret);
  const place = useWanted("credential");
  return (
    <div ref={place} data-testid="param-credential">
      <Frame
        label={t("inspector.credential")}
        required={!optional}
        problems={shy ? problems.filter(({ code }) => code !== "node.credentialMissing") : problems}
        aside={
          // In a new tab: the workflow stays open as it is.
          <Allowed to="credentials.edit">
            {bare ? (
              <Anchor component={Link} to={`/credentials?edit=${bare.id}`} target="_blank" size="xs">
                <IconKey size={12} aria-hidden style={{ verticalAlign: "-1px" }} /> {t("inspector.credential.secret")}
              </Anchor>
            ) : (
              <Anchor component={Link} to={`/credentials?new=${types.join(",")}`} target="_blank" size="xs">
                <IconPlus size={12} aria-hidden style={{ verticalAlign: "-1px" }} /> {t("inspector.credential.new")}
              </Anchor>
            )}
          </Allowed>
        }
      >
        {({ describedBy, invalid }) => (
          <Select
            aria-label={t("inspector.credential")}
            aria-describedby={describedBy}
            title={data.find(({ value }) => value === chosen)?.label}
            data={data}
            value={chosen === "" ? null : chosen}
            clearable={optional}
            allowDeselect={optional}
            error={invalid}
            searchable={data.length > 8}
            placeholder={t(optional ? "inspector.credential.none" : "inspector.credential.choose")}
            onDropdownOpen={() => void refetch()}
            onChange={(next) => run(setNode(node.id, { credential: next ?? undefined }))}
          />
        )}
      </Frame>
    </div>
  );
}
