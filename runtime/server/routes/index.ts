import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Router } from 'express'
import type { EventHub } from '../live/event-hub.ts'
import { commandRoutes } from './commands.ts'
import { definitionRoutes } from './definitions.ts'
import { designRoutes } from './design.ts'
import { eventRoutes } from './events.ts'
import { exportRoutes } from './exports.ts'
import { fileRoutes } from './files.ts'
import { importedModelRoutes } from './imported-models.ts'
import { importRoutes } from './imports.ts'
import { ledgerRoutes } from './ledgers.ts'
import { printRoutes } from './prints.ts'
import { recordRoutes } from './records.ts'
import { serviceRoutes } from './services.ts'
import { taskRoutes } from './tasks.ts'
import { trialRoutes } from './trials.ts'

/** Everything below a workspace's API that needs to know who asks. One line each. */
export function identifiedRoutes(registry: Registry, hub: EventHub): readonly Router[] {
  return [
    definitionRoutes(registry),
    printRoutes,
    exportRoutes,
    importRoutes,
    recordRoutes,
    trialRoutes,
    commandRoutes,
    taskRoutes,
    ledgerRoutes,
    designRoutes,
    importedModelRoutes(registry),
    serviceRoutes,
    eventRoutes(hub),
    fileRoutes,
  ]
}
