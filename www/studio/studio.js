// The studio.

import { Session } from "./session.js";

const session = new Session();
const response = await fetch("studio-content.zip");
await session.open(await response.blob());
Object.assign(globalThis, { session });
document.body.textContent = `${session.outline.sentences.length} ${session.survey.faults.length}`;
