import { BookOpenCheck, Clock, Coins, FileText, Flag, GitFork, type LucideIcon, Mail, PenLine, Receipt, ReceiptText, ShieldCheck, StickyNote, Undo2, Wallet, Webhook } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./canvas.module.css";

const icons: Readonly<Record<string, { icon: LucideIcon; tone: "books" | "flow" | "talk" }>> = {
  "create-invoice": { icon: FileText, tone: "books" },
  "create-estimate": { icon: ReceiptText, tone: "books" },
  "create-sales-receipt": { icon: Receipt, tone: "books" },
  "create-paid-invoice": { icon: BookOpenCheck, tone: "books" },
  "create-payment-sales-receipt": { icon: Receipt, tone: "books" },
  "create-expense": { icon: Wallet, tone: "books" },
  "create-refund-receipt": { icon: Undo2, tone: "books" },
  "wait-until-paid": { icon: Coins, tone: "flow" },
  delay: { icon: Clock, tone: "flow" },
  "if-then": { icon: GitFork, tone: "flow" },
  "by-value": { icon: GitFork, tone: "flow" },
  end: { icon: Flag, tone: "flow" },
  approval: { icon: ShieldCheck, tone: "flow" },
  "set-property": { icon: PenLine, tone: "talk" },
  "create-note": { icon: StickyNote, tone: "talk" },
  "send-email": { icon: Mail, tone: "talk" },
  "call-webhook": { icon: Webhook, tone: "talk" },
};

/** What kind of step it is, at a glance. */
export function ActionIconMark({ action }: { action: string }): ReactNode {
  const { icon: Icon, tone } = icons[action] ?? { icon: FileText, tone: "books" as const };
  return (
    <span className={classes["icon"]} data-tone={tone} aria-hidden>
      <Icon size={17} />
    </span>
  );
}
