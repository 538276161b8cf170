/**
 * Finds properties by meaning. HubSpot's own names are the same in every language and are looked for first; a portal that has
 * none of them (an older generation of quotes, a property of the portal's own) is searched by label.
 */
import type { Failure } from "#domain/failure.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import { ok, type Result } from "#domain/result.ts";
import type { Meaning, ValueMeaning, WellKnownProperty } from "#domain/well-known.ts";

/** Where a meaning is kept: under these names, or under such a label. */
interface Place {
  names: readonly string[];
  label: RegExp;
  types: readonly PropertyDefinition["type"][];
  /** The values that mean something, by HubSpot's own value or by their label. */
  values: Partial<Record<ValueMeaning, { values: readonly string[]; label: RegExp }>>;
}

const moments: Place["types"] = ["datetime", "date"];

const signatureValues: Place["values"] = {
  signed: { values: ["ESIGN_COMPLETED", "SIGNED"], label: /complet.*signature|^signed$/i },
  "signature-pending": { values: ["ESIGN_PENDING", "PENDING_SIGNATURE"], label: /pending.*signature/i },
};

const sourceValues: Place["values"] = {
  "from-invoice": { values: ["INVOICE"], label: /^invoice/i },
  "from-quote": { values: ["QUOTE"], label: /^quote/i },
  "from-payment-link": { values: ["SALES_CHECKOUT"], label: /payment link/i },
  "from-subscription": { values: ["SUBSCRIPTION"], label: /^subscription/i },
};

const stateValues: Place["values"] = {
  succeeded: { values: ["succeeded"], label: /^succeeded$/i },
  failed: { values: ["failed"], label: /^failed$/i },
  "partly-refunded": { values: ["partially_refunded"], label: /^partially refunded$/i },
  refunded: { values: ["refunded"], label: /^refunded$/i },
};

/** For portals that do not tell their pipelines: the first stage that is called like this. */
const stageValues: Place["values"] = { won: { values: ["closedwon"], label: /\b(closed won|won|gewonnen|gagnée?|ganad[ao])\b/i } };

const noValues: Place["values"] = {};

/** A kind of records without an entry has nothing of that meaning. */
const places: Record<Meaning, Partial<Record<ObjectType, Place>>> = {
  "record-name": {
    deal: { names: ["dealname"], label: /^deal name$/i, types: ["text"], values: noValues },
    quote: { names: ["hs_title"], label: /^quote (name|title)$/i, types: ["text"], values: noValues },
    payment: { names: ["hs_reference_number"], label: /^reference/i, types: ["text"], values: noValues },
    company: { names: ["name"], label: /^company name$/i, types: ["text"], values: noValues },
    "line-item": { names: ["name"], label: /^name$/i, types: ["text"], values: noValues },
    product: { names: ["name"], label: /^name$/i, types: ["text"], values: noValues },
  },
  "deal-stage": { deal: { names: ["dealstage"], label: /^deal stage$/i, types: ["enumeration"], values: stageValues } },
  "signature-state": { quote: { names: ["hs_sign_status", "hs_quote_esign_status"], label: /^(e-?)?sign(ature)? status$/i, types: ["enumeration"], values: signatureValues } },
  "signed-at": { quote: { names: ["hs_esign_date", "hs_accepted_date"], label: /^e-?sign(ature)?( completed)? date$/i, types: moments, values: noValues } },
  "payment-state": { payment: { names: ["hs_latest_status"], label: /^(payment )?status$/i, types: ["enumeration"], values: stateValues } },
  "payment-source": { payment: { names: ["hs_payment_source_app"], label: /^(payment )?source$/i, types: ["enumeration"], values: sourceValues } },
  "refunded-amount": { payment: { names: ["hs_refunds_amount"], label: /refund(s|ed) amount/i, types: ["number"], values: noValues } },
};

/** The properties with the meaning, best first; `read` asks for the kind's definitions, `wonStages` for the stages of won deals in all pipelines. */
export async function findWellKnown(
  read: (objectType: ObjectType) => Promise<Result<PropertyDefinition[], Failure>>,
  wonStages: () => Promise<Result<readonly string[], Failure>>,
  objectType: ObjectType,
  meaning: Meaning,
): Promise<Result<WellKnownProperty[], Failure>> {
  const place = places[meaning][objectType];
  if (place === undefined) return ok([]);
  const definitions = await read(objectType);
  if (!definitions.ok) return definitions;
  const properties = found(definitions.value, place).map((definition): WellKnownProperty => ({ definition, values: meant(definition, place) }));
  if (meaning !== "deal-stage") return ok(properties);
  const won = await wonStages();
  if (!won.ok) return won;
  const [first, ...others] = won.value;
  return ok(first === undefined ? properties : properties.map((one) => ({ ...one, values: { ...one.values, won: first }, alike: { won: others } })));
}

function found(definitions: readonly PropertyDefinition[], { names, label, types }: Place): PropertyDefinition[] {
  const named = names.flatMap((name) => definitions.find((one) => one.name === name) ?? []);
  return named.length > 0 ? named : definitions.filter((one) => types.includes(one.type) && label.test(one.label));
}

/** Values are matched by HubSpot's own value first: labels are in the portal's language. */
function meant({ options }: PropertyDefinition, { values }: Place): WellKnownProperty["values"] {
  const pairs = Object.entries(values).flatMap(([meaning, known]) => {
    const option = options.find(({ value }) => known.values.includes(value)) ?? options.find(({ label }) => known.label.test(label));
    return option === undefined ? [] : [[meaning, option.value] as const];
  });
  return Object.fromEntries(pairs);
}
