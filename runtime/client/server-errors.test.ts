import { describe, expect, it } from 'vitest'
import { accessErrors } from '@formwork/platform/error/catalogue-access.ts'
import { businessErrors } from '@formwork/platform/error/catalogue-business.ts'
import { processErrors } from '@formwork/platform/error/catalogue-process.ts'
import { catalogueParts } from '@formwork/platform/error/index.ts'
import { SERVER_PARTS } from './server-errors.ts'

/** Everything that the workbench and the designer are built of. */
const sources = {
  ...(import.meta.glob(['../{client,ui}/**/*.{ts,vue}', '../../designer/**/*.{ts,vue}'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }) as Record<string, string>),
  ...(import.meta.glob('../../{plugins/fields,platform/definition,platform/expression,platform/plugin,platform/value}/**/*.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  }) as Record<string, string>),
}
const leftOut = { access: accessErrors, business: businessErrors, process: processErrors }

describe('errors that the bundle leaves out', () => {
  it('are raised by nothing that runs in the browser', () => {
    const codes = new Set(SERVER_PARTS.flatMap((part) => Object.keys(leftOut[part])))
    const raised = Object.entries(sources)
      .filter(([path]) => !/\.(test|fixture)\.ts$/.test(path))
      .flatMap(([path, text]) => [...text.matchAll(/(?:fail|AppError)\(\s*'([\w-]+)'/g)].map((match) => ({ path, code: match[1]! })))
    expect(raised.length).toBeGreaterThan(20)
    expect(raised.filter(({ code }) => codes.has(code))).toEqual([])
  })

  it('are whole parts of the catalogue', () => {
    const parts = catalogueParts.map(({ entries }) => entries)
    for (const part of SERVER_PARTS) expect(parts).toContain(leftOut[part])
  })
})
