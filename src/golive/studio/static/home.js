// Show the integrations that are still being read as soon as they are.
import { refresh } from "/static/refresh.js";

if (document.querySelector("[data-waiting]")) {
  const events = new EventSource("/events");
  const update = async () => { await refresh(); if (!document.querySelector("[data-waiting]")) events.close(); };
  events.addEventListener("portfolio", update);
  events.addEventListener("open", update);  // what happened before the connection was not heard
}
