import { useEffect, useRef } from "react";
import { Button } from "@mantine/core";
import { Link, useLocation, useNavigate } from "react-router";
import { useOidcFinish } from "../api/account.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { Card } from "./card.js";

/** Where the company's own sign-in leads back to. */
export default function CallbackPage() {
  const t = useT();
  const go = useNavigate();
  const { search } = useLocation();
  const finish = useOidcFinish();
  const begun = useRef(false);
  useEffect(() => {
    // Once: what was brought is good for one time.
    if (begun.current) return;
    begun.current = true;
    finish.mutate(search.slice(1), { onSuccess: () => void go("/", { replace: true }) });
  });
  return (
    <Card title={t("auth.signIn.title")}>
      {finish.error ? (
        <>
          <Failed error={finish.error} />
          <Button component={Link} to="/" replace variant="default">
            {t("auth.back")}
          </Button>
        </>
      ) : (
        <Waiting rows={2} />
      )}
    </Card>
  );
}
