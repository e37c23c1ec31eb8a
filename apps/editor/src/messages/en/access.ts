export const access = {
  "keys.end": "Valid until",
  "keys.end.30": "30 days",
  "keys.end.90": "90 days",
  "keys.end.365": "1 year",
  "keys.end.date": "Until a day…",
  "keys.end.never": "No end",
  "keys.end.until": "Last day",
  "keys.end.past": "Choose today or a later day.",
  "keys.end.over": "Expired",
  "keys.by": "by {name}",
  "keys.by.left": "by {name}, who has left the team. Replace it if they may have a copy.",
  "access.workflow.viewer": "You can look at everything here. Owners, admins and editors change workflows.",
  "access.workflow.operator":
    "You look after the runs here: start, cancel and settle them. Owners, admins and editors change workflows.",
  "access.page": "You can look at this, not change it. Who can: {who}.",
  "canvas.empty.readOnly": "Nothing is drawn here yet",
};
