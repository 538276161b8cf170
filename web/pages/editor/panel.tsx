import { useLingui } from "@lingui/react/macro";
import { CloseButton, Title } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import classes from "./editor.module.css";

interface PanelProps {
  title: string;
  /** Under the title. */
  about?: ReactNode;
  /** For what needs room, such as a document. */
  isWide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The right side: what is chosen on the drawing, beside the drawing. Escape closes it and gives the focus back. */
export function Panel({ title, about, isWide = false, onClose, children }: PanelProps): ReactNode {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected && (document.activeElement === document.body || document.activeElement === null)) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      className={`${classes["panel"]} ${isWide ? classes["wide"] : ""}`}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !isInList(event)) onClose();
      }}
    >
      <div className={classes["panel-head"]}>
        <div>
          <Title order={2} ref={heading} tabIndex={-1} className={classes["panel-title"] ?? ""}>
            {title}
          </Title>
          {about !== undefined && <div className={classes["about"]}>{about}</div>}
        </div>
        <CloseButton aria-label={t`Close`} onClick={onClose} />
      </div>
      <div className={classes["panel-body"]}>{children}</div>
    </aside>
  );
}

/** A list that is open over the panel takes the key first. */
function isInList({ currentTarget, target }: KeyboardEvent): boolean {
  return !(target instanceof Element) || !currentTarget.contains(target) || target.closest("[aria-expanded=true]") !== null;
}
