/** Why something cannot be used now, told to whoever points at it, touches it or reaches it with the keyboard. */
import { type FocusEvent, lazy, type ReactNode, Suspense, useState } from "react";

const ReasonHint = lazy(async () => ({ default: (await import("./reason-hint.tsx")).ReasonHint }));

interface Reason {
  /** For what cannot be used. */
  asked: {
    ref: (element: HTMLElement | null) => void;
    onMouseEnter: () => void;
    onMouseLeave: () => void;
    onFocus: (event: FocusEvent) => void;
    onBlur: () => void;
  };
  /** Beside it and never around it, so that it keeps the focus when the bubble arrives. */
  hint: ReactNode;
}

/** What says why: `whyNot` in words; null = it can be used. */
export function useReason(whyNot: string | null): Reason {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const [isPointedAt, setPointedAt] = useState(false);
  const [isReached, setReached] = useState(false);
  const dismiss = (): void => {
    setPointedAt(false);
    setReached(false);
  };
  return {
    asked: {
      ref: setTarget,
      onMouseEnter: () => setPointedAt(true),
      onMouseLeave: () => setPointedAt(false),
      onFocus: (event) => setReached(event.target.matches(":focus-visible")),
      onBlur: () => setReached(false),
    },
    hint: whyNot !== null && target !== null && (
      <Suspense>
        <ReasonHint target={target} whyNot={whyNot} isShown={isPointedAt || isReached} onDismiss={dismiss} />
      </Suspense>
    ),
  };
}
