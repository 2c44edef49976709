import type { Language } from '../language.ts'
import { STYLE } from '../chart/style.ts'
import { escaped } from '../chart/svg.ts'

const PAGE_STYLE = `
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:1040px;margin:0 auto;padding:28px 22px 60px}h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:36px 0 8px}
p{margin:6px 0}.muted{color:var(--muted)}code{background:var(--card);border:1px solid var(--line);border-radius:4px;padding:1px 5px;font-size:12.5px;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:12px;margin:20px 0}.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.tile b{display:block;font-size:23px;font-variant-numeric:tabular-nums}.tile span{color:var(--muted);font-size:13px}
figure{margin:10px 0 0}figure svg{width:100%;height:auto;display:block}.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--muted)}.legend i{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}th{color:var(--muted);font-weight:600}td small{color:var(--muted);display:block;font-size:11.5px}
@media print{main{max-width:none}h2{break-after:avoid}figure,.tile{break-inside:avoid}}
`
  .trim()
  .replaceAll('\n', '')

/** A whole page in one file: no script, nothing fetched, readable in light and dark and on paper. */
export function page(title: string, language: Language, body: readonly string[]): string {
  const lang = language === 'zh' ? 'zh-CN' : 'en'
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}${PAGE_STYLE}</style>
</head>
<body><main>
${body.join('\n')}
</main></body>
</html>
`
}

/** A table of HTML; cells are markup already. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const top = `<tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr>`
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<div class="scroll"><table><thead>${top}</thead><tbody>${body}</tbody></table></div>`
}

/** A chart with what it shows. */
export function htmlFigure(title: string, note: string, ...parts: readonly string[]): string {
  return `<h2>${escaped(title)}</h2><p class="muted">${escaped(note)}</p><figure>${parts.join('')}</figure>`
}
