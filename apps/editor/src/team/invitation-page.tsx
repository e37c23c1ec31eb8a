import { useState, type ReactNode } from "react";
import { Button, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useLocation } from "react-router";
import { sayRole, type LookedInvitation } from "@leeway/api";
import { useAuthState, useMe, useSignOut } from "../api/account.js";
import { useAcceptInvitation, useJoin, useLookedInvitation } from "../api/team.js";
import { Card, Password } from "../sign-in/card.js";
import { SignInPage } from "../sign-in/sign-in-page.js";
import { focusFirstWrong } from "../ui/focus-first-wrong.js";
import { useLanguage, useT } from "../ui/language.js";
import { Failed, Waiting, WaitingPage } from "../ui/states.js";

/** The page is loaded anew: what one sees next is the workspace, with nothing kept of before. */
const goInside = () => location.replace("/workflows");

/** Where the link of an invitation leads. The token stands behind `#`, and leaves the browser in a body only. */
export default function InvitationPage() {
  const t = useT();
  const { hash } = useLocation();
  const [token] = useState(hash.slice(1));
  const auth = useAuthState();
  const invitation = useLookedInvitation(token);
  const [signingIn, setSigningIn] = useState(false);
  const error = invitation.error ?? auth.error;
  if (!invitation.data || !auth.data) {
    return (
      <Card title={t("join.title")}>
        {error ? <Failed error={error} /> : <Waiting rows={2} />}
        <Button component={Link} to="/" replace variant="default">
          {auth.data?.signedIn ? t("notFound.home") : t("auth.back")}
        </Button>
      </Card>
    );
  }
  if (auth.data.signedIn) return <Accept token={token} invitation={invitation.data} />;
  if (signingIn) return <SignInPage auth={auth.data} />;
  return invitation.data.known ? (
    <Invited invitation={invitation.data}>
      <Text size="sm">{t("join.known", { email: invitation.data.email })}</Text>
      <Button fullWidth onClick={() => setSigningIn(true)}>
        {t("auth.signIn.button")}
      </Button>
    </Invited>
  ) : (
    <Join token={token} invitation={invitation.data} />
  );
}

interface InvitedProps extends Pick<Parameters<typeof Card>[0], "error" | "onSubmit"> {
  invitation: LookedInvitation;
  children: ReactNode;
}

function Invited({ invitation: { workspace, role, invitedBy }, children, ...rest }: InvitedProps) {
  const t = useT();
  const { locale } = useLanguage();
  const text = t("join.text", { by: invitedBy, role: sayRole(role, locale).toLocaleLowerCase(locale) });
  return (
    <Card title={workspace} text={text} {...rest}>
      {children}
    </Card>
  );
}

/** Who is signed in accepts by one button, if it is for them. */
function Accept({ token, invitation }: { token: string; invitation: LookedInvitation }) {
  const t = useT();
  const me = useMe();
  const accept = useAcceptInvitation();
  const signOut = useSignOut();
  const email = me.data?.user.email;
  if (me.isPending) return <WaitingPage />;
  if (email !== undefined && email !== invitation.email) {
    return (
      <Invited invitation={invitation}>
        <Text size="sm">{t("join.other", { email: invitation.email, yours: email })}</Text>
        <Button fullWidth loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t("join.signOut")}
        </Button>
        <Button component={Link} to="/" replace variant="default">
          {t("join.stay")}
        </Button>
      </Invited>
    );
  }
  return (
    <Invited
      invitation={invitation}
      error={accept.error}
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate(token, { onSuccess: goInside });
      }}
    >
      <Button type="submit" fullWidth loading={accept.isPending || accept.isSuccess}>
        {t("join.button")}
      </Button>
    </Invited>
  );
}

/** A new person says who they are and chooses a password. */
function Join({ token, invitation }: { token: string; invitation: LookedInvitation }) {
  const t = useT();
  const { locale } = useLanguage();
  const join = useJoin();
  const form = useForm({
    initialValues: { name: "", password: "" },
    validate: {
      name: (value) => (value.trim() ? null : t("field.required")),
      password: (value) => (value.length >= 10 ? null : t("auth.password.rule")),
    },
  });
  const submit = form.onSubmit(
    (values) => join.mutate({ ...values, token, locale }, { onSuccess: goInside }),
    focusFirstWrong,
  );
  return (
    <Invited invitation={invitation} onSubmit={submit} error={join.error}>
      <TextInput label={t("auth.email")} value={invitation.email} autoComplete="username" readOnly variant="filled" />
      <TextInput label={t("auth.name")} autoComplete="name" required autoFocus {...form.getInputProps("name")} />
      <Password description={t("auth.password.rule")} autoComplete="new-password" {...form.getInputProps("password")} />
      <Button type="submit" fullWidth loading={join.isPending || join.isSuccess}>
        {t("join.button")}
      </Button>
    </Invited>
  );
}
