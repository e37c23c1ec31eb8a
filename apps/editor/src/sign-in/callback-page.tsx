import { useEffect, useRef } from "react";
import { Button } from "@mantine/core";
import { Link, useLocation, useNavigate } from "react-router";
import { useAuthState, useOidcFinish, useOidcStart } from "../api/account.js";
import { ApiProblem } from "../api/http.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { Card } from "./card.js";
import { takePlace } from "./oidc-return.js";

/** Who was let in there, and not here, can only come as somebody else: else the same one comes back without being asked. */
const isRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && /^oidc\.(nobody|unverified)$/.test(error.code);

/** Where the company's own sign-in leads back to: on to what was opened, or to what can be done. */
export default function CallbackPage() {
  const t = useT();
  const go = useNavigate();
  const { search } = useLocation();
  const finish = useOidcFinish();
  const start = useOidcStart();
  const name = useAuthState().data?.oidc ?? "";
  const begun = useRef(false);
  useEffect(() => {
    // Once: what was brought is good for one time.
    if (begun.current) return;
    begun.current = true;
    finish.mutate(search.slice(1), { onSuccess: () => void go(takePlace(), { replace: true }) });
  });
  const error = start.error ?? finish.error;
  const refused = isRefused(error);
  return (
    <Card title={t("auth.signIn.title")}>
      {error ? (
        <>
          <Failed error={error} />
          <Button loading={start.isPending || start.isSuccess} onClick={() => start.mutate(refused)} fullWidth>
            {t(refused ? "auth.oidc.other" : "auth.oidc.again", { name })}
          </Button>
          <Button component={Link} to="/" replace variant="default" fullWidth>
            {t("auth.back")}
          </Button>
        </>
      ) : (
        <Waiting rows={2} />
      )}
    </Card>
  );
}
