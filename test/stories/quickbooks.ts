/** A story's own view of the QuickBooks simulator: through its control API, never through our client. */

/** An invoice as the simulator holds it. */
export interface SimulatedInvoice {
  Id: string;
  DocNumber: string;
  TotalAmt: number;
  Balance: number;
  TxnDate: string;
  DueDate: string;
  PrivateNote: string;
  CustomerRef: { value: string; name: string };
  BillEmail?: { Address: string };
  Line: { Amount: number; DetailType: string; Description?: string; SalesItemLineDetail?: { ItemRef: { value: string; name: string }; Qty: number; UnitPrice: number } }[];
}

export interface QuickBooks {
  url: string;
  control(path: string, body?: unknown): Promise<unknown>;
  invoices(): Promise<SimulatedInvoice[]>;
  counters(): Promise<{ metered: number; free: number; throttled: number; byEndpoint: Record<string, number> }>;
  /** A vendor call as some other app would make it. */
  call(method: "GET" | "POST", path: string, body?: unknown): Promise<Record<string, any>>;
}

export async function quickBooksAt(url: string): Promise<QuickBooks> {
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/simulator/${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`/simulator/${path} answered ${answer.status}`);
    return answer.json();
  };
  return {
    url,
    control,
    invoices: async () => (await control("invoices")) as SimulatedInvoice[],
    counters: async () => (await control("counters")) as Awaited<ReturnType<QuickBooks["counters"]>>,
    call: async (method, path, body) => {
      const { realmId, accessToken } = (await control("token")) as { realmId: string; accessToken: string };
      const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
      const answer = await fetch(`${url}/v3/company/${realmId}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      return (await answer.json()) as Record<string, any>;
    },
  };
}
