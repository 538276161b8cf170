/** `ledgerline hubspot-app`: the files of the app that puts our actions into HubSpot's workflow editor. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { Client } from "./client.ts";
import { CliProblem } from "./problem.ts";
import type { Said } from "./said.ts";

/** Writes the files below a folder, which must be empty or hold an earlier version of the app. */
export async function writeHubSpotApp(client: Client, workingDirectory: string, folder: string, name: string | undefined): Promise<Said> {
  const target = resolve(workingDirectory, folder);
  await refuseOthersFiles(target, folder);
  const { files, publicUrl, problem } = await client.crmApp.hubspot(name === undefined ? {} : { name });
  for (const { path, content } of files) {
    const file = join(target, path);
    if (!file.startsWith(target + sep)) throw new CliProblem("server", `The server named a file outside the folder: ${path}.`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const lines = [
    `${files.length} files are in ${target}; the app calls ${publicUrl}.`,
    ...(problem === null ? [] : ["", problem]),
    "",
    "Next, with HubSpot's developer CLI (docs/guides/inside-hubspot.md):",
    "  hs account auth",
    `  cd ${folder} && hs project upload`,
    "Then install the app in your account, and connect HubSpot in Ledgerline with the app's access token and client secret.",
  ];
  return { json: { folder: target, files: files.map(({ path }) => path), publicUrl, problem }, text: lines.join("\n") };
}

/** Nothing that is not ours is written over. */
async function refuseOthersFiles(target: string, folder: string): Promise<void> {
  const entries: string[] = await readdir(target).catch(() => []);
  if (entries.length === 0 || entries.includes("hsproject.json")) return;
  throw new CliProblem("usage", `The folder ${folder} is not empty and holds no HubSpot project.`, "Name a new folder with --out, or one that this command made before.");
}
