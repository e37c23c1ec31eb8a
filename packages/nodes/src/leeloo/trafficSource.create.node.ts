import type { NodeDefinition } from "@leeway/engine";
import { say, schemaOf } from "../words.js";
import { leadgentoolOfTunnel } from "./ids.js";
import { leeloo } from "./shared.js";

const sample = {
  data: {
    type: "normal",
    fb_adset_id: null,
    name: "some ts",
    description: "some ts description",
    synchronized_with_fb: false,
    synchronization_error: false,
    disabled: false,
    company_id: "5b9f63e3d244d2000e27692f",
    leadgentool_id: "5e1f119d6c384804b31e945e",
    tunnel_id: "5e1f11566c384804b31e9457",
    created_by: "5b9f63e3d244d2000e276957",
    hash: "nn7n15",
    resubscribe_button_id: "5e32d0ed28faf61fc396f6b1",
    createdAt: "2020-01-30T12:49:49.273Z",
    updatedAt: "2020-01-30T12:49:49.273Z",
    id: "5e32d0ed28faf61fc396f6b0",
  },
  status: 1,
};

export const trafficSourceCreate: NodeDefinition = {
  ...leeloo,
  type: "leeloo.trafficSource.create",
  group: "tunnels",
  icon: "target-arrow",
  title: say("Create a traffic source", "Створити джерело трафіку", "Создать источник трафика"),
  summary: say(
    "Adds a traffic source to an LGT, so that you see where people come from.",
    "Додає до LGT джерело трафіку, щоб бачити, звідки приходять люди.",
    "Добавляет к LGT источник трафика, чтобы видеть, откуда приходят люди.",
  ),
  line: say(
    "Traffic source “{name}” for {leadgentool_id}",
    "Джерело трафіку «{name}» для {leadgentool_id}",
    "Источник трафика «{name}» для {leadgentool_id}",
  ),
  effect: "create",
  outside: "entry",
  params: [
    ...leadgentoolOfTunnel,
    {
      name: "name",
      kind: "text",
      required: true,
      maxLength: 255,
      title: say("Name", "Назва", "Название"),
      help: say(
        "The name as it will appear in Leeloo's statistics.",
        "Під цією назвою джерело буде у статистиці Leeloo.",
        "Под этим названием источник будет в статистике Leeloo.",
      ),
    },
    {
      name: "description",
      kind: "longText",
      maxLength: 2_000,
      title: say("Description", "Опис", "Описание"),
      help: say("For you and your colleagues.", "Для вас і ваших колег.", "Для вас и ваших коллег."),
    },
  ],
  request: {
    method: "POST",
    path: "/leadgentools/{leadgentool_id}/create-traffic-source",
    body: ["name", "description"],
  },
  ids: {
    "data.leadgentool_id": { idKind: "leadgentool" },
    "data.tunnel_id": { idKind: "tunnel" },
    "data.created_by": { idKind: "user" },
  },
  sample,
  outputSchema: schemaOf(sample),
};
