import { formatMoment } from "./formats.ts";

/** A moment, with the exact instant for machines and on hover. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: "nowrap" }}>
      {formatMoment(at)}
    </time>
  );
}
