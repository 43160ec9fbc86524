import { createBuiltInRegistry } from '@formwork/plugins/index.ts'

/** Everything that definitions may name, as the server has it. */
export const registry = createBuiltInRegistry()
