import { useEffect, useRef } from "react";
import { Button, Center, Stack } from "@mantine/core";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useFinishSignIn } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { Failed, WaitingPage } from "../ui/states.js";
import { useTitle } from "../ui/title.js";

/** Where Google leads back to: hands on what it brought, and goes to the credentials. */
export default function SignedInPage() {
  const t = useT();
  useTitle(t("credentials.title"));
  const go = useNavigate();
  const [query] = useSearchParams();
  const finish = useFinishSignIn();
  const begun = useRef(false);
  const [state, code] = [query.get("state"), query.get("code")];
  useEffect(() => {
    // Once: what was brought is good for one time.
    if (begun.current || state === null || code === null) return;
    begun.current = true;
    finish.mutate(
      { state, code },
      {
        onSuccess: ({ name }) => {
          sayDone(t("credentials.signIn.done", { name }));
          void go("/credentials", { replace: true });
        },
      },
    );
  });
  const denied = code === null ? new Error(t("credentials.signIn.denied")) : null;
  const error = denied ?? finish.error;
  if (!error) return <WaitingPage />;
  return (
    <Center h="100%" p="xl">
      <Stack maw={480}>
        <Failed error={error} />
        <Button component={Link} to="/credentials" replace>
          {t("credentials.signIn.back")}
        </Button>
      </Stack>
    </Center>
  );
}
