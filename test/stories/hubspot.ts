/** A story's own view of the HubSpot simulator: its control API and plain vendor calls, never our client. */

/** What a story says of a deal it wants. */
export interface DealWish {
  name?: string;
  stage?: string;
  /** Absent = Ada Okoye; an e-mail alone = the contact that has it; null = none. */
  contact?: { firstname?: string; lastname?: string; email?: string; [property: string]: string | undefined } | null;
  lines?: { name?: string; hs_sku?: string; quantity?: string; price?: string; [property: string]: string | undefined }[];
}

export interface HubSpot {
  url: string;
  control(path: string, body?: unknown): Promise<any>;
  call(method: string, path: string, body?: unknown): Promise<any>;
  /** Makes a deal with one contact and its line items; the stage is "contractsent" unless told otherwise. */
  deal(wish: DealWish): Promise<string>;
  /** Finds a seeded contact's id by e-mail. */
  contactByEmail(email: string): Promise<string>;
  moveTo(dealId: string, stage: string): Promise<void>;
  property(dealId: string, name: string): Promise<string | null>;
}

export async function hubSpotAt(url: string): Promise<HubSpot> {
  const control = async (path: string, body?: unknown): Promise<any> => {
    const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/simulator/${path}`, init);
    if (!answer.ok) throw new Error(`/simulator/${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { accessToken } = (await control("token")) as { accessToken: string };
  const call = async (method: string, path: string, body?: unknown): Promise<any> => {
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  const create = async (type: string, properties: Record<string, string | undefined>): Promise<string> => (await call("POST", `/crm/v3/objects/${type}`, { properties })).id as string;
  const associate = (from: string, fromId: string, to: string, toId: string): Promise<unknown> =>
    call("PUT", `/crm/v4/objects/${from}/${fromId}/associations/default/${to}/${toId}`, []);

  const hubspot: HubSpot = {
    url,
    control,
    call,
    deal: async ({ name = "A deal", stage = "contractsent", contact, lines = [{ hs_sku: "DSN-100", name: "Design consultation", quantity: "2", price: "150" }] }) => {
      const dealId = await create("deals", { dealname: name, dealstage: stage, pipeline: "default" });
      if (contact !== null) {
        const known = contact === undefined ? "ada@northwind.example" : contact.firstname === undefined ? contact.email : undefined;
        await associate("deals", dealId, "contacts", known === undefined ? await create("contacts", contact ?? {}) : await hubspot.contactByEmail(known));
      }
      for (const line of lines) await associate("deals", dealId, "line_items", await create("line_items", line));
      return dealId;
    },
    contactByEmail: async (email) => {
      const found = await call("POST", "/crm/v3/objects/contacts/search", { filterGroups: [{ filters: [{ propertyName: "email", operator: "EQ", value: email }] }], limit: 1 });
      return found.results[0].id as string;
    },
    moveTo: async (dealId, stage) => void (await call("PATCH", `/crm/v3/objects/deals/${dealId}`, { properties: { dealstage: stage } })),
    property: async (dealId, name) => (await call("GET", `/crm/v3/objects/deals/${dealId}?properties=${name}`)).properties[name] as string | null,
  };
  return hubspot;
}
