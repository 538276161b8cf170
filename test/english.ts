/** Tests of the web app's words read them in English, as they are in the code. */
import { i18n } from "@lingui/core";

i18n.loadAndActivate({ locale: "en", messages: {} });
