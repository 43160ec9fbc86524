import { describe, expect, it } from 'vitest'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'
import type { Grant, RolesDefinition } from './types.ts'

const file = readFolder(jxcFolder).find(({ path }) => path === 'roles.json')!
const { roles } = JSON.parse(file.text) as RolesDefinition
const grantOf = (grants: readonly Grant[], resource: string): Grant | undefined => grants.find((grant) => grant.resource === resource)
const hides = (grant: Grant | undefined, field: string): boolean => grant?.hide?.includes(field) === true

/** Every money field and price of a document, in its head and in its lines. */
function amountsOf(resource: string): string[] {
  const text = readFolder(jxcFolder).find(({ path }) => path === `${resource}/entity.json`)!.text
  const tells = ({ name, type }: { name: string; type: string }): boolean => type === 'money' || name === 'foreignPrice'
  const { fields } = JSON.parse(text) as { fields: { name: string; type: string; fields?: { name: string; type: string }[] }[] }
  return fields.flatMap((field) => [
    ...(tells(field) ? [field.name] : []),
    ...(field.fields ?? []).filter(tells).map(({ name }) => `${field.name}.${name}`),
  ])
}

/** A ledger is a second door to what a record hides. */
describe('roles of the template', () => {
  it.each(roles.map(({ name, grants }) => [name, grants] as const))('%s: no ledger tells what records hide', (_name, grants) => {
    const [account, cash] = [grantOf(grants, 'account'), grantOf(grants, 'cash')]
    if (hides(account, 'balance') && cash !== undefined) expect(cash.rows).toBeDefined()
    const stock = grantOf(grants, 'stock')
    if (stock === undefined) return
    if (hides(grantOf(grants, 'product'), 'stockValue')) expect(stock.hide).toContain('value')
    if (hides(grantOf(grants, 'sales-delivery'), 'lines.price')) expect(stock.hide).toContain('revenue')
  })

  /** An amount that stays in sight tells the price that is hidden. */
  it.each(roles.map(({ name, grants }) => [name, grants] as const))('%s: hidden prices are told by no other amount', (_name, grants) => {
    for (const grant of grants) {
      if (!hides(grant, 'total') || !hides(grant, 'lines.price')) continue
      expect(amountsOf(grant.resource).filter((path) => !hides(grant, path))).toEqual([])
    }
  })

  it('has somebody whom this is about', () => {
    expect(roles.some(({ grants }) => hides(grantOf(grants, 'purchase-receipt'), 'total'))).toBe(true)
    const about = roles.filter(({ grants }) => hides(grantOf(grants, 'account'), 'balance') && grantOf(grants, 'cash') !== undefined)
    expect(about.map(({ name }) => name)).toContain('checkout-clerk')
  })
})
