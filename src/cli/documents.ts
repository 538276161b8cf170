/** `ledgerline documents`. */
import type { DocumentRow } from "#api/document.ts";
import { documentWords } from "#domain/document/kind.ts";
import type { Client } from "./client.ts";
import type { Said } from "./said.ts";
import { moneyText, table } from "./text.ts";

/** Lists the newest posted documents. */
export async function listDocuments(client: Client, limit: number): Promise<Said> {
  const rows = await client.documents.list({ limit });
  return { json: rows, text: rows.length === 0 ? "No documents were posted yet." : documentTable(rows) };
}

function documentTable(rows: readonly DocumentRow[]): string {
  return table(
    [
      { title: "NUMBER" },
      { title: "KIND" },
      { title: "CUSTOMER OR PAYEE" },
      { title: "DATE" },
      { title: "TOTAL", align: "right" },
      { title: "OPEN", align: "right" },
      { title: "RECORD" },
      { title: "LINKED BACK" },
      { title: "WHERE" },
    ],
    rows.map((row) => [
      row.number ?? "-",
      documentWords[row.kind].noun,
      row.partyName ?? "-",
      row.transactionDate,
      moneyText(row.total),
      moneyText(row.balance),
      row.recordName,
      row.linkBackState === "linked" ? "yes" : row.linkBackState,
      row.url,
    ]),
  );
}
