/** The report's look: light and dark as the reader's system has it, printable, narrow screens too. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --bg: light-dark(#f5f6f7, #121518);
  --surface: light-dark(#ffffff, #1a1e22);
  --line: light-dark(#d8dde2, #30373e);
  --text: light-dark(#1a1f24, #e4e8eb);
  --muted: light-dark(#56606a, #9ba6b0);
  --warn: light-dark(#7d5000, #e5b754);
  --warn-soft: light-dark(#fbf0d9, #382b10);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 0 0 2px; font-size: 1.15rem; }
h3 { margin: 20px 0 6px; font-size: 1rem; }
.kind { margin: 0; color: var(--muted); letter-spacing: .06em; text-transform: uppercase; font-size: .8rem; }
.about { margin: 2px 0 10px; color: var(--muted); }
header .about { font-size: 1.1rem; }
.facts span { display: inline-block; margin: 0 6px 6px 0; padding: 2px 10px; border: 1px solid var(--line); border-radius: 99px; font-size: .85rem; }
.partial { padding: 8px 12px; border-radius: 8px; background: var(--warn-soft); color: var(--warn); }
section { margin-top: 20px; padding: 16px 18px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 20px; margin-top: 20px; }
.charts section { margin: 0; min-width: 0; }
.canvas { position: relative; height: 320px; }
.canvas.lying { height: max(200px, calc(90px + var(--rows) * 22px)); }
.summary { margin: 8px 0 0; padding-left: 20px; }
.summary li { margin: 4px 0; }
details { margin-top: 10px; }
summary { cursor: pointer; color: var(--muted); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child { text-align: left; font-weight: 400; }
thead th { font-weight: 600; }
pre { overflow-x: auto; font-size: .8rem; }
a { color: inherit; }
@media print { body { background: none; } section { break-inside: avoid; } }
`;
