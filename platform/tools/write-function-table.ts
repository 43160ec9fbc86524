import { writeFileSync } from 'node:fs'
import { renderFunctionTable } from '../expression/function-table.ts'

writeFileSync(new URL('../docs/FUNCTIONS.md', import.meta.url), renderFunctionTable())
