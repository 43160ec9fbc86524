import type { FunctionRegistry } from '@formwork/platform/expression/index.ts'
import type { ElementBehaviour } from '@formwork/platform/plugin/contracts/element.ts'
import { behavioursOf, type Behaviours } from './behaviours.ts'

/** What runs processes: registered behaviours and the functions that expressions may call. Built once at boot. */
export interface ProcessEngine {
  readonly behaviours: Behaviours
  readonly functions: FunctionRegistry
}

export function createProcessEngine(elements: ReadonlyMap<string, ElementBehaviour>, functions: FunctionRegistry): ProcessEngine {
  return Object.freeze({ behaviours: behavioursOf(elements), functions })
}
