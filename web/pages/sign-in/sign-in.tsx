import "../../interpreted-schemas.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Code, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { CallProblem } from "../../parts/call-problem.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import { done, enter, Outside, post } from "./outside.tsx";

const options = z.object({ isMailSetUp: z.boolean() });

/** Signing in: by password, by a link in the mail where there is a mail server, or by the terminal's link. */
export function SignInPage(): ReactNode {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const offered = useQuery({ queryKey: ["sign-in options"], queryFn: async () => options.parse(await (await fetch("/sign-in/options")).json()) });
  const signIn = useMutation({ mutationFn: () => post("/sign-in/password", { email, password }, done), onSuccess: enter });
  const mail = useMutation({ mutationFn: () => post("/sign-in/link", { email }, done) });
  const isMailSetUp = offered.data?.isMailSetUp ?? false;
  return (
    <Outside title={t`Sign in to Ledgerline`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput label={t`E-mail address`} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          <PasswordInput label={t`Password`} autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t`Show the password` }} />
          <CallProblem error={signIn.error} />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            <Trans>Sign in</Trans>
          </Button>
          {isMailSetUp && (
            <ReasonedButton variant="default" leftSection={<Mail size={16} aria-hidden />} whyNot={email.includes("@") ? null : t`Fill in your e-mail address first.`} loading={mail.isPending} onClick={() => mail.mutate()} fullWidth>
              <Trans>Mail me a sign-in link instead</Trans>
            </ReasonedButton>
          )}
          <CallProblem error={mail.error} />
          {mail.isSuccess && (
            <Alert color="teal" role="status">
              <Trans>If this address may sign in here, a link is on its way. It works once, within 15 minutes.</Trans>
            </Alert>
          )}
        </Stack>
      </form>
      <Text size="sm" c="dimmed">
        <Trans>
          No password yet, or lost it? Run <Code>npm run ledgerline -- sign-in-link</Code> on the server and open the link it prints.
        </Trans>
      </Text>
    </Outside>
  );
}
