import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, PasswordInput, Radio, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { CredentialKindName, CrmOptions } from "#api/crm-life.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageButton } from "../../parts/links.tsx";
import { Notice } from "../../parts/notice.tsx";
import { CopyLine } from "../connect/copy-line.tsx";
import { KindChoice } from "./kind-choice.tsx";
import { Permissions } from "./permissions.tsx";

interface HubSpotFormProps {
  options: CrmOptions;
  /** The connection that gets another token; null = a first connection. */
  id: string | null;
}

/** The system, the kind of credential, the credential itself; then what it may do, and the connection. */
export function HubSpotForm({ options, id }: HubSpotFormProps): ReactNode {
  const { t } = useLingui();
  const form = useForm({
    initialValues: { environment: options.environments[0]?.id ?? ("hubspot" as const), kind: "service-key" as CredentialKindName, accessToken: "", clientId: "", clientSecret: "" },
  });
  const { environment, kind, accessToken, clientId, clientSecret } = form.values;
  const isOAuth = kind === "oauth";
  const goOn = { onSuccess: ({ consentUrl }: { consentUrl: string }) => location.assign(consentUrl) };
  const look = useMutation(orpc.connections.tryToken.mutationOptions());
  const connect = useMutation(orpc.connections.connectToken.mutationOptions({ onSuccess: (row) => location.assign(`/connections?connected=${row.id}`) }));
  const consent = useMutation(orpc.connections.connectApp.mutationOptions(goOn));
  const forWhom = id === null ? {} : { id };
  const given = { environment, kind: kind === "oauth" ? ("project-app" as const) : kind, accessToken, clientSecret: kind === "service-key" ? "" : clientSecret };
  const isComplete = (): boolean => {
    const errors = {
      ...(!isOAuth && accessToken.trim() === "" ? { accessToken: t`Give the token.` } : {}),
      ...(isOAuth && clientId.trim() === "" ? { clientId: t`Give the client id.` } : {}),
      ...(isOAuth && clientSecret.trim() === "" ? { clientSecret: t`Give the client secret.` } : {}),
    };
    form.setErrors(errors);
    return Object.keys(errors).length === 0;
  };
  const submit = (): void => {
    if (!isComplete()) return;
    if (isOAuth) consent.mutate({ environment, clientId, clientSecret, ...forWhom });
    else if (look.data === undefined) look.mutate(given);
    else connect.mutate({ ...given, ...forWhom });
  };
  const change = (values: Partial<typeof form.values>): void => {
    form.setValues(values);
    form.clearErrors();
    look.reset();
  };
  const { samples } = options;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      noValidate
    >
      <Stack gap="lg">
        {options.environments.length > 1 && (
          <Card>
            <Radio.Group name="environment" label={t`Which HubSpot`} value={environment} onChange={(chosen) => change({ environment: chosen as typeof environment })}>
              <Stack gap="xs" mt="xs">
                {options.environments.map((one) => (
                  <Radio key={one.id} value={one.id} label={one.id === "simulator" ? t`The simulator of this demo` : t`HubSpot`} />
                ))}
              </Stack>
            </Radio.Group>
          </Card>
        )}
        <KindChoice value={kind} onChange={(chosen) => change({ kind: chosen })} />
        <Card>
          <Stack gap="md">
            <Title order={2}>{isOAuth ? <Trans>The app's keys</Trans> : <Trans>The token</Trans>}</Title>
            {environment === "simulator" && samples !== null && (
              <Group gap="sm">
                <Button size="xs" variant="default" onClick={() => change({ accessToken: kind === "service-key" ? samples.serviceKey : samples.accessToken, clientId: samples.clientId, clientSecret: samples.clientSecret })}>
                  <Trans>Fill in the simulator's</Trans>
                </Button>
              </Group>
            )}
            {isOAuth && environment !== "simulator" && options.redirectProblem !== null && (
              <Notice tone="warning" title={options.redirectProblem.happened}>
                {options.redirectProblem.doThis}
              </Notice>
            )}
            {isOAuth && <CopyLine label={t`Redirect address`} value={options.redirectUri} />}
            {isOAuth && <TextInput label={t`Client id`} required autoComplete="off" spellCheck={false} value={clientId} error={form.errors["clientId"]} onChange={(event) => change({ clientId: event.currentTarget.value })} />}
            {!isOAuth && (
              <PasswordInput label={t`Token`} description={t`Kept encrypted, and never shown again.`} required autoComplete="off" value={accessToken} error={form.errors["accessToken"]} onChange={(event) => change({ accessToken: event.currentTarget.value })} />
            )}
            {kind !== "service-key" && (
              <PasswordInput
                label={t`Client secret`}
                description={isOAuth ? t`Kept encrypted, and never shown again.` : t`Optional: by it we know that a webhook is HubSpot's. Without it changes are found by asking.`}
                required={isOAuth}
                autoComplete="off"
                value={clientSecret}
                error={form.errors["clientSecret"]}
                onChange={(event) => change({ clientSecret: event.currentTarget.value })}
              />
            )}
          </Stack>
        </Card>
        {look.data !== undefined && (
          <Card>
            <Stack gap="md">
              <Title order={2}>
                <Trans>Portal {look.data.portalId}</Trans>
              </Title>
              <Text size="sm" c="dimmed">
                {look.data.timeZone} · {look.data.currency}
              </Text>
              <Permissions permissions={look.data.permissions} />
            </Stack>
          </Card>
        )}
        {isOAuth && (
          <Card>
            <Stack gap="md">
              <Title order={2}>
                <Trans>Scopes of the app</Trans>
              </Title>
              <Permissions permissions={options.permissions} />
            </Stack>
          </Card>
        )}
        <CallProblem error={look.error ?? connect.error ?? consent.error} />
        <Group justify="flex-end" gap="sm">
          <PageButton to="/connections" variant="default">
            <Trans>Cancel</Trans>
          </PageButton>
          <Button type="submit" loading={look.isPending || connect.isPending || connect.isSuccess || consent.isPending || consent.isSuccess}>
            {isOAuth ? <Trans>Go on to HubSpot</Trans> : look.data === undefined ? <Trans>Check the token</Trans> : <Trans>Connect</Trans>}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
