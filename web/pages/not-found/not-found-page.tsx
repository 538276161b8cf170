import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Text>
        The address may be old. <Anchor component={Link} to="/">Go to the workflows</Anchor>.
      </Text>
    </Page>
  );
}
