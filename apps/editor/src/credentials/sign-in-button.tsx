import { Button } from "@mantine/core";
import { IconBrandGoogle } from "@tabler/icons-react";
import type { Credential } from "@leeway/api";
import { useBeginSignIn } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

/** Leaves for Google's page, where the person says yes; it leads back to `SignedInPage`. */
export function SignInButton({ credential: { id, name, data } }: { credential: Credential }) {
  const t = useT();
  const begin = useBeginSignIn();
  const signedIn = typeof data["account"] === "string" && data["account"] !== "";
  return (
    <Button
      size="xs"
      variant={signedIn ? "default" : "filled"}
      leftSection={<IconBrandGoogle size={15} aria-hidden />}
      aria-label={t("credentials.signIn.label", { name })}
      loading={begin.isPending || begin.isSuccess}
      onClick={() =>
        begin.mutate(id, {
          onSuccess: ({ url }) => window.location.assign(url),
          onError: (error) => sayError(error, t),
        })
      }
      data-testid={`credential-sign-in-${id}`}
    >
      {t(signedIn ? "credentials.signIn.again" : "credentials.signIn")}
    </Button>
  );
}
