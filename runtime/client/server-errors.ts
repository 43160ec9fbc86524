import type { Plugin } from 'vite'

/** Parts of the catalogue whose errors the server alone raises; it sends their words along. The browser never looks them up. */
export const SERVER_PARTS = ['access', 'business', 'process'] as const

const EMPTY = '\0server-errors:'
const part = new RegExp(`^\\./catalogue-(${SERVER_PARTS.join('|')})\\.ts$`)

/** Leaves these parts out of the catalogue in the bundle: 5 KB gzip that every page would load. */
export function serverErrors(): Plugin {
  return {
    name: 'formwork:server-errors',
    enforce: 'pre',
    resolveId(source, importer) {
      const found = part.exec(source)
      return found !== null && importer?.endsWith('/platform/error/catalogue.ts') === true ? `${EMPTY}${found[1]}` : undefined
    },
    load: (id) => (id.startsWith(EMPTY) ? `export const ${id.slice(EMPTY.length)}Errors = {}` : undefined),
  }
}
