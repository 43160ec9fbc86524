import { writeFileSync } from 'node:fs'
import { renderErrorTable } from '../error/error-table.ts'

writeFileSync(new URL('../docs/ERRORS.md', import.meta.url), renderErrorTable())
