import { Router } from 'express'
import { ask } from '../caller.ts'
import { jsonParameter } from '../query-parameters.ts'

/** Ledgers and reports, under the reader's rights. */
export const ledgerRoutes = Router({ mergeParams: true })

ledgerRoutes.get('/periods', async (request, response) => {
  response.json(await ask(request, response, 'ledger-periods', {}))
})

for (const view of ['balances', 'entries', 'explain', 'shadow'] as const) {
  ledgerRoutes.get(`/ledgers/:ledger/${view}`, async (request, response) => {
    const { where, ...rest } = request.query
    response.json(
      await ask(request, response, `ledger-${view}`, { ledger: request.params.ledger, where: jsonParameter(where, 'where'), ...rest }),
    )
  })
}

ledgerRoutes.get('/reports/:name', async (request, response) => {
  response.json(await ask(request, response, 'report', { report: request.params.name, parameters: request.query }))
})

ledgerRoutes.get('/reports/:name/origin', async (request, response) => {
  const { column = '', where, ...parameters } = request.query
  const row = jsonParameter(where, 'where') ?? {}
  response.json(await ask(request, response, 'report-origin', { report: request.params.name, column, where: row, parameters }))
})
