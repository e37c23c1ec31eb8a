export const loops = {
  "loop.card": "loop",
  "loop.empty": "Put here what is to be done for each item: press the plus or drop a step.",
  "loop.open":
    "{count, plural, =0 {Open “{name}”} one {Show the step inside “{name}”} other {Show the # steps inside “{name}”}}",
  "loop.shut": "Hide what is inside “{name}”",
  "loop.cut":
    "{count, plural, one {# link led over the loop’s border and was removed.} other {# links led over the loop’s border and were removed.}}",
  "loop.undo": "Ctrl + Z takes it back.",
  "loop.triggerStays": "A trigger starts the whole workflow, so it stays outside of the loop.",
  "loop.deleted": "“{name}” was deleted with {count, plural, one {# step} other {# steps}} inside.",
  "loop.restore": "Undo",
  "loop.where": "Inside the loop",
  "loop.where.none": "None",
  "loop.where.help": "What is inside a loop is done once for each of its items.",
  "canvas.keys.loop": "Show or hide what is inside a loop",
  "link.refused.trigger": "A trigger begins, so nothing leads into it.",
  "link.refused.twice": "This link is there already.",
  "link.refused.circle": "That would be a circle. To repeat steps, use “For each item”.",
  "link.refused.border":
    "A link cannot cross the border of a loop: steps inside are done once for each item. What comes after the loop starts at its way out “All done”.",
  "link.refused.entry": "The loop already begins with another step. Go on from that one.",
  "loop.progress": "{done, number} of {count, number}",
  "loop.failed": "{count, plural, one {# failed} other {# failed}}",
  "loop.skipped": "{count, plural, one {# skipped} other {# skipped}}",
  "loop.pace": "{pace, number} a minute",
  "loop.ready": "done at about {time}",
  "loop.bar": "{done, number} of {count, number} items done, {failed, number} of them failed",
};
