/** Rehearsals: what they are, and what they say of each step. */
export const rehearsal = {
  rehearse: "Rehearse",
  "rehearse.help":
    "Runs the draft in the sandbox: nothing reaches real people, and every step shows what it would have sent",
  "rehearse.off": "A rehearsal needs the sandbox, which is off on this server",
  "rehearse.sample": "Rehearse: nothing reaches real people",
  "real.title": "This reaches real people",
  "real.text": "The run works with your real accounts: {accounts}.",
  "real.title.outside": "This changes something for real",
  "real.message": "{count, plural, one {This step sends messages} other {These steps send messages}}: {steps}.",
  "real.entry":
    "{count, plural, one {This step changes something in Leeloo} other {These steps change something in Leeloo}}: {steps}.",
  "real.row":
    "{count, plural, one {This step writes rows in a table} other {These steps write rows in a table}}: {steps}.",
  "real.request":
    "{count, plural, one {This step sends requests that may change something in another service} other {These steps send requests that may change something in another service}}: {steps}.",
  "real.workflow":
    "{count, plural, one {This step runs another workflow, which may write to real people} other {These steps run other workflows, which may write to real people}}: {steps}.",
  "real.rehearse.text": "A rehearsal takes the same path through the sandbox and shows what would have been sent.",
  "real.run": "Run for real",
  "rehearsed.run": "Rehearsal: nothing was sent to real people. Each step shows what it would have sent.",
  "rehearsed.sandbox": "Sent to the sandbox. A real run would send it to {host}.",
  "rehearsed.own": "Sent to the sandbox, as in a real run: this step works with it.",
  "rehearsed.asIs": "This step only reads, so it really asked {host}.",
  "rehearsed.nothing": "Not sent. A real run would send it to {host}; the answer below is an example.",
  "rehearsed.credentialMissing": "This step has no credential yet: a real run would fail here.",
  "rehearsed.credentialUnreadable": "This step’s credential is gone or cannot be opened: a real run would fail here.",
  "rehearsed.names":
    "{count, plural, one {In your account this name will be looked up: {names}} other {In your account these names will be looked up: {names}}}",
  "rehearsed.request": "What would have been sent",
  "rehearsed.body": "Body",
};
