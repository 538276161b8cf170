/** The people who own records. */
export const owners = [
  { id: "88001", userId: 77001, email: "robin@harborandpine.example", firstName: "Robin", lastName: "Castellano" },
  { id: "88002", userId: 77002, email: "mei@harborandpine.example", firstName: "Mei", lastName: "Tanaka" },
  { id: "88003", userId: 77003, email: "dara@harborandpine.example", firstName: "Dara", lastName: "Walsh" },
].map((owner) => ({
  ...owner,
  type: "PERSON",
  userIdIncludingInactive: owner.userId,
  createdAt: "2026-01-05T17:00:00.000Z",
  updatedAt: "2026-01-05T17:00:00.000Z",
  archived: false,
  teams: [{ id: "4401", name: "Studio", primary: true }],
}));
