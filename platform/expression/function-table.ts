import { builtInFunctions, functionCatalogue, type FunctionRegistry } from './function-registry.ts'

/** The whole text of `platform/docs/FUNCTIONS.md`; `node platform/tools/write-function-table.ts` writes it, a test compares. */
export function renderFunctionTable(registry: FunctionRegistry = builtInFunctions): string {
  const rows = functionCatalogue(registry).map(({ signatures, where, help, example }) => {
    const shown = signatures.map((signature) => `\`${signature}\``).join('<br>')
    return `| ${[shown, where, help.zh, help.en, `\`${example}\``].map(escapeCell).join(' | ')} |`
  })
  return [
    '# Functions of expressions',
    '',
    'The built-in functions of DMN 1.5. Plugins add others (`plugins/functions`).',
    'Generated from `platform/expression/functions` by `node platform/tools/write-function-table.ts`; do not edit.',
    '',
    '| function | where | 中文 | English | example |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
