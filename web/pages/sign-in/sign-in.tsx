import { Anchor, Card, Center, Code, List, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** How to get in: a one-time link, made on the server. */
export function SignInPage(): ReactNode {
  return (
    <Center component="main" mih="100vh" p="md">
      <title>Sign in · Ledgerline</title>
      <Card maw={460} w="100%" padding="xl">
        <Stack gap="md">
          <img src="/favicon.svg" alt="" width={40} height={40} />
          <Title order={1}>Sign in to Ledgerline</Title>
          <Text size="sm">There is no password. You sign in with a link that works once, within 15 minutes. The terminal shows one when Ledgerline starts.</Text>
          <Text size="sm" fw={600}>
            To get a new link
          </Text>
          <List type="ordered" size="sm" spacing="xs">
            <List.Item>
              On the server, in Ledgerline's folder, run <Code>npm run ledgerline -- sign-in-link</Code>
            </List.Item>
            <List.Item>Open the link it prints in this browser.</List.Item>
          </List>
          <Text size="sm" c="dimmed">
            Signed in already? <Anchor href="/">Open the workflows</Anchor>
          </Text>
        </Stack>
      </Card>
    </Center>
  );
}
