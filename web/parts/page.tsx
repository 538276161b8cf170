import { Group, Stack, Text, Title } from "@mantine/core";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  /** Beside the title: a badge. */
  beside?: ReactNode;
  /** Under the title: one line of facts. */
  facts?: ReactNode;
  /** To the right of the title: buttons. */
  actions?: ReactNode;
  /** Above the title: the way back. */
  back?: ReactNode;
  children: ReactNode;
}

let isFirstPage = true;

/** A page's frame: title in the window and as the one heading, and the focus where reading starts. */
export function Page({ title, beside, facts, actions, back, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <Stack gap="lg" className={classes["page"] ?? ""}>
      <title>{`${title} · Ledgerline`}</title>
      <div>
        {back !== undefined && (
          <div className={classes["back"]}>
            <ChevronLeft size={15} aria-hidden />
            {back}
          </div>
        )}
        <Group justify="space-between" align="flex-start" gap="md">
          <div className={classes["heading"]}>
            <Group gap="sm">
              <Title order={1} ref={heading} tabIndex={-1} className={classes["title"] ?? ""}>
                {title}
              </Title>
              {beside}
            </Group>
            {facts !== undefined && (
              <Text component="div" size="sm" c="dimmed" mt={4} className={classes["facts"] ?? ""}>
                {facts}
              </Text>
            )}
          </div>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
      </div>
      {children}
    </Stack>
  );
}
