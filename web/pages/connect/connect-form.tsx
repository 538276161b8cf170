import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Card, Group, PasswordInput, Radio, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ConnectOptions } from "#api/connection-life.ts";
import { orpc } from "../../api.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { ExternalLink, PageButton } from "../../parts/links.tsx";
import { Notice } from "../../parts/notice.tsx";
import classes from "./connect.module.css";
import { CopyLine } from "./copy-line.tsx";

type EnvironmentId = ConnectOptions["environments"][number]["id"];

const environmentWords = (): Record<EnvironmentId, { label: string; description: string }> => ({
  simulator: { label: t`Simulator`, description: t`The QuickBooks simulator of this demo. No account anywhere.` },
  production: { label: t`Production`, description: t`A live company, with the app's production keys.` },
  sandbox: { label: t`Sandbox`, description: t`A test company at Intuit, with the app's development keys.` },
});

const developerPages = "https://developer.intuit.com/app/developer/dashboard";

/** The environment, the addresses Intuit wants, and the keys; then on to Intuit's page. */
export function ConnectForm({ options }: { options: ConnectOptions }): ReactNode {
  const first = options.environments[0]?.id ?? "production";
  const form = useForm({
    initialValues: { environment: first, clientId: "", clientSecret: "", webhookVerifierToken: "" },
    validate: {
      clientId: (value) => (value.trim() === "" ? t`Give the client id.` : null),
      clientSecret: (value) => (value.trim() === "" ? t`Give the client secret.` : null),
    },
  });
  const connect = useMutation(orpc.connections.connect.mutationOptions({ onSuccess: ({ consentUrl }) => location.assign(consentUrl) }));
  const { environment } = form.values;
  return (
    <form onSubmit={form.onSubmit((values) => connect.mutate(values))} noValidate>
      <Stack gap="lg">
        <Card>
          <Stack gap="md">
            <Title order={2}>1. <Trans>Where the company is</Trans></Title>
            <Environments options={options} value={environment} onChange={(value) => form.setFieldValue("environment", value)} />
          </Stack>
        </Card>
        {environment !== "simulator" && <AtIntuit options={options} environment={environment} />}
        <Card>
          <Stack gap="md">
            <Title order={2}>{environment === "simulator" ? "2" : "3"}. <Trans>The app's keys</Trans></Title>
            {environment === "simulator" && options.sampleKeys !== null && (
              <Group gap="sm">
                <Text size="sm"><Trans>The simulator knows one app.</Trans></Text>
                <Button size="xs" variant="default" onClick={() => form.setValues(options.sampleKeys ?? {})}>
                  <Trans>Fill in its keys</Trans>
                </Button>
              </Group>
            )}
            <TextInput label={t`Client id`} required autoComplete="off" spellCheck={false} {...form.getInputProps("clientId")} />
            <PasswordInput label={t`Client secret`} description={t`Kept encrypted, and never shown again.`} required autoComplete="off" {...form.getInputProps("clientSecret")} />
            <PasswordInput label={t`Webhook verifier token`} description={t`Optional: lets QuickBooks tell us about changes at once. It stands beside the app's webhook address.`} autoComplete="off" {...form.getInputProps("webhookVerifierToken")} />
            <CallProblem error={connect.error} />
            <Group justify="flex-end" gap="sm">
              <PageButton to="/connections" variant="default">
                <Trans>Cancel</Trans>
              </PageButton>
              <Button type="submit" loading={connect.isPending || connect.isSuccess}>
                <Trans>Go on to QuickBooks</Trans>
              </Button>
            </Group>
            <Text size="sm" c="dimmed">
              <Trans>On QuickBooks' page you choose the company and allow the connection; a company admin must do it. Then you come back here.</Trans>
            </Text>
          </Stack>
        </Card>
      </Stack>
    </form>
  );
}

interface EnvironmentsProps {
  options: ConnectOptions;
  value: EnvironmentId;
  onChange: (value: EnvironmentId) => void;
}

function Environments({ options, value, onChange }: EnvironmentsProps): ReactNode {
  return (
    <Radio.Group name="environment" label={t`Environment`} description={t`Keys and companies of one never work in another.`} value={value} onChange={(chosen) => onChange(chosen as EnvironmentId)}>
      <Stack gap="xs" mt="xs">
        {options.environments.map(({ id }) => (
          <Radio key={id} value={id} {...environmentWords()[id]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function AtIntuit({ options, environment }: { options: ConnectOptions; environment: EnvironmentId }): ReactNode {
  const problem = options.environments.find((one) => one.id === environment)?.redirectProblem ?? null;
  return (
    <Card>
      <Stack gap="md">
        <Title order={2}>2. <Trans>At Intuit</Trans></Title>
        {problem !== null && (
          <Notice tone="warning" title={problem.happened}>
            {problem.doThis}
          </Notice>
        )}
        <ol className={classes["steps"]}>
          <li>
            <Trans>
              Open <ExternalLink href={developerPages}>Intuit's developer pages</ExternalLink>, create an app for QuickBooks Online and Payments, and choose the scope <code>com.intuit.quickbooks.accounting</code>.
            </Trans>
          </li>
          <li>
            {environment === "production" ? (
              <Trans>Under "Keys &amp; credentials", choose production, and add the redirect address below exactly as it is.</Trans>
            ) : (
              <Trans>Under "Keys &amp; credentials", choose development, and add the redirect address below exactly as it is.</Trans>
            )}
          </li>
          {environment === "production" && <li><Trans>Intuit gives production keys after its questionnaire about the app. Use the second address for launch, disconnect and reconnect.</Trans></li>}
          <li><Trans>Copy the client id and the client secret from the same page.</Trans></li>
        </ol>
        <CopyLine label={t`Redirect address`} value={options.redirectUri} />
        {environment === "production" && <CopyLine label={t`Launch and reconnect`} value={options.connectionsUrl} />}
      </Stack>
    </Card>
  );
}
