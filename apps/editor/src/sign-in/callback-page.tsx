import { useEffect, useRef, useState } from "react";
import { Button } from "@mantine/core";
import { Link, useLocation, useNavigate } from "react-router";
import type { OidcPurpose } from "@leeway/api";
import { useAuthState, useOidcFinish, useOidcStart } from "../api/account.js";
import { ApiProblem } from "../api/http.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Card } from "./card.js";
import { forgetPlace, keptPlace } from "./oidc-return.js";

/** What can be tried there after an error; nothing where the same would come again. */
function nextTry(error: unknown, begunFor: OidcPurpose): OidcPurpose | undefined {
  const code = error instanceof ApiProblem ? error.code : "";
  if (code === "oidc.notAsked") return undefined;
  // Who was let in there, and not here, can only come as somebody else: else the same one comes back without being asked.
  return code === "oidc.nobody" || code === "oidc.unverified" ? "somebodyElse" : begunFor;
}

/** Where the company's own sign-in leads back to: on to what was opened, or to what can be done. */
export default function CallbackPage() {
  const t = useT();
  const go = useNavigate();
  const { search } = useLocation();
  const finish = useOidcFinish();
  const start = useOidcStart();
  const name = useAuthState().data?.oidc ?? "";
  const [{ place, purpose }] = useState(keptPlace);
  const confirms = purpose === "confirm";
  const begun = useRef(false);
  useEffect(() => {
    // Once: what was brought is good for one time.
    if (begun.current) return;
    begun.current = true;
    const onSuccess = () => {
      forgetPlace();
      if (confirms) sayDone(t("account.confirm.oidc.done"));
      void go(place, { replace: true });
    };
    finish.mutate(search.slice(1), { onSuccess });
  });
  const error = start.error ?? finish.error;
  const next = nextTry(error, purpose);
  return (
    <Card title={t(confirms ? "account.confirm.title" : "auth.signIn.title")}>
      {error ? (
        <>
          <Failed error={error} />
          {next && (
            <Button
              className="leeway-wraps"
              loading={start.isPending || start.isSuccess}
              onClick={() => start.mutate(next)}
              fullWidth
            >
              {t(next === "somebodyElse" ? "auth.oidc.other" : "auth.oidc.again", { name })}
            </Button>
          )}
          <Button component={Link} to={confirms ? place : "/"} replace variant="default" fullWidth>
            {t(confirms ? "account.confirm.back" : "auth.back")}
          </Button>
        </>
      ) : (
        <Waiting rows={2} />
      )}
    </Card>
  );
}
