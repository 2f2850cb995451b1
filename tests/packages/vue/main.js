// Shows the page of Vue.

import { createApp } from "vue";
import App from "./App.vue";

createApp(App).mount("#root");
