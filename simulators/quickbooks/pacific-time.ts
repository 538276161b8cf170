/** QuickBooks writes times with the US Pacific offset, whatever the company's zone. */
const zone = "America/Los_Angeles";
const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "longOffset",
});

let cached = { second: -1, local: "", offset: "" };

function pacific(date: Date): { local: string; offset: string } {
  const second = Math.floor(date.getTime() / 1000);
  if (cached.second === second) return cached;
  const found = Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
  const local = `${found["year"]}-${found["month"]}-${found["day"]}T${found["hour"]}:${found["minute"]}:${found["second"]}`;
  cached = { second, local, offset: (found["timeZoneName"] ?? "GMT-08:00").replace("GMT", "") || "+00:00" };
  return cached;
}

/** For MetaData: seconds. */
export function metaTime(date: Date): string {
  const { local, offset } = pacific(date);
  return local + offset;
}

/** For envelopes: milliseconds. */
export function envelopeTime(date: Date): string {
  const { local, offset } = pacific(date);
  return `${local}.${String(date.getMilliseconds()).padStart(3, "0")}${offset}`;
}

/** Today where the company is. */
export function pacificDate(date: Date): string {
  return pacific(date).local.slice(0, 10);
}

/** Reads a date or a time; without an offset it is Pacific. NaN = not a time. */
export function parseTime(text: string): number {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return NaN;
  const time = trimmed.length === 10 ? `${trimmed}T00:00:00` : trimmed.replace(" ", "T");
  if (/(Z|[+-]\d{2}:?\d{2})$/i.test(time)) return Date.parse(time);
  const asUtc = Date.parse(`${time}Z`);
  return Number.isNaN(asUtc) ? NaN : Date.parse(`${time}${pacific(new Date(asUtc)).offset}`);
}
