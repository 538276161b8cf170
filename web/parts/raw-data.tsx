import { ActionIcon, Code, Collapse, CopyButton, Group, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Check, ChevronDown, ChevronRight, Copy } from "lucide-react";

/** JSON that most people do not need to see: folded, and copied with one click. */
export function RawData({ label, value }: { label: string; value: unknown }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <div>
      <Group gap={4}>
        <UnstyledButton onClick={toggle} aria-expanded={isOpen}>
          <Group gap={4}>
            <Arrow size={14} aria-hidden />
            <Text size="sm">{label}</Text>
          </Group>
        </UnstyledButton>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={copied ? "Copied" : `Copy ${label}`}>
              {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            </ActionIcon>
          )}
        </CopyButton>
      </Group>
      <Collapse expanded={isOpen}>
        <Code block mt={4} style={{ maxHeight: 360, overflow: "auto" }} tabIndex={0}>
          {text}
        </Code>
      </Collapse>
    </div>
  );
}
