import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { createProcessEngine, type ProcessEngine } from '../engine/process/engine.ts'

const engines = new WeakMap<Registry, ProcessEngine>()

/** The process engine of a registry, built once. */
export function processEngineOf(registry: Registry): ProcessEngine {
  const known = engines.get(registry)
  if (known !== undefined) return known
  const engine = createProcessEngine(registry.elements, functionsOf(registry))
  engines.set(registry, engine)
  return engine
}
