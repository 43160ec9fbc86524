import type { CostingMethod } from '@formwork/platform/plugin/contracts/costing.ts'
import { fifo } from './fifo/index.ts'
import { lifo } from './lifo/index.ts'
import { movingAverage } from './moving-average/index.ts'
import { periodAverage } from './period-average/index.ts'
import { specific } from './specific/index.ts'
import { standard } from './standard/index.ts'

/** The built-in costing methods, in the order in which they are offered. */
export const costings: readonly CostingMethod[] = [movingAverage, fifo, periodAverage, specific, standard, lifo]
