// Shows the sample for Svelte.

import { mount } from "svelte";
import Guide from "./Guide.svelte";

mount(Guide, { target: document.getElementById("root") });
