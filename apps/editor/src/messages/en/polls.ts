export const polls = {
  "poll.draft": "It looks in Leeloo once the workflow is published. What is there by then is left alone.",
  "poll.draft.past":
    "It looks in Leeloo once the workflow is published. Before that you see how much of the last days it would start with.",
  "poll.next": "Looks next:",
  "poll.looking": "Looking now…",
  "poll.paused": "Paused. What comes meanwhile is taken when it goes on.",
  "poll.pause": "Pause",
  "poll.resume": "Resume",
  "poll.look": "Look now",
  "poll.first": "The first look only remembers what is there: what comes later starts the workflow.",
  "poll.first.past": "The first look remembers what is there and starts with what came in the last days.",
  "poll.last": "Last look:",
  "poll.found": "{count, plural, =0 {nothing new} other {# new}}",
  "poll.requests": "{count, plural, one {# request} other {# requests}}",
  "poll.failed": "The last look failed",
  "poll.failed.again": "It is tried again by itself, and nothing is lost by then.",
  "poll.cut": "The list is longer than the 10,000 entries that are read at a time. Older ones are not looked at.",
  "poll.afresh":
    "It began anew and left alone what was there, because another account or something else to look for was chosen, because that was wanted when it was published, or because Leeway was restored from a backup:",
  "backfill.open": "Take earlier ones…",
  "backfill.title": "What came earlier",
  "backfill.help": "First it is counted what there was. What has had a run gets no second one.",
  "backfill.count": "Count",
  "backfill.counting": "Counting…",
  "backfill.counted":
    "{found, plural, =0 {Nothing came in this period.} one {# entry came in this period.} other {# entries came in this period.}} {had, plural, =0 {} other {# of them had a run already.}}",
  "backfill.forecast":
    "Their runs send about {calls, plural, one {# request} other {# requests}}: {duration} with the priority “In the background”, after everything else.",
  "backfill.cut": "Only the newest 10,000 entries are read: there may be more.",
  "backfill.start": "Start {count, plural, one {# run} other {# runs}}",
  "backfill.running": "{done} of {found} done",
  "backfill.stop": "Stop",
  "backfill.done":
    "{made, plural, =0 {No run was started} one {# run was started} other {# runs were started}}{had, plural, =0 {.} other {; # had one already.}}",
  "backfill.stopped":
    "Stopped. {made, plural, =0 {No run was started.} one {# run was started and goes on.} other {# runs were started and go on.}}",
  "backfill.failed": "The list could not be read",
  "backfill.again": "Another period",
  "ahead.counting": "Counting in Leeloo what would start at once…",
  "ahead.needed":
    "It could not be counted in Leeloo what would start at once. Publishing waits for it: else old orders might set off messages that nobody expects. Try again.",
  "ahead.first":
    "{count, plural, =0 {Nothing has come since {since}, so nothing starts at once.} one {# entry has come since {since}. It starts a run as soon as you publish.} other {# entries have come since {since}. Each starts a run as soon as you publish.}}",
  "ahead.waiting":
    "{count, plural, =0 {Nothing has come since the last look, {since}.} one {# entry has come since the last look, {since}.} other {# entries have come since the last look, {since}.}}",
  "ahead.unknown": "What has come since {since} could not be counted.",
  "ahead.more": "There may be more: only the newest ones were counted.",
  "ahead.take": "{count, plural, one {Start a run for it} other {Start a run for each of the #}}",
  "ahead.take.unknown": "Start a run for each of them",
  "ahead.leave": "Leave that alone and start only with what comes from now on",
  "ahead.choose": "Choose one to publish.",
  "ahead.forecast":
    "Their runs send about {calls, plural, one {# request} other {# requests}}, which takes about {duration}.",
};
