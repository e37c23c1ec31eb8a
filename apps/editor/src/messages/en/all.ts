import { shell } from "./shell.js";
import { pages } from "./pages.js";
import { editor } from "./editor.js";
import { canvas } from "./canvas.js";
import { runs } from "./runs.js";

export const en = { ...shell, ...pages, ...editor, ...canvas, ...runs };
export type MessageId = keyof typeof en;
