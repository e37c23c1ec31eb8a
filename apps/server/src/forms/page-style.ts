/** How pages of forms look, in light and dark; all of it stands in the page. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #c4cad1; --ground: #f5f6f8; --paper: #fff;
  --accent: #0b7285; --on-accent: #fff; --fault: #c92a2a; --note: #fff3bf; --on-note: #5c3d00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #a3abb5; --line: #4a525c; --ground: #15181c;
  --paper: #1e2227; --accent: #3bc9db; --on-accent: #08262b; --fault: #ff8787; --note: #3d3200; --on-note: #ffe8a1; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 36rem; margin: 0 auto; padding: 2rem 1.5rem 2.5rem; background: var(--paper); min-height: 100vh; }
@media (min-width: 40rem) { main { margin: 2.5rem auto; min-height: 0; border: 1px solid var(--line); border-radius: 12px; padding: 2.5rem; } }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h1.sorry { font-size: 1.1rem; font-weight: 500; margin: 0; }
p { margin: 0 0 1rem; }
.text { white-space: pre-line; color: var(--soft); overflow-wrap: anywhere; }
.preview, .notice { padding: .6rem .8rem; border-radius: 8px; background: var(--note); color: var(--on-note); }
form { margin-top: 1.5rem; }
.field { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
.field > label, legend { display: block; font-weight: 600; margin-bottom: .3rem; padding: 0; overflow-wrap: anywhere; }
.mark { font-weight: 400; font-size: .85rem; color: var(--soft); }
input:not([type=checkbox]):not([type=radio]), textarea, select { width: 100%; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; padding: .6rem .75rem; min-height: 2.75rem; }
textarea { resize: vertical; }
[aria-invalid=true] { border-color: var(--fault) !important; }
.field > label.tick, label.tick { display: flex; gap: .6rem; align-items: flex-start; font-weight: 400; padding: .25rem 0; margin: 0; }
.tick input { width: 1.15rem; height: 1.15rem; margin: .18rem 0 0; flex: none; accent-color: var(--accent); }
.help, .fault { display: block; font-size: .9rem; margin-top: .3rem; color: var(--soft); }
.fault { color: var(--fault); }
button { font: inherit; font-weight: 600; border: 0; border-radius: 8px; padding: .7rem 1.6rem; min-height: 2.75rem; cursor: pointer;
  background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.trap { position: absolute; left: -10000px; width: 1px; height: 1px; overflow: hidden; }
`;
