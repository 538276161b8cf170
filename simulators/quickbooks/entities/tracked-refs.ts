/** Class and location must exist, and count only while the company tracks them; otherwise they are left out without a word. */
import type { Company } from "../company.ts";
import { labelled, optional } from "../references.ts";
import type { Members } from "../wire-object.ts";

/** DepartmentRef and ClassRef of a whole document. */
export function trackedRefs(company: Company, members: Members): Members {
  const { TrackDepartments: byLocation, ClassTrackingPerTxn: byClass } = company.prefs("AccountingInfoPrefs");
  return { DepartmentRef: tracked(company, "Department", members["DepartmentRef"], byLocation), ClassRef: tracked(company, "Class", members["ClassRef"], byClass) };
}

/** ClassRef of a line's detail. */
export function trackedClass(company: Company, detail: Members): Members {
  if (detail["ClassRef"] === undefined) return {};
  return { ClassRef: tracked(company, "Class", detail["ClassRef"], company.prefs("AccountingInfoPrefs")["ClassTrackingPerTxnLine"]) };
}

function tracked(company: Company, name: "Class" | "Department", reference: unknown, isOn: unknown): unknown {
  const entity = optional(company, name, reference, `${name}Ref`);
  return isOn === true ? entity && labelled(entity) : undefined;
}
