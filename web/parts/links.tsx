/** Links within the app, and out of it. */
import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { ArrowUpRight } from "lucide-react";
import type { ReactNode, Ref } from "react";
import classes from "./links.module.css";

type LinkAnchorProps = Omit<AnchorProps, "href"> & { ref?: Ref<HTMLAnchorElement> };
type LinkButtonProps = Omit<ButtonProps, "href"> & { ref?: Ref<HTMLAnchorElement> };

/** A link to a page of the app. */
export const PageLink = createLink((props: LinkAnchorProps) => <Anchor inherit {...props} />);

/** A link to a page of the app that looks like a button. */
export const PageButton = createLink((props: LinkButtonProps) => <Button component="a" {...props} />);

/** A link to HubSpot, QuickBooks or their simulators; opens beside the app. */
export function ExternalLink({ href, children, label }: { href: string; children: ReactNode; label?: string }): ReactNode {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" className={classes["external"] ?? ""} {...(label === undefined ? {} : { "aria-label": label })}>
      {typeof children === "string" ? <WithArrow text={children} /> : <>{children}{arrow}</>}
    </Anchor>
  );
}

const arrow = <ArrowUpRight size={14} aria-hidden />;

/** The arrow stays on the line of the last word. */
function WithArrow({ text }: { text: string }): ReactNode {
  const lastWord = text.lastIndexOf(" ") + 1;
  return (
    <>
      {text.slice(0, lastWord)}
      <span className={classes["last"]}>
        {text.slice(lastWord)}
        {arrow}
      </span>
    </>
  );
}
