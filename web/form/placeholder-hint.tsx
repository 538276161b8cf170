import type { ReactNode } from "react";
import classes from "./form.module.css";

const examples = ["{{record.name}}", "{{contact.firstname}}", "{{company.name}}", "{{today}}"];

/** What a text with placeholders may hold: any property of the record, the contact or the company. */
export function PlaceholderHint({ help }: { help: string }): ReactNode {
  return (
    <>
      {help}
      <span className={classes["placeholders"]}>
        {examples.map((one) => (
          <code key={one}>{one}</code>
        ))}
      </span>
    </>
  );
}
