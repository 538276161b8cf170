/** The properties of own records: their fields, those the workspace defined, and those that documents leave on them. */
import type { ConnectionId } from "#domain/ids.ts";
import { linkBackProperties } from "#domain/link-back.ts";
import { definitionOf, ownFieldOf, ownFields } from "#domain/own-records/fields.ts";
import type { OwnRecords } from "#domain/ports/own-records.ts";
import type { ObjectType, PropertyDefinition } from "#domain/record.ts";
import type { Meaning, WellKnownProperty } from "#domain/well-known.ts";

/** What filters and forms may use, by label. */
export async function propertiesOf(store: OwnRecords, connectionId: ConnectionId, objectType: ObjectType): Promise<PropertyDefinition[]> {
  const custom = (await store.customFields(connectionId))[objectType] ?? [];
  const written = linkBackProperties.map(({ name, label, type }) => ({ name, label, type, options: [], isReadOnly: true }));
  return [...ownFields[objectType].map(definitionOf), ...custom.map(definitionOf), ...written].toSorted((a, b) => a.label.localeCompare(b.label, "en"));
}

interface Place {
  name: string;
  values: WellKnownProperty["values"];
}

const named: Place = { name: "name", values: {} };
const states = { succeeded: "succeeded", failed: "failed", "partly-refunded": "partly-refunded", refunded: "refunded" };
const sources = { "from-invoice": "invoice", "from-quote": "quote", "from-payment-link": "payment-link", "from-subscription": "subscription" };

const places: Record<Meaning, Partial<Record<ObjectType, Place>>> = {
  "record-name": { deal: named, quote: named, company: named, product: named, "line-item": named, payment: { name: "reference", values: {} } },
  "deal-stage": { deal: { name: "stage", values: { won: "won" } } },
  "signature-state": { quote: { name: "signature_status", values: { signed: "signed", "signature-pending": "pending" } } },
  "signed-at": { quote: { name: "signed_at", values: {} } },
  "payment-state": { payment: { name: "status", values: states } },
  "payment-source": { payment: { name: "source", values: sources } },
  "refunded-amount": { payment: { name: "refunded_amount", values: {} } },
};

/** The property with the meaning; [] = records of the kind have none. */
export function wellKnownOf(objectType: ObjectType, meaning: Meaning): WellKnownProperty[] {
  const place = places[meaning][objectType];
  const field = place && ownFieldOf(objectType, place.name);
  return place === undefined || field === undefined ? [] : [{ definition: definitionOf(field), values: place.values }];
}
