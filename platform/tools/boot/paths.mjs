// Where things lie, seen from the root of the repository. Runs on Node 18 without any dependency.
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
export const inRoot = (...parts) => join(root, ...parts)

/** Stamps and reports of tools; never tracked, safe to delete. */
export const buildFolder = inRoot('.build')
