export const brakes = {
  "brake.stop": "Stop now",
  "brake.one.button": "Stop this workflow",
  "brake.all.button": "Stop everything",
  "brake.one.title": "Stop this workflow now?",
  "brake.one.text":
    "Nothing more is sent from this moment on. Requests already on their way still arrive. New orders and events are accepted and kept, and go on when you resume.",
  "brake.all.title": "Stop every workflow of this workspace now?",
  "brake.all.text":
    "Nothing more is sent by any workflow from this moment on. Requests already on their way still arrive. New orders and events are accepted and kept, and go on when you resume.",
  "brake.one.done": "Stopped: this workflow sends nothing",
  "brake.all.done": "Stopped: nothing is sent from this workspace",
  "brake.one.banner": "“{name}” was paused {when}: nothing is sent.",
  "brake.one.banner.by": "“{name}” was paused {when} by {by}: nothing is sent.",
  "brake.all.banner": "All workflows were paused {when}: nothing is sent.",
  "brake.all.banner.by": "All workflows were paused {when} by {by}: nothing is sent.",
  "brake.waiting": "{count, plural, =0 {No run waits.} one {# run waits.} other {# runs wait.}}",
  "brake.resume": "Resume",
  "brake.resumed": "Going on: what waited is sent now",
};
