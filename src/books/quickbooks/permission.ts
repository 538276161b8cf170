/** How long Intuit lets us in: 100 days after the last refresh, and five years after the consent (in force since January 2026). */
import { later, type Instant } from "#domain/dates.ts";
import type { Permission } from "#domain/permission.ts";
import { permissionIn } from "./secret.ts";

const dayMs = 86_400_000;
const fiveYearsMs = 5 * 365 * dayMs;

/** Reads the life of a stored secret; null = there is no permission. `connectedAt` counts where the secret does not know it. */
export function permissionOf(stored: unknown, connectedAt: Instant): Permission | null {
  const secret = permissionIn(stored);
  if (secret === null) return null;
  const since = (secret.connectedAt ?? connectedAt) as Instant;
  return {
    renewedAt: (secret.renewedAt ?? null) as Instant | null,
    unusedUntil: secret.refreshExpiresAt as Instant,
    endsAt: (secret.hardExpiresAt ?? later(since, fiveYearsMs)) as Instant,
    isEndAssumed: secret.hardExpiresAt === undefined,
  };
}
