import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CreditCard, FilePen, Handshake, type LucideIcon, Pencil, ScrollText } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { WorkflowObjectType } from "#domain/workflow.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useWhyNot } from "../../parts/may.ts";
import { Page } from "../../parts/page.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";
import classes from "./new-workflow.module.css";

const icons: Record<WorkflowObjectType, LucideIcon> = { deal: Handshake, quote: ScrollText, payment: CreditCard };

/** A new workflow: what it runs on, from scratch or from a recipe, and its name. */
export function NewWorkflowPage(): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [objectType, setObjectType] = useState<WorkflowObjectType>("deal");
  const [recipe, setRecipe] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const recipes = useQuery(orpc.workflows.recipes.queryOptions({ staleTime: Infinity }));
  const types: { value: WorkflowObjectType; label: string; about: string }[] = [
    { value: "deal", label: t`Deal-based`, about: t`Starts from deals, such as a deal that is won` },
    { value: "quote", label: t`Quote-based`, about: t`Starts from quotes, such as a quote that is signed` },
    { value: "payment", label: t`Payment-based`, about: t`Starts from payments, such as one that succeeded` },
  ];
  const offered = (recipes.data ?? []).filter((one) => one.objectType === objectType);
  const usualName = offered.find((one) => one.id === recipe)?.title ?? { deal: t`New deal workflow`, quote: t`New quote workflow`, payment: t`New payment workflow` }[objectType];
  const name = typed ?? usualName;
  const create = useMutation(
    orpc.workflows.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await refreshTopics(queryClient, new Set(["workflows"]));
        // What a recipe chose is looked at first.
        return navigate({ to: "/workflows/$id/edit", params: { id }, ...(recipe !== null && { search: { panel: "trigger" } }) });
      },
    }),
  );
  const whyNot = useWhyNot("edit");
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate({ objectType, name: name.trim(), ...(recipe !== null && { recipe }) });
  };
  const choose = (id: string | null): void => {
    setRecipe(id);
    setTyped(null);
  };
  return (
    <Page title={t`Create workflow`} back={<PageLink to="/">{t`Workflows`}</PageLink>}>
      <form onSubmit={onSubmit}>
        <div className={classes["name"]}>
          <TextInput ref={nameInput} label={t`Name`} value={name} onChange={(event) => setTyped(event.currentTarget.value)} maxLength={100} required flex="1 1 260px" maw={460} rightSection={<Pencil size={14} aria-hidden />} />
          <ReasonedButton type="submit" loading={create.isPending} whyNot={whyNot ?? (name.trim() === "" ? t`Give the workflow a name first.` : null)}>
            <Trans>Create workflow</Trans>
          </ReasonedButton>
        </div>
        <CallProblem error={create.error} />
        <div className={classes["choice"]}>
          <fieldset className={classes["types"]}>
            <legend>
              <Title order={2}>
                <Trans>What it runs on</Trans>
              </Title>
            </legend>
            <Text size="sm" c="dimmed" mb={10}>
              <Trans>This cannot be changed later.</Trans>
            </Text>
            <Stack gap={8}>
              {types.map(({ value, label, about }) => (
                <Card
                  key={value}
                  group="objectType"
                  icon={icons[value]}
                  title={label}
                  about={about}
                  isChosen={objectType === value}
                  onChoose={() => {
                    setObjectType(value);
                    choose(null);
                  }}
                />
              ))}
            </Stack>
          </fieldset>
          <fieldset className={classes["recipes"]}>
            <legend>
              <Title order={2}>
                <Trans>How it begins</Trans>
              </Title>
            </legend>
            <Text size="sm" c="dimmed" mb={10}>
              <Trans>A recipe fills in triggers and steps; everything can be changed.</Trans>
            </Text>
            {recipes.isPending && <LoadingRows rows={3} />}
            <CallProblem error={recipes.error} onRetry={() => void recipes.refetch()} />
            <div className={classes["grid"]}>
              <Card group="recipe" icon={FilePen} title={t`Start from scratch`} about={t`An empty workflow.`} isChosen={recipe === null} onChoose={() => choose(null)} />
              {offered.map((one) => (
                <Card key={one.id} group="recipe" icon={icons[objectType]} title={one.title} about={one.description} isChosen={recipe === one.id} onChoose={() => choose(one.id)} />
              ))}
            </div>
          </fieldset>
        </div>
      </form>
    </Page>
  );
}

interface CardProps {
  group: string;
  icon: LucideIcon;
  title: string;
  about: string;
  isChosen: boolean;
  onChoose: () => void;
}

/** One of several to choose from, as a card. */
function Card({ group, icon: Icon, title, about, isChosen, onChoose }: CardProps): ReactNode {
  return (
    <label className={classes["card"]} data-is-chosen={isChosen || undefined}>
      <input type="radio" name={group} checked={isChosen} onChange={onChoose} aria-label={title} />
      <Group gap={12} wrap="nowrap" align="flex-start">
        <span className={classes["icon"]} aria-hidden>
          <Icon size={18} />
        </span>
        <span>
          <strong>{title}</strong>
          <small>{about}</small>
        </span>
      </Group>
    </label>
  );
}
