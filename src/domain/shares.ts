/** Splits amounts so that no cent is lost: the shares always sum to the whole. */

/**
 * Splits whole minor units by weights (whole numbers, for example line amounts): each share is its exact part rounded down or
 * up, and what rounding leaves goes to the largest remainders, the first of equals first. Weights that sum to zero give
 * everything to the first.
 */
export function shareOut(amountMinor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amountMinor : 0));
  const sign = sum < 0n ? -1n : 1n;
  const parts = weights.map((weight) => flooredPart(BigInt(amountMinor) * BigInt(weight) * sign, sum * sign));
  const left = BigInt(amountMinor) - parts.reduce((total, part) => total + part.share, 0n);
  const byRemainder = parts.map((part, index) => ({ ...part, index })).sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  const luckyOnes = new Set(byRemainder.slice(0, Number(left)).map(({ index }) => index));
  return parts.map(({ share }, index) => Number(share) + (luckyOnes.has(index) ? 1 : 0));
}

/** The exact part `dividend / divisor`, rounded down, and what is left of it. */
function flooredPart(dividend: bigint, divisor: bigint): { share: bigint; remainder: bigint } {
  const truncated = dividend / divisor;
  const share = dividend % divisor < 0n ? truncated - 1n : truncated;
  return { share, remainder: dividend - share * divisor };
}
