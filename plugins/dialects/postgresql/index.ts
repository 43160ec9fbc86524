import type { Dialect } from '@formwork/platform/plugin/contracts/dialect.ts'
import { mouldPostgresql } from './mould.ts'
import { openPostgresql } from './open.ts'

/** PostgreSQL: one schema a workspace, one pool a server, transactions side by side. */
export const postgresql: Dialect = Object.freeze({ name: 'postgresql', open: openPostgresql, mould: mouldPostgresql })
