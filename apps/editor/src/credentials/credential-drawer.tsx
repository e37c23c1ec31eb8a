import { Drawer } from "@mantine/core";
import type { Credential, CredentialType } from "@leeway/api";
import { useT } from "../ui/language.js";
import { CredentialEditor } from "./credential-editor.js";

interface DrawerProps {
  opened: boolean;
  onClose: () => void;
  /** The one to change; without it a new one is made. */
  credential?: Credential | undefined;
  /** The kinds that fit, where a step asks for one. */
  types?: readonly CredentialType[] | undefined;
  onSaved?: (credential: Credential) => void;
}

/** A credential, at the right of where one was: adds one or changes one. */
export function CredentialDrawer({ opened, onClose, credential, types, onSaved }: DrawerProps) {
  const t = useT();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title={credential ? t("credentials.edit.title", { name: credential.name }) : t("credentials.new")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      styles={{ title: { fontWeight: 600 } }}
    >
      {opened && (
        <CredentialEditor
          key={credential?.id ?? "new"}
          credential={credential}
          types={types}
          onCancel={onClose}
          onSaved={(saved) => {
            onSaved?.(saved);
            onClose();
          }}
        />
      )}
    </Drawer>
  );
}
