/** The style sheet of the page: the reader's colour scheme, narrow screens, wide tables, and print. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1c1e21, #e4e6e9);
  --quiet: light-dark(#5c6370, #9aa1ad);
  --paper: light-dark(#ffffff, #15171a);
  --raised: light-dark(#f4f5f7, #1f2226);
  --line: light-dark(#d9dce1, #363b42);
  --accent: light-dark(#0b5cad, #6cb2ff);
  --more: light-dark(#a6231b, #ff8b82);
  --less: light-dark(#1a6b35, #6fd08c);
}
body { margin: 0 auto; max-width: 75rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
p { color: var(--quiet); margin: .25rem 0 1rem; }
label { color: var(--quiet); }
input { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .25rem; padding: .25rem .5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child, th.text, td.text { text-align: left; }
tbody th { font-weight: inherit; }
.wraps { white-space: normal; }
thead th { position: sticky; top: 0; background: var(--paper); }
th button { font: inherit; font-weight: 600; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .25rem; padding: .1rem .35rem; cursor: pointer; }
th button:hover { border-color: var(--accent); }
th button::after { content: " ↕"; color: var(--quiet); }
th button:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " ▲"; }
th[aria-sort=descending] button::after { content: " ▼"; }
tbody tr:hover { background: var(--raised); }
a { color: var(--accent); }
section { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem; }
section:target { border-color: var(--accent); }
summary { cursor: pointer; font-weight: 600; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
svg { width: 100%; min-width: 960px; height: auto; display: block; }
svg text { font: 11px ui-monospace, monospace; fill: #fff; pointer-events: none; }
.history text { fill: var(--quiet); }
.history .scale, .history .end { text-anchor: end; }
.history path { fill: none; stroke: var(--accent); stroke-width: 2; }
.history circle { fill: var(--accent); }
.tone0 rect { fill: #2c5f8a; } .tone1 rect { fill: #6a4c93; } .tone2 rect { fill: #2f6f5e; }
.tone3 rect { fill: #8a4b2c; } .tone4 rect { fill: #4a5568; } .tone5 rect { fill: #80365b; }
.more { color: var(--more); } .less { color: var(--less); }
.failed { color: var(--more); white-space: normal; }
@media (max-width: 40rem) {
  body { padding: .75rem; font-size: 14px; }
  section { padding: .5rem; }
  table { font-size: 13px; }
  th, td { padding: .25rem .12rem; }
  th, th:first-child, td:first-child { white-space: normal; }
  thead th, th button { font-size: 11px; letter-spacing: -.03em; }
  th button { padding: .25rem 0; }
  th button::after { content: ""; }
}
@media print { section { break-inside: avoid; } }
`;
