/** The contract's resources put together. */
import { accountSettings } from "./account-settings/account-settings.ts";
import { api } from "./api.ts";
import { saveAllowance } from "./allowance.ts";
import { attention } from "./attention.ts";
import { connecting } from "./connect.ts";
import { connectionCommands } from "./connection-commands.ts";
import { connections } from "./connections.ts";
import { doctor } from "./doctor.ts";
import { documents } from "./documents.ts";
import { enrollments } from "./enrollments.ts";
import { links } from "./links.ts";
import { changes } from "./live.ts";
import { me, overview } from "./session.ts";
import { pickers } from "./pickers.ts";
import { webhookSecret } from "./webhook-secret.ts";
import { workflows } from "./workflows.ts";

export const router = api.router({ me, overview, workflows, pickers, enrollments, attention, links, documents, connections: { ...connections, ...connectionCommands, ...connecting, ...accountSettings, saveAllowance }, webhookSecret, doctor, changes });
