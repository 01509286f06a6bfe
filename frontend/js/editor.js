import { startAutosave } from "./editor/autosave.js";
import { enhance } from "./editor/text.js";

document.querySelectorAll("textarea[data-editor]").forEach(enhance);
startAutosave();
