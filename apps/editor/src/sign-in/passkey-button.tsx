import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { canPasskeys, isClosed, usePasskeySignIn } from "../api/passkeys.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

/** Comes in by a passkey, where this browser can have one. */
export function PasskeyButton() {
  const t = useT();
  const signIn = usePasskeySignIn();
  if (!canPasskeys()) return null;
  return (
    <Button
      variant="default"
      fullWidth
      leftSection={<IconFingerprint size={18} aria-hidden />}
      loading={signIn.isPending}
      onClick={() => signIn.mutate(undefined, { onError: (error) => !isClosed(error) && sayError(error, t) })}
    >
      {t("auth.passkey.button")}
    </Button>
  );
}
