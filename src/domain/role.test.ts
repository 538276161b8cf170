import { describe, expect, it } from "vitest";
import { may, refusalOf, type Right, type Role, rights, roles, rolesThatMay } from "./role.ts";

const table: Record<Role, Record<Right, boolean>> = {
  viewer: { read: true, edit: false, approve: false, administer: false },
  editor: { read: true, edit: true, approve: false, administer: false },
  approver: { read: true, edit: false, approve: true, administer: false },
  admin: { read: true, edit: true, approve: true, administer: true },
};

describe("what a role may do", () => {
  for (const role of roles) {
    for (const right of rights) {
      it(`lets ${role} ${right}: ${table[role][right] ? "yes" : "no"}`, () => {
        expect(may(role, right)).toBe(table[role][right]);
        expect(rolesThatMay(right).includes(role)).toBe(table[role][right]);
      });
    }
  }

  it("says who may when it refuses", () => {
    expect(refusalOf("viewer", "edit", "nl")).toBe("Alleen een editor of een beheerder van deze werkruimte mag dit, en de rol is hier lezer. Vraag een beheerder om het te doen of om de rol te wijzigen.");
    expect(refusalOf("viewer", "edit")).toBe("Only an editor or an admin of this workspace may do this, and the role here is viewer. Ask an admin of the workspace to do it or to change the role.");
  });
});
