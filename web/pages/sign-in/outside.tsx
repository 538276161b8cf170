import { t } from "@lingui/core/macro";
import { Card, Center, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { shownLanguage } from "../../language/language.ts";
import { z } from "zod";

/** The frame of the pages for whoever is not signed in. */
export function Outside({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Center component="main" mih="100vh" p="md">
      <title>{`${title} · Ledgerline`}</title>
      <Card maw={440} w="100%" padding="xl">
        <Stack gap="md">
          <img src="/favicon.svg" alt="" width={40} height={40} />
          <Title order={1} size="h2">
            {title}
          </Title>
          {children}
        </Stack>
      </Card>
    </Center>
  );
}

/** Why the server said no. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}

const refusal = z.object({ code: z.string(), message: z.string() });

/** Posts to an address that answers before anybody is signed in; a no is thrown as a `Refusal`. */
export async function post<Reply>(path: string, body: unknown, reply: z.ZodType<Reply>): Promise<Reply> {
  const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json", "x-ledgerline-language": shownLanguage() }, body: JSON.stringify(body) });
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return reply.parse(said);
  const refused = refusal.safeParse(said);
  throw refused.success ? new Refusal(refused.data.code, refused.data.message) : new Error(t`The server answered ${answer.status}.`);
}

/** What a command answers that has nothing to say. */
export const done = z.object({ done: z.literal(true) });

/** Loads the app anew, so that nothing of whoever was signed in before stays in memory. */
export function enter(): void {
  location.assign("/");
}
