import htmx from "htmx.org";
import { startDesk } from "./parts/desk.js";
import { startKeys } from "./parts/keys.js";
import { startLists } from "./parts/lists.js";
import { startRequests } from "./parts/requests.js";
import { start } from "./parts/start.js";
import { startUploads } from "./parts/upload.js";

// The settings stand in <meta name="htmx-config">: no inline style, no eval, only our own address.
window.htmx = htmx;
start();
startKeys();
startDesk();
startLists();
startRequests();
startUploads();
