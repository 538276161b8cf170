/** Workflows: built, turned on and off. */
import type { CommandDef } from "citty";
import { asJson, capOf, command, type CommandContext, textOf, workflowAndRecord } from "../command.ts";
import { pause, resume, turnOff, turnOn } from "../switch.ts";
import { runWorkflowVerb } from "../workflow-verbs.ts";

/** Commands that build workflows and turn them on and off. */
export function workflowCommands({ asking, options }: CommandContext): Record<string, CommandDef> {
  return {
    workflows: command(
      "workflows",
      "List the workflows, or build, publish, compare, export and import them",
      {
        verb: { type: "positional", description: "What to do; without it the workflows are listed. The verbs are below", required: false },
        words: { type: "positional", description: "What the verb takes", required: false },
        recipe: { type: "string", valueHint: "id", description: "create: the recipe to begin with" },
        note: { type: "string", valueHint: "text", description: "publish: what is new in this version" },
        override: { type: "string", valueHint: "key=reason", description: "publish: <key>=<reason> for a money risk, several on lines of their own" },
        into: { type: "string", valueHint: "workflow", description: "import: the workflow whose draft the file becomes; validate: the one it is checked as" },
        output: { type: "string", valueHint: "file", description: "export, schema: the file to write" },
        version: { type: "string", valueHint: "number", description: "export: a published version instead of the draft" },
        yes: { type: "boolean", description: "remove, restore: really" },
        ...asJson,
      },
      ({ args }) => {
        const given = { recipe: textOf(args["recipe"]), note: textOf(args["note"]), override: textOf(args["override"]), into: textOf(args["into"]), output: textOf(args["output"]), version: textOf(args["version"]) };
        return asking((client) => runWorkflowVerb(client, textOf(args["verb"]), { ...given, words: args._.slice(1), yes: args["yes"] === true, workingDirectory: options.workingDirectory }));
      },
    ),
    "turn-on": command(
      "turn-on",
      "Turn a workflow on; refused with every finding that must be mended first",
      { workflow: workflowAndRecord.workflow, enroll: { type: "boolean", description: "Enroll the records that meet the triggers already, too" }, cap: { type: "string", valueHint: "number", description: "At most so many of those" }, ...asJson },
      ({ args }) => asking((client) => turnOn(client, String(args["workflow"]), args["enroll"] === true ? "enroll" : "leave", capOf(textOf(args["cap"])))),
    ),
    "turn-off": command(
      "turn-off",
      "Turn a workflow off; enrollments under way finish, or stop",
      { workflow: workflowAndRecord.workflow, stop: { type: "boolean", description: "Stop what is under way; what is being posted is finished" }, ...asJson },
      ({ args }) => asking((client) => turnOff(client, String(args["workflow"]), args["stop"] === true ? "stop" : "finish")),
    ),
    pause: command("pause", "Let records that start to meet a workflow's triggers wait", { workflow: workflowAndRecord.workflow, ...asJson }, ({ args }) => asking((client) => pause(client, String(args["workflow"])))),
    resume: command(
      "resume",
      "Let a paused workflow go on, also after a cap; what waited is enrolled",
      { workflow: workflowAndRecord.workflow, leave: { type: "boolean", description: "Leave what waited alone" }, ...asJson },
      ({ args }) => asking((client) => resume(client, String(args["workflow"]), args["leave"] === true ? "leave" : "enroll")),
    ),
  };
}
