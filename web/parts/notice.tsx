import type { ReactNode } from "react";
import classes from "./failure-panel.module.css";

interface NoticeProps {
  tone: "danger" | "warning" | "success";
  title: string;
  children?: ReactNode;
}

/** Something to know before going on, announced when it appears. */
export function Notice({ tone, title, children }: NoticeProps): ReactNode {
  return (
    <div className={classes["panel"]} data-tone={tone} role={tone === "success" ? "status" : "alert"}>
      <div className={classes["happened"]}>{title}</div>
      {children !== undefined && children !== false && <div className={classes["more"]}>{children}</div>}
    </div>
  );
}
