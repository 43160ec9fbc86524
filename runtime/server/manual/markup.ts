import type { Language } from '@formwork/platform/error/index.ts'

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text of a definition as text of a page: never markup. */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (mark) => MARKS[mark]!)
}

/** `content` is markup already; values of attributes are text. */
export function element(name: string, content: string, attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`)
  return `<${name}${written.join('')}>${content}</${name}>`
}

const STYLE = `
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1c2526; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #00707a; } h3 { margin: 1.8rem 0 .3rem; } h4 { margin: .8rem 0 .2rem; }
.caption { color: #5a6566; } a { color: #00707a; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; } th, td { padding: .3rem .6rem; border: 1px solid #d8dedf; text-align: left; vertical-align: top; }
th { width: 30%; background: #f4f6f7; font-weight: 500; }
@media print { h2 { break-before: page; } h3 { break-after: avoid; } tr { break-inside: avoid; } }
`

/** A page that needs nothing else. */
export function page(title: string, language: Language, body: string): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><style>${STYLE}</style>`
  return `<!doctype html>\n<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head>${head}</head><body>\n${body}\n</body></html>\n`
}
