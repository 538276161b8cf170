import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { DryRun } from "#api/enrollment.ts";
import { Facts } from "../parts/facts.tsx";
import { JsonBlock } from "../parts/json-block.tsx";
import classes from "./message-preview.module.css";

type Message = NonNullable<DryRun["steps"][number]["message"]>;

/** What a step would send, as it would be read; testing sends nothing. */
export function MessagePreview({ message }: { message: Message }): ReactNode {
  const { t } = useLingui();
  const titles: Record<Message["kind"], string> = {
    note: t`This note, when the workflow runs`,
    email: t`This e-mail, when the workflow runs`,
    webhook: t`This call, when the workflow runs`,
  };
  return (
    <section className={classes["message"]} aria-label={titles[message.kind]}>
      <div className={classes["title"]}>{titles[message.kind]}</div>
      <Content message={message} />
    </section>
  );
}

function Content({ message }: { message: Message }): ReactNode {
  const { t } = useLingui();
  switch (message.kind) {
    case "note":
      return <div className={classes["text"]}>{message.text}</div>;
    case "email":
      return (
        <>
          <Facts facts={[{ label: t`Recipients`, value: message.to.join(", ") }, { label: t`Subject`, value: message.subject }]} />
          <div className={classes["text"]}>{message.text}</div>
        </>
      );
    case "webhook":
      return (
        <>
          <Facts facts={[{ label: t`Address`, value: message.url }]} />
          <JsonBlock label={t`Content of the call`} value={parsed(message.body)} />
        </>
      );
  }
}

/** As data where it is JSON, so that it is shown line by line. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
