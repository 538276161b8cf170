import { ThemeIcon, Title } from "@mantine/core";
import { Zap } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { objectTypeWords } from "../../parts/states.ts";
import classes from "./flow.module.css";

interface TriggersProps {
  /** Group by group, filter by filter. */
  groups: readonly (readonly string[])[];
  objectType: string;
}

/** What starts the workflow, in words. */
export function Triggers({ groups, objectType }: TriggersProps): ReactNode {
  return (
    <section className={classes["card"]} aria-labelledby="triggers">
      <div className={classes["head"]}>
        <ThemeIcon variant="light" size={32} aria-hidden>
          <Zap size={17} />
        </ThemeIcon>
        <Title order={2} id="triggers">
          When a {objectTypeWords(objectType)} starts to meet
        </Title>
      </div>
      <div className={classes["groups"]}>
        {groups.length === 0 && <div className={classes["joined"]}>Nothing yet: no record is enrolled by itself.</div>}
        {groups.map((filters, index) => (
          <Fragment key={filters.join("\n")}>
            {index > 0 && <div className={classes["joined"]}>or</div>}
            <ul className={classes["group"]}>
              {filters.map((words, position) => (
                <li key={words}>
                  {position > 0 && <span className={classes["joined"]}>and </span>}
                  {words}
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
    </section>
  );
}
