export const runs = {
  "status.queued": "Queued",
  "status.pending": "To come",
  "status.running": "Running",
  "status.waiting": "Waiting",
  "status.succeeded": "Done",
  "status.failed": "Failed",
  "status.skipped": "Skipped",
  "status.unknown": "Unclear",
  "status.cancelled": "Cancelled",
  "status.needs_attention": "Needs you",
};
