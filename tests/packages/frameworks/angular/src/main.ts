// Shows the component of the sample, without zones, as new projects of Angular do.

import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { GuideComponent } from "./app/guide.component";

bootstrapApplication(GuideComponent, { providers: [provideZonelessChangeDetection()] });
