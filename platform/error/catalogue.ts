import type { CatalogueEntry } from './catalogue-entry.ts'
import { inputErrors } from './catalogue-input.ts'
import { definitionErrors } from './catalogue-definition.ts'
import { businessErrors } from './catalogue-business.ts'
import { accessErrors } from './catalogue-access.ts'
import { ledgerErrors } from './catalogue-ledger.ts'
import { processErrors } from './catalogue-process.ts'

export type { CatalogueEntry }

/**
 * Every error code of the product, once: its HTTP status and its text in both languages.
 * `{name}` stands for a parameter of that name; both languages use the same parameters.
 * A code is never renamed or reused once released. `platform/docs/ERRORS.md` is generated from this table.
 */
export const catalogue = {
  ...inputErrors,
  ...definitionErrors,
  ...businessErrors,
  ...ledgerErrors,
  ...processErrors,
  ...accessErrors,
} as const

export type ErrorCode = keyof typeof catalogue

/** The parts in the order of `ERRORS.md`. */
export const catalogueParts: readonly { title: string; entries: Readonly<Record<string, CatalogueEntry>> }[] = [
  { title: 'Input', entries: inputErrors },
  { title: 'Definitions and expressions', entries: definitionErrors },
  { title: 'Business', entries: businessErrors },
  { title: 'Ledgers', entries: ledgerErrors },
  { title: 'Processes', entries: processErrors },
  { title: 'Access and operation', entries: accessErrors },
]
