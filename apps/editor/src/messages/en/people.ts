export const people = {
  "person.title": "Person",
  "person.text": "What your workflows did to this person, newest first. Of a rehearsal, nothing reaches the person.",
  "person.link": "All about this person",
  "person.phone": "Phone",
  "person.email": "E-mail",
  "person.id": "ID in Leeloo",
  "person.copy": "Copy: {what}",
  "person.runs": "What happened",
  "person.effects": "What the run did",
  "person.onlyNamed": "The run came across this person, and changed or sent nothing.",
  "person.unknown":
    "{count, plural, one {It is unclear whether one call arrived} other {It is unclear whether # calls arrived}}",
  "person.none.title": "No run knows this person",
  "person.none.text":
    "Here you see what workflows did to a person, as long as their runs are kept. Perhaps the link is incomplete, or the runs are gone.",
};
