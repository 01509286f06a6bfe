import { startOutbox } from "./outbox/outbox.js";

startOutbox();
