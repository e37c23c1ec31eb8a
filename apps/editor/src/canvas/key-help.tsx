import { Kbd, Modal, Table } from "@mantine/core";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";

const rows: [MessageId, string[]][] = [
  ["canvas.keys.step", ["/", "Ctrl + F"]],
  ["canvas.keys.find", ["A"]],
  ["canvas.keys.add", ["+"]],
  ["canvas.keys.move", ["←", "→", "↑", "↓"]],
  ["canvas.keys.open", ["Enter"]],
  ["canvas.keys.close", ["Esc"]],
  ["canvas.keys.nudge", ["Shift + ←", "→", "↑", "↓"]],
  ["canvas.keys.link", ["L"]],
  ["canvas.keys.loop", ["C"]],
  ["canvas.keys.switch", ["D"]],
  ["canvas.keys.note", ["N"]],
  ["canvas.keys.pull", ["Ctrl + Shift + ←", "→", "↑", "↓"]],
  ["canvas.keys.delete", ["Delete"]],
  ["canvas.keys.duplicate", ["Ctrl + D"]],
  ["canvas.keys.clipboard", ["Ctrl + C", "X", "V"]],
  ["canvas.keys.undo", ["Ctrl + Z", "Ctrl + Y"]],
  ["canvas.keys.all", ["Ctrl + A"]],
  ["canvas.keys.more", ["Ctrl + ←", "→", "Ctrl + Space"]],
  ["canvas.keys.menu", ["Shift + F10"]],
  ["canvas.keys.save", ["Ctrl + S"]],
];

/** Every key of the canvas on one sheet. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("canvas.keys")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Table verticalSpacing={6} data-testid="key-help">
        <Table.Tbody>
          {rows.map(([label, keys]) => (
            <Table.Tr key={label}>
              <Table.Td>{t(label)}</Table.Td>
              <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
                {keys.map((key) => (
                  <Kbd key={key} ml={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td>{t("canvas.keys.box")}</Table.Td>
            <Table.Td ta="right">
              <Kbd>{`Shift + ${t("canvas.keys.drag")}`}</Kbd>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
