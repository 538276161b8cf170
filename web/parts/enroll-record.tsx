import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { orpc } from "../api.ts";
import { EnrollDialog, type Enrolled } from "./enroll-dialog.tsx";
import { failuresOf } from "./problems.ts";

interface EnrollRecordProps {
  objectType: string;
  recordId: string;
  name: string;
  onClose: () => void;
}

/** Takes one record into a workflow that the person chooses. */
export function EnrollRecord({ objectType, recordId, name, onClose }: EnrollRecordProps): ReactNode {
  const queries = useQueryClient();
  const enroll = useMutation(orpc.workflows.enroll.mutationOptions({ onSettled: () => void queries.invalidateQueries({ queryKey: orpc.records.key() }) }));
  const failures = failuresOf(enroll.error);
  const answer: Enrolled | null = enroll.isSuccess ? { enrolled: 1, refused: [] } : failures.length > 0 ? { enrolled: 0, refused: [{ recordId, failures }] } : null;
  return (
    <EnrollDialog
      objectType={objectType}
      count={1}
      error={failures.length > 0 ? null : enroll.error}
      isPending={enroll.isPending}
      answer={answer}
      nameOf={() => name}
      onEnroll={(id) => enroll.mutate({ id, recordId })}
      onClose={onClose}
    />
  );
}
