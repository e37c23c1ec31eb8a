/** The type of triggers that look in Leeloo by themselves. */
export const POLL_TRIGGER = "trigger.leelooPoll";
