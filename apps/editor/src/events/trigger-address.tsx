import { Text } from "@mantine/core";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { HubAddress } from "./hub-address.js";

/** On the trigger: where Leeloo is to send. */
export function TriggerAddress() {
  const t = useT();
  const published = useEditor(({ workflow }) => workflow?.published);
  return (
    <div>
      <HubAddress />
      {!published && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("events.draft")}
        </Text>
      )}
    </div>
  );
}
