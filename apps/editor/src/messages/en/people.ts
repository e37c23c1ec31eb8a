export const people = {
  "person.title": "Person",
  "person.text": "What your workflows did to this person, newest first. Of a rehearsal, nothing reaches the person.",
  "person.link": "All about this person",
  "person.phone": "Phone",
  "person.email": "E-mail",
  "person.id": "ID in Leeloo",
  "person.copy": "Copy: {what}",
  "person.copy.button": "Download their data",
  "person.erase": "Erase…",
  "person.erase.title": "Erase {name}?",
  "person.erase.text":
    "Everything that runs, events from Leeloo, samples and files say of this person goes, here and in the search. What else those runs did stays. In Leeloo nothing changes. This cannot be undone.",
  "person.erase.also": "Other phones and e-mails of theirs",
  "person.erase.also.help": "Where a run knows them without their id from Leeloo. Enter adds one.",
  "person.look": "What will happen",
  "person.look.counting": "Looking through all runs…",
  "person.look.none": "Nothing is kept of this person any more.",
  "person.look.whole":
    "{count, plural, one {# run began with this person and is emptied whole.} other {# runs began with this person and are emptied whole.}}",
  "person.look.others":
    "{count, plural, one {# of them also has somebody else’s phone or e-mail, which goes with it:} other {# of them also have somebody else’s phone or e-mail, which goes with them:}}",
  "person.look.partly":
    "{count, plural, one {# run about others loses only what is about this person.} other {# runs about others lose only what is about this person.}}",
  "person.look.unfinished":
    "{count, plural, one {# run is still under way and is erased at its end.} other {# runs are still under way and are erased at their end.}}",
  "person.look.events": "{count, plural, one {# record beside the runs.} other {# records beside the runs.}}",
  "person.look.files":
    "{count, plural, one {# file that came with the runs.} other {# files that came with the runs.}}",
  "person.look.written": "Your team wrote this person down itself. That stays until you change it:",
  "person.look.kind.workflow": "workflow “{name}”",
  "person.look.kind.variable": "variable {name}",
  "person.look.kind.field": "custom field {name}",
  "person.look.kind.credential": "credential “{name}”",
  "person.look.kind.label": "label “{name}”",
  "person.look.kind.notices": "who is told of failures",
  "person.look.kind.forward": "where Leeloo’s events are handed on to",
  "person.erase.yes": "Erase for good",
  "person.erase.begun": "The erasure has begun",
  "person.erase.going": "Looking through all runs and erasing…",
  "person.erase.done":
    "Erased from {runs, plural, one {# run} other {# runs}}, {events, plural, one {# record} other {# records}} and {files, plural, one {# file} other {# files}}.",
  "person.erase.waiting":
    "{count, plural, one {# run or event is still under way and is erased at its end. To have that sooner, cancel the run.} other {# runs or events are still under way and are erased at their end. To have that sooner, cancel the runs.}}",
  "person.runs": "What happened",
  "person.effects": "What the run did",
  "person.onlyNamed": "The run came across this person, and changed or sent nothing.",
  "person.unknown":
    "{count, plural, one {It is unclear whether one call arrived} other {It is unclear whether # calls arrived}}",
  "person.none.title": "No run knows this person",
  "person.none.text":
    "Here you see what workflows did to a person, as long as their runs are kept. Perhaps the link is incomplete, or the runs are gone.",
};
