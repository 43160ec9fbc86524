import { catalogueParts } from './catalogue.ts'

/** The whole text of `platform/docs/ERRORS.md`; `node platform/tools/write-error-table.ts` writes it, a test compares. */
export function renderErrorTable(): string {
  const parts = catalogueParts.map(({ title, entries }) => {
    const rows = Object.entries(entries).map(
      ([code, entry]) => `| \`${code}\` | ${entry.status} | ${escapeCell(entry.zh)} | ${escapeCell(entry.en)} |`,
    )
    return `## ${title}\n\n| code | status | 中文 | English |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return `# Error codes\n\nGenerated from \`platform/error/catalogue.ts\` by \`node platform/tools/write-error-table.ts\`; do not edit.\n\n${parts.join('\n')}`
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
