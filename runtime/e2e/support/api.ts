import type { Page } from 'playwright-core'

export interface Sent {
  id: string
  version: number
  number: string
  status: string
  code?: string
}

/** Sends a command as the person who is signed in on the page. */
export async function send(page: Page, base: string, command: string, body: unknown): Promise<Sent> {
  const answer = await page.request.post(`${base}api/commands/${command}`, {
    data: body,
    headers: { 'Idempotency-Key': String(Math.random()), origin: new URL(base).origin },
  })
  return (await answer.json()) as Sent
}

/** The id of the first record that a look-up finds. */
export async function found(page: Page, base: string, entity: string, text = ''): Promise<string> {
  const answer = await page.request.get(`${base}api/lookup/${entity}?text=${encodeURIComponent(text)}`)
  const { rows } = (await answer.json()) as { rows: { id: string }[] }
  return rows[0]!.id
}

/** A purchase order of one line as a draft. */
export async function draftOrder(page: Page, base: string, line: Record<string, unknown> = { quantity: '3', price: '2' }): Promise<Sent> {
  const [supplier, warehouse, product] = [
    await found(page, base, 'supplier', 'S001'),
    await found(page, base, 'warehouse', 'W01'),
    await found(page, base, 'product', 'P001'),
  ]
  const lines = Object.keys(line).length === 0 ? undefined : { lines: [{ do: 'insert', values: { product, ...line } }] }
  return send(page, base, 'save', { entity: 'purchase-order', changes: { values: { supplier, warehouse }, lines } })
}

/** A purchase order that waits for its approver. */
export async function submittedOrder(page: Page, base: string, line?: Record<string, unknown>): Promise<Sent> {
  const { id, version, number } = await draftOrder(page, base, line)
  return { ...(await send(page, base, 'submit', { entity: 'purchase-order', id, version })), number }
}
