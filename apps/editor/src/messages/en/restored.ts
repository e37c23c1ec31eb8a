export const restored = {
  "restored.banner": "Restored from a backup made {when}.",
  "restored.banner.copy": "This is a copy of the database, first started {when}.",
  "restored.waiting":
    "{count, plural, =0 {Have a look at what was let go.} one {# thing waits for you.} other {# things wait for you.}}",
  "restored.look": "Have a look",
  "restored.title": "After the restore",
  "restored.text":
    "The backup was made {when}, and Leeway was started on it {start}. What happened in between, nobody knows here: it may have been sent already. So nothing that was under way goes on until you say so. What comes in now runs as ever.",
  "restored.text.copy":
    "Leeway was started {start} on a copy of its database. What happened since the copy was made, nobody knows here: it may have been sent already. So nothing that was under way goes on until you say so. What comes in now runs as ever.",
  "restored.runs.title": "{count, plural, one {# run waits for you} other {# runs wait for you}}",
  "restored.runs.text":
    "They were under way when the backup was made. A run that goes on sends all that it had not sent then. If it was sent after the backup, people get it twice: look in Leeloo first, and cancel what is done already.",
  "restored.chooseAll": "Choose all that are shown",
  "restored.chosen": "{count, plural, one {# chosen} other {# chosen}}",
  "restored.choose": "Choose the run of “{name}”",
  "restored.goOn": "Let go on",
  "restored.goOn.all": "{count, plural, one {Let it go on} other {Let all # go on}}",
  "restored.goOn.title": "{count, plural, one {Let this run go on?} other {Let # runs go on?}}",
  "restored.goOn.text":
    "They send what they had not sent when the backup was made. A step that was on its way just then is asked about first.",
  "restored.goOn.done": "{count, plural, one {The run goes on} other {# runs go on}}",
  "restored.cancel": "Cancel these runs",
  "restored.cancel.title": "{count, plural, one {Cancel this run?} other {Cancel # runs?}}",
  "restored.cancel.text": "They end here and send nothing more. You can replay them later.",
  "restored.cancel.keep": "Keep them",
  "restored.cancel.done": "{count, plural, one {The run is being cancelled} other {# runs are being cancelled}}",
  "restored.events.title":
    "{count, plural, one {# event of Leeloo waits for you} other {# events of Leeloo wait for you}}",
  "restored.events.text":
    "They had come in when the backup was made, and had not reached every workflow or the address they are sent on to. They may have since.",
  "restored.events.handOn": "Hand them on now",
  "restored.events.leave": "Leave them",
  "restored.keys.title": "{count, plural, one {# API key rests} other {# API keys rest}}",
  "restored.keys.text":
    "A key that somebody deleted after the backup would let its program in again. So programs with these keys are refused until you confirm them. Webhooks, forms and Leeloo’s events need no API key and go on.",
  "restored.keys.confirm": "Let it work",
  "restored.keys.confirm.label": "Let the key “{name}” work again",
  "restored.keys.confirmAll": "{count, plural, one {Let it work} other {Let all # work}}",
  "restored.keys.asks": "Its program is asking",
  "restored.keys.done": "{count, plural, one {The key works again} other {# keys work again}}",
  "restored.people.title": "Who is in the team again",
  "restored.people.text":
    "Members, roles, passwords and second steps are as they were when the backup was made. Whoever was taken out since is back: look through the list.",
  "restored.people.go": "To the team",
  "restored.settled": "Nothing waits any more.",
  "restored.seen": "Put this note aside",
  "restored.between": "What else to know",
  "restored.letGo.schedules":
    "{count, plural, one {# schedule had times} other {# schedules had times}} between the backup and now. None was made up for: the step of each shows which, and a run can be started by hand. The next times come as ever.",
  "restored.letGo.polls":
    "{count, plural, one {# trigger that looks in Leeloo begins} other {# triggers that look in Leeloo begin}} with what is there now. In its step you can make up for the time in between.",
  "restored.letGo.orders":
    "{count, plural, one {# missed order that was} other {# missed orders that were}} to be started are in the list of missed orders again.",
  "restored.letGo.backfills":
    "{count, plural, one {# make-up for the past was stopped.} other {# make-ups for the past were stopped.}} Begin them again where they are still wanted.",
  "restored.letGo.jobs":
    "{count, plural, one {# change of many runs at once was stopped.} other {# changes of many runs at once were stopped.}}",
  "restored.letGo.notices":
    "{count, plural, one {# notice of a failure was} other {# notices of failures were}} not sent again.",
  "restored.always":
    "Everybody had to sign in again. Orders of which Leeloo sent an event since the backup are found under Events, by comparing with Leeloo. Check the credentials, too, and erase anew the data of people that were erased: what was changed after the backup is as it was before.",
  "restored.none.title": "Nothing waits",
  "restored.none.text": "After a restore from a backup, you find here what was under way in it.",
  "restored.none.button": "To the runs",
};
