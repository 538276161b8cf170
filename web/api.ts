/** The API as the pages use it: typed by the contract, and every reply checked against the contract's own schemas. */
import "./interpreted-schemas.ts";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import { ResponseValidationPlugin } from "@orpc/contract/plugins";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { shownLanguage } from "./language/language.ts";
import { contract } from "#api/contract.ts";

/** Calls the server this page came from. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(
  new RPCLink({ url: () => `${location.origin}/rpc`, headers: () => ({ "x-ledgerline-language": shownLanguage() }), plugins: [new ResponseValidationPlugin(contract)] }),
);

/** Query and mutation options of every call. */
export const orpc = createTanstackQueryUtils(client);
