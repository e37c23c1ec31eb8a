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
  "brake.full.text":
    "Nothing more is sent from this moment on, not even once there is room on the server’s disk. Requests already on their way still arrive. New orders and events are refused while the disk is full; after that they are accepted and kept, and go on when you resume.",
  "brake.one.done": "Stopped: this workflow sends nothing",
  "brake.all.done": "Stopped: nothing is sent from this workspace",
  "brake.one.banner": "“{name}” was paused {when}: nothing is sent.",
  "brake.one.banner.by": "“{name}” was paused {when} by {by}: nothing is sent.",
  "brake.all.banner": "All workflows were paused {when}: nothing is sent.",
  "brake.all.banner.by": "All workflows were paused {when} by {by}: nothing is sent.",
  "brake.waiting": "{count, plural, =0 {New runs are kept until you resume.} one {# run waits.} other {# runs wait.}}",
  "brake.unwritten":
    "The server’s disk is full: the stop already holds, but is saved only once there is room. Until then, do not restart the server.",
  "brake.one.goesOn": "“{name}” is no longer stopped. That is saved once there is room on the server’s disk.",
  "brake.all.goesOn":
    "The stop of all workflows has been lifted. That is saved once there is room on the server’s disk.",
  "diskFull.banner":
    "The server’s disk is full: new orders and events are refused, and runs stand still. They go on by themselves once somebody frees some space.",
  "limits.unwritten.pause":
    "The server’s disk is full: the pause already holds, but is saved only once there is room. Until then, do not restart the server.",
  "limits.unwritten.resume": "It is no longer paused: that is saved once there is room on the server’s disk.",
  "brake.resume": "Resume",
  "brake.resumed": "Going on: what waited is sent now",
  "nav.limits": "Limits",
  "limitsPage.title": "Limits",
  "limitsPage.text":
    "How much each token sends, and who waits for it. Leeway never sends more than the limit in any 60 seconds.",
  "limitsPage.empty.title": "No token with a limit yet",
  "limitsPage.empty.text": "Add a Leeloo token, and here you see how many requests it makes and what waits.",
  "limitsPage.empty.button": "To the credentials",
  "limitsPage.picture": "Requests in each of the last 60 seconds: {sent, number} of {limit, number}",
  "limitsPage.lane.critical": "Urgent: {count, number}",
  "limitsPage.lane.normal": "Usual: {count, number}",
  "limitsPage.lane.bulk": "In the background: {count, number}",
  "limitsPage.queue": "In the queue",
  "limitsPage.queue.none": "Nobody waits",
  "limitsPage.emptyAt": "What waits now will be sent {when}",
  "limitsPage.pausedBy": "Paused {when} by {by}",
  "limitsPage.pausedSince": "Paused {when}",
  "limitsPage.workflows": "Workflows",
  "limitsPage.workflows.none": "No workflow uses it",
  "limitsPage.runs": "Runs that wait",
  "forecast.title": "This run sends many requests",
  "forecast.text":
    "About {calls, plural, one {# request} other {# requests}}. At the present limit that takes {duration}: done at about {time}.",
  "forecast.open.title": "How much this run sends is not known yet",
  "forecast.open":
    "Only the run shows how much {count, plural, one {the step} other {the steps}} {steps} will send. Next time, Leeway says beforehand how many requests that makes.",
  "forecast.run": "Run",
};
