import type { Outcome } from '../../model';

/** One colour an outcome, told apart on white and on black, also by people who see no red or green. */
export const OUTCOME_COLOURS: Readonly<Record<Outcome, string>> = {
	created: '#1f8a54',
	updated: '#3273dc',
	unchanged: '#8ba1b7',
	skipped: '#b3ada3',
	duplicate: '#8b66c9',
	ambiguous: '#d9a400',
	rejected: '#e0742a',
	failed: '#c9353f',
	unknown: '#5f6470',
};

export const SEVERITY_COLOURS = { error: '#c9353f', warning: '#d9a400' } as const;

/** The light colours come first, for programs that understand no media query, as some e-mail programs. */
export const STYLE = `
body { margin: 0; padding: 0; background: #f2f4f7; color: #1c2430; -webkit-text-size-adjust: 100%;
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
.page { width: 100%; background: #f2f4f7; }
.card { width: 100%; max-width: 1000px; background: #ffffff; border: 1px solid #dfe3ea; border-radius: 10px; }
.section { padding: 22px 28px; border-top: 1px solid #e8ebf0; }
.head { padding: 26px 28px 20px; }
h1 { margin: 0 0 6px; font-size: 14px; font-weight: 600; color: #56606f; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 17px; font-weight: 650; }
.sentence { margin: 0; font-size: 21px; line-height: 1.4; font-weight: 550; overflow-wrap: anywhere; }
.state { display: inline-block; margin: 14px 0 0; padding: 3px 12px; border-radius: 20px; font-size: 14px; font-weight: 600; }
.good { background: #e0f3e8; color: #11633a; }
.look { background: #fdf0d2; color: #724c00; }
.stop { margin: 16px 0 0; padding: 10px 14px; border-left: 4px solid #c9353f; background: #fbe9ea; color: #7d1a22; overflow-wrap: anywhere; }
table.data { width: 100%; border-collapse: collapse; }
table.data caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table.data th { padding: 6px 18px 6px 0; text-align: left; font-size: 12.5px; font-weight: 600; color: #56606f; border-bottom: 1px solid #cfd5de; vertical-align: bottom; }
table.data td, table.data tbody th { padding: 8px 18px 8px 0; vertical-align: top; border-bottom: 1px solid #edf0f4; overflow-wrap: anywhere; }
table.data tbody th { font-size: 15px; font-weight: 500; color: inherit; overflow-wrap: break-word; }
table.data tr:last-child td, table.data tr:last-child th[scope='row'] { border-bottom: 0; }
table.data .number { text-align: right; white-space: nowrap; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
.bar { width: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed; margin: 0 0 16px; }
.bar td { height: 26px; font-size: 0; line-height: 0; padding: 0; }
.bar td:first-child { border-radius: 6px 0 0 6px; }
.bar td:last-child { border-radius: 0 6px 6px 0; }
.bar td:only-child { border-radius: 6px; }
.dot { display: inline-block; width: 11px; height: 11px; margin-right: 8px; border-radius: 3px; }
.meter { height: 7px; margin-top: 5px; border-radius: 4px; background: #e8ebf0; overflow: hidden; }
.meter div { height: 7px; border-radius: 4px; }
.code { display: block; font: 12px ui-monospace, 'SF Mono', Consolas, monospace; color: #56606f; }
.quiet { color: #56606f; }
.small { font-size: 13px; }
.tag { display: inline-block; padding: 0 8px; border-radius: 10px; font-size: 12px; font-weight: 600; color: #ffffff; }
.reason { margin: 0 0 4px; }
.hint { margin: 0; color: #56606f; font-size: 13.5px; }
.cell { display: inline-block; max-width: 100%; box-sizing: border-box; margin: 0 6px 5px 0; padding: 1px 8px; border: 1px solid #dfe3ea; border-radius: 6px; font-size: 13px; }
.cell.wrong { border-color: #c9353f; background: #fbe9ea; color: #7d1a22; }
.cell b { font-weight: 600; color: #56606f; }
.cell.wrong b { color: #7d1a22; }
.change { margin: 0 0 3px; }
del { color: #7d1a22; text-decoration-thickness: 1px; }
del i { text-decoration: none; display: inline-block; }
ins { color: #11633a; text-decoration: none; font-weight: 550; }
.search { display: block; width: 100%; max-width: 420px; box-sizing: border-box; margin: 4px 0 12px; padding: 8px 12px; font: inherit; color: inherit; background: transparent; border: 1px solid #8a94a3; border-radius: 7px; }
.search:focus-visible { outline: 3px solid #3273dc; outline-offset: 1px; }
[hidden] { display: none !important; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #12161c !important; color: #e6e9ee !important; }
  .card { background: #1b2129 !important; border-color: #323b47 !important; }
  .section { border-color: #2b333e !important; }
  h1, .quiet, .hint, .code, .cell b, table.data thead th { color: #a7b1bf !important; }
  .good { background: #153d29 !important; color: #9fe0bd !important; }
  .look { background: #43330b !important; color: #f5d488 !important; }
  .stop, .cell.wrong { background: #43191d !important; color: #f7b9be !important; border-color: #d9525c !important; }
  .cell.wrong b { color: #f7b9be !important; }
  .cell, table.data thead th { border-color: #3f4956 !important; }
  table.data td, table.data tbody th { border-color: #2b333e !important; }
  .meter { background: #2f3843 !important; }
  del { color: #f7b9be !important; }
  ins { color: #9fe0bd !important; }
}
@media (max-width: 640px) {
  .section, .head { padding-left: 16px; padding-right: 16px; }
  .sentence { font-size: 18px; }
  .stack thead, .legend thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr, .stack td, .stack tbody th { display: block; }
  .legend tbody tr { display: grid; grid-template-columns: 1fr auto 4.5em; padding: 8px 0; border-bottom: 1px solid #edf0f4; }
  .legend tbody tr:last-child { border-bottom: 0; }
  table.legend td, table.legend tbody th { padding: 0; border: 0; }
  .legend td:last-child { grid-column: 1 / -1; padding-left: 19px; font-size: 13.5px; }
  .stack tr { padding: 10px 0; border-bottom: 1px solid #dfe3ea; }
  .stack tr:last-child { border-bottom: 0; }
  table.stack td, table.stack tbody th { padding: 2px 0; border: 0; }
  .stack td[data-label]::before { content: attr(data-label) ' '; color: #56606f; font-size: 12.5px; }
  table.stack td.number { text-align: left; }
}
@media (prefers-color-scheme: dark) and (max-width: 640px) {
  .stack tr, .legend tbody tr { border-color: #2b333e !important; }
  .stack td[data-label]::before { color: #a7b1bf; }
}
@media print {
  @page { margin: 14mm; }
  body, .page { background: #ffffff !important; color: #000000 !important; }
  .card { background: #ffffff !important; border: 0 !important; max-width: none; }
  .head, .section { padding-left: 0; padding-right: 0; }
  h1, .quiet, .hint, .code, .cell b, table.data thead th { color: #444444 !important; }
  .good { background: #e0f3e8 !important; color: #11633a !important; }
  .look { background: #fdf0d2 !important; color: #724c00 !important; }
  .stop, .cell.wrong { background: #fbe9ea !important; color: #7d1a22 !important; }
  .cell.wrong b, del { color: #7d1a22 !important; }
  ins { color: #11633a !important; }
  .search, .found { display: none !important; }
  tr, .stop { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
  .bar td, .dot, .tag, .meter, .meter div, .good, .look, .stop, .cell.wrong { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
