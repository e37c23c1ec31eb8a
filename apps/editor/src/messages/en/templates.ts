export const templates = {
  "templates.title": "Templates",
  "templates.text": "Take one, fill in what is yours, and try it in the sandbox.",
  "templates.from": "From a template",
  "templates.find": "Find a template",
  "templates.groups": "What it works with",
  "templates.none": "No template fits. Try other words.",
  "templates.needs.title": "What you need",
  "templates.use": "Use this",
  "templates.use.named": "Use this: {title}",
  "templates.preview": "Preview",
  "templates.preview.named": "Preview: {title}",
  "templates.steps": "Steps",
  "templates.asks": "What you will fill in",
  "templates.ask": "{field}, in “{step}”",
  "templates.import.broken":
    "“{file}” cannot be read as a workflow. Choose the file that “Download as a file” gave you.",
  "templates.import.other":
    "“{file}” holds something else than a workflow of Leeway. Choose the file that “Download as a file” gave you.",
  "templates.import.newer": "“{file}” was made by a newer Leeway. Update this one, then import the file again.",
};
