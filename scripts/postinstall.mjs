// npm running on an old system Node silently skips optional native packages whose "engines" exclude it.
// When that is the case, repeat the install with the Node that this package brings along.
import { spawnSync } from "node:child_process";

const oldestNodeThatInstallsEverything = 24;
const npmsNode = /node\/v(\d+)/.exec(process.env.npm_config_user_agent ?? "");
const ownNode = Number(process.versions.node.split(".")[0]);

if (
  npmsNode &&
  Number(npmsNode[1]) < oldestNodeThatInstallsEverything &&
  ownNode >= oldestNodeThatInstallsEverything &&
  process.env.npm_execpath
) {
  const again = spawnSync(
    process.execPath,
    [process.env.npm_execpath, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    { stdio: "inherit" },
  );
  process.exit(again.status ?? 1);
}
