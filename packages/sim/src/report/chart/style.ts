/** Colours of charts and pages, in light and in dark; nothing is fetched. */
export const STYLE: string = `
:root{--bg:#fff;--fg:#1c2128;--muted:#667080;--line:#d9dee5;--grid:#eceff3;--card:#f7f9fb;--s0:#2a6fdb;--s1:#d9822b;--s2:#0f9d8a;--s3:#b5489b;--s4:#7a5cc4;--s5:#8a8f1d;--bad:#c8443f;--good:#1f8f4e}
@media (prefers-color-scheme:dark){:root{--bg:#14181d;--fg:#e6e9ee;--muted:#9aa4b2;--line:#3a424d;--grid:#252b33;--card:#1b2027;--s0:#6aa6ff;--s1:#f0a35a;--s2:#3cc9b4;--s3:#e07cc6;--s4:#a98df0;--s5:#c5ca4f;--bad:#ff7b74;--good:#5fd08c}}
svg{font:12px system-ui,-apple-system,"Segoe UI","Noto Sans SC","Microsoft YaHei",sans-serif}
svg text{fill:var(--fg)}svg .muted{fill:var(--muted)}svg .grid{stroke:var(--grid)}svg .axis{stroke:var(--line)}
svg .series{fill:none;stroke-width:2;stroke-linejoin:round}svg .band{stroke:none;opacity:.18}svg .target{stroke:var(--bad);stroke-dasharray:5 4}
`
  .trim()
  .replaceAll('\n', '')

/** Colour of the n-th series. */
export function seriesColour(at: number): string {
  return `var(--s${at % 6})`
}
