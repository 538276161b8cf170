import "../../interpreted-schemas.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { role } from "#api/people.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useRoleWords } from "../../parts/roles.ts";
import { done, enter, Outside, post } from "./outside.tsx";

const invitation = z.object({ email: z.string(), role, invitedBy: z.string(), workspaceName: z.string(), isKnown: z.boolean(), isSignedIn: z.boolean() });
type Invitation = z.infer<typeof invitation>;

/** Joining a workspace. The secret stands after the hash, which browsers send to nobody. */
export function InvitationPage(): ReactNode {
  const { t } = useLingui();
  const token = location.hash.slice(1);
  const found = useQuery({ queryKey: ["invitation", token], queryFn: () => post("/invitation", { token }, invitation), retry: false });
  return (
    <Outside title={found.data === undefined ? t`Your invitation` : t`Join ${found.data.workspaceName}`}>
      {found.isPending && <LoadingRows rows={3} />}
      <CallProblem error={found.error} />
      {found.data !== undefined && <Join invitation={found.data} token={token} />}
    </Outside>
  );
}

function Join({ invitation: { email, invitedBy, workspaceName, isKnown, isSignedIn, role: given }, token }: { invitation: Invitation; token: string }): ReactNode {
  const words = useRoleWords().find(({ value }) => value === given);
  return (
    <>
      <Text size="sm">
        <Trans>
          {invitedBy} invited {email} to the workspace {workspaceName} as {words?.label}: {words?.explained}.
        </Trans>
      </Text>
      {!isKnown && <NewPerson email={email} token={token} />}
      {isKnown && isSignedIn && <JoinNow token={token} />}
      {isKnown && !isSignedIn && (
        <>
          <Text size="sm">
            <Trans>This address has an account here. Sign in with it, then open the link of the invitation again.</Trans>
          </Text>
          <Button component="a" href="/sign-in">
            <Trans>Sign in</Trans>
          </Button>
        </>
      )}
    </>
  );
}

function NewPerson({ email, token }: { email: string; token: string }): ReactNode {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const join = useMutation({ mutationFn: () => post("/invitation/accept", { token, name, password }, done), onSuccess: enter });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        join.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput label={t`E-mail address`} type="email" autoComplete="username" readOnly value={email} />
        <TextInput label={t`Your name`} autoComplete="name" required maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <PasswordInput
          label={t`Choose a password`}
          description={t`At least 12 characters.`}
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
        />
        <CallProblem error={join.error} />
        <Button type="submit" loading={join.isPending}>
          <Trans>Join</Trans>
        </Button>
      </Stack>
    </form>
  );
}

function JoinNow({ token }: { token: string }): ReactNode {
  const join = useMutation({ mutationFn: () => post("/invitation/accept", { token }, done), onSuccess: enter });
  return (
    <>
      <CallProblem error={join.error} />
      <Button loading={join.isPending} onClick={() => join.mutate()}>
        <Trans>Join</Trans>
      </Button>
    </>
  );
}
