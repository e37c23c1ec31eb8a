/** Rehearsals: what they are, and what they say of each step. */
export const rehearsal = {
  rehearse: "Rehearse",
  "rehearse.help":
    "Runs the draft against the sandbox: nobody real is written to, and every step shows what it would have sent",
  "rehearse.off": "A rehearsal needs the sandbox, and it is off on this server",
  "rehearse.sample": "Rehearse: nothing reaches real people",
  "real.title": "This sends to real people",
  "real.text": "Run works with your Leeloo account ({accounts}). These steps will write there: {steps}.",
  "real.rehearse.text": "A rehearsal takes the same path through the sandbox and shows what would have been sent.",
  "real.run": "Run for real",
  "rehearsed.run": "Rehearsal: nobody real was written to. Each step shows what it would have sent.",
  "rehearsed.sandbox": "Went to the sandbox. For real it would go to {host}.",
  "rehearsed.own": "Went to the sandbox, as a real run would: this step works with it.",
  "rehearsed.asIs": "It only reads, so it really asked {host}.",
  "rehearsed.nothing": "Not sent. For real it would go to {host}; the answer below is a sample.",
  "rehearsed.credentialMissing": "This step has no credential yet: for real it would fail.",
  "rehearsed.credentialUnreadable": "This step’s credential is gone or cannot be opened: for real it would fail.",
  "rehearsed.names":
    "{count, plural, one {In your account this name will be looked up: {names}} other {In your account these names will be looked up: {names}}}",
  "rehearsed.request": "What would have been sent",
  "rehearsed.body": "Body",
};
