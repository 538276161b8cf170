/** Attachables: notes and files that hang on transactions and list entries. */
import { type Company, type Entity, entityNames, type EntityName } from "../company.ts";
import { Refusal } from "../fault-bodies.ts";
import { memberText } from "../member-text.ts";
import type { Members } from "../wire-object.ts";
import { contentTypeOf } from "../attachments/file-types.ts";
import { type EntityKind, type EntityWrite, operations } from "./kind.ts";

const categories = new Set(["Contact Photo", "Document", "Image", "Receipt", "Signature", "Sound", "Other"]);
/** What nothing can be attached to. */
const bare = new Set<EntityName>(["CustomerType", "Class", "Department", "Term", "PaymentMethod", "TaxCode", "TaxRate", "TaxAgency", "CompanyCurrency", "ExchangeRate", "Attachable"]);
const holders = new Map(entityNames.filter((name) => !bare.has(name)).map((name) => [name.toLowerCase(), name]));
/** What the server says of a file; an update keeps it. */
const fileMembers = ["FileAccessUri", "Size", "ThumbnailFileAccessUri"];
const mostLinks = 10_000;

export const attachableKind: EntityKind = {
  name: "Attachable",
  operations: operations("create update delete"),
  isCaptured: true,
  hasWebhook: false,
  prepare: preparedAttachable,
  settle: (company, before, after) => {
    if (before && !after) company.dropFile(before.Id);
  },
};

function preparedAttachable(company: Company, { members, given, before }: EntityWrite): Members {
  const fileName = memberText(members["FileName"]);
  if (fileName === "" && memberText(members["Note"]) === "") throw new Refusal("6000", "Business Validation Error: An attachable needs a FileName or a Note.", "FileName");
  const category = memberText(members["Category"]);
  if (category !== "" && !categories.has(category)) throw new Refusal("2170", `Invalid Enumeration : ${category}`, "Category");
  const links = (given["AttachableRef"] ?? []) as Members[];
  if (links.length > mostLinks) throw new Refusal("6000", `Business Validation Error: An attachable can be on at most ${mostLinks} entities.`, "AttachableRef");
  const kept = Object.fromEntries(fileMembers.flatMap((member) => (before?.[member] === undefined ? [] : [[member, before[member]]])));
  return {
    ...members,
    ...kept,
    ...(fileName === "" ? {} : { ContentType: members["ContentType"] ?? contentTypeOf(fileName) }),
    // Stored links may lead to what is deleted by now; only new ones are looked up.
    ...(links.length === 0 ? {} : { AttachableRef: links.map((link) => linked(company, link)) }),
  };
}

function linked(company: Company, link: Members): Members {
  const given = (link["EntityRef"] ?? {}) as Members;
  if (link["EntityRef"] === undefined) return link;
  const type = holders.get(memberText(given["type"]).toLowerCase());
  if (!type) throw new Refusal("6050", `Entity type unsupported for Attachable : ${memberText(given["type"], "none")}`, "AttachableRef.EntityRef.type");
  const entity: Entity | undefined = company.find(type, memberText(given["value"]));
  if (!entity) throw new Refusal("2500", `Invalid Reference Id : ${type} element id ${memberText(given["value"])} not found`, "AttachableRef.EntityRef");
  return { ...link, EntityRef: { value: entity.Id, type }, IncludeOnSend: link["IncludeOnSend"] ?? false };
}
