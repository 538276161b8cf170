import { Center, Code, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";

/** Shown when the server does not know who we are: how to get a link. */
export function SignInPage() {
  useDocumentTitle("Sign in · Ledgerline");
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper withBorder p="xl" maw={460} radius="md">
        <Stack gap="sm">
          <Title order={1} size="h3">
            Sign in to Ledgerline
          </Title>
          <Text>Open the one-time link that the terminal showed when the server started. A link works once, for fifteen minutes.</Text>
          <Text>For a new link, run this where Ledgerline is installed:</Text>
          <Code block>npm run ledgerline -- sign-in-link</Code>
        </Stack>
      </Paper>
    </Center>
  );
}
