export const team = {
  "team.switch": "Workspace {name}, switch to another",
  "team.workspaces": "Your workspaces",
  "team.here": "you are here",
  "team.find": "Find a workspace",
  "team.find.none": "No workspace is called that",
  "team.new": "New workspace",
  "team.new.title": "New workspace",
  "team.new.text":
    "For another client, shop or team: workflows, runs, credentials and people are apart from those of your other workspaces.",
  "team.new.demo": "Begin with an example",
  "team.new.demo.help": "A workflow that runs at once, against the built-in Leeloo. Nothing goes to real people.",
  "team.new.button": "Create the workspace",
  "team.elsewhere.title": "This is in the workspace “{name}”",
  "team.elsewhere.text": "The link leads to another of your workspaces. Switch to it to see what it shows.",
  "team.elsewhere.go": "Switch to “{name}”",
};
