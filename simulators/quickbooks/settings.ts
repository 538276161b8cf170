/** What can be set on a running simulator, and what it takes. */
import { type MeteringSettings, tiers, usualMetering } from "./metering.ts";
import { type ThrottleSettings, usualThrottles } from "./throttle.ts";

export interface Settings {
  /** Added to every answer of the Accounting API. */
  latencyMs: number;
  throttles: ThrottleSettings;
  accessTokenSeconds: number;
  rotatesRefreshTokens: boolean;
  /** A refresh token keeps its value this long; 0 = every refresh replaces it, the strictest reading of the vendor's policy. */
  refreshTokenKeptSeconds: number;
  /** How long a replaced refresh token still works. */
  replacedTokenGraceSeconds: number;
  /** A replaced token that is used again ends the new one, too. */
  replacedTokenKills: boolean;
  /** How long a requestid gives the same answer. */
  requestIdRetentionSeconds: number;
  /** Whether a refusal is replayed, too. */
  replaysFaults: boolean;
  metering: MeteringSettings;
  /** The header of a throttle answer that says when to come back; 0 = there is none, as has been observed. */
  retryAfterSeconds: number;
}

export function usualSettings(): Settings {
  return {
    latencyMs: 0,
    throttles: { ...usualThrottles },
    accessTokenSeconds: 3_600,
    rotatesRefreshTokens: true,
    refreshTokenKeptSeconds: 0,
    replacedTokenGraceSeconds: 0,
    replacedTokenKills: false,
    requestIdRetentionSeconds: 86_400,
    replaysFaults: false,
    metering: usualMetering(),
    retryAfterSeconds: 0,
  };
}

/** The settings with some of them changed, or the words for what is wrong with the change. */
export function changedSettings(settings: Settings, change: unknown): { settings: Settings } | { problem: string } {
  const { throttles = {}, metering = {}, ...plain } = (change ?? {}) as Partial<Settings>;
  const problem = problemIn(settings, plain, "") ?? problemIn(settings.throttles, throttles, "throttles.") ?? problemIn(settings.metering, metering, "metering.") ?? tierProblem(metering);
  if (problem !== null) return { problem };
  return { settings: { ...settings, ...plain, throttles: { ...settings.throttles, ...throttles }, metering: { ...settings.metering, ...metering } } };
}

function tierProblem({ tier }: Partial<MeteringSettings>): string | null {
  return tier === undefined || tier in tiers ? null : `metering.tier must be one of ${Object.keys(tiers).join(", ")}.`;
}

function problemIn(settings: object, change: object, prefix: string): string | null {
  const known = new Map<string, unknown>(Object.entries(settings));
  for (const [name, value] of Object.entries(change)) {
    if (!known.has(name)) return `There is no setting ${prefix}${name}.`;
    if (typeof value !== typeof known.get(name)) return `${prefix}${name} must be a ${typeof known.get(name)}.`;
    if (typeof value === "number" && !(value >= 0)) return `${prefix}${name} must not be negative.`;
  }
  return null;
}
