import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition, Grant, LedgerDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { modelOf } from '../../store/test-model.fixture.ts'
import type { Actor } from './actor.ts'
import { authorityOf } from './authority.ts'
import { explain } from './explain.ts'
import type { Organisation } from './organisation.ts'
import { userAttribute } from './user-attribute.ts'

const item: EntityDefinition = {
  kind: 'entity',
  name: 'item',
  nature: 'master',
  fields: [
    { name: 'code', type: 'text' },
    { name: 'cost', type: 'number' },
    { name: 'price', type: 'number' },
    { name: 'margin', type: 'number', formula: '=price - cost' },
    { name: 'grade', type: 'text', formula: '=if margin > 3 then "a" else "b"' },
    { name: 'onHand', type: 'balance', ledger: 'goods', measure: 'quantity' },
    { name: 'held', type: 'balance', ledger: 'goods', measure: 'value' },
  ],
}
const order: EntityDefinition = {
  kind: 'entity',
  name: 'order',
  nature: 'document',
  fields: [
    { name: 'note', type: 'text' },
    {
      name: 'lines',
      type: 'lines',
      fields: [
        { name: 'item', type: 'reference', entity: 'item' },
        { name: 'itemCost', type: 'lookup', through: 'item', field: 'cost' },
        { name: 'gain', type: 'number', formula: '=price - item.cost' },
        { name: 'price', type: 'number' },
        { name: 'weight', type: 'number', formula: '=record.gains / 2' },
      ],
    },
    { name: 'gains', type: 'number', formula: '=sum(for l in lines return l.gain)' },
    { name: 'prices', type: 'number', formula: '=sum(lines.price)' },
  ],
}
const goods: LedgerDefinition = {
  kind: 'ledger',
  name: 'goods',
  dimensions: [],
  measures: [
    { name: 'quantity', label: 'q', type: 'number' },
    { name: 'value', label: 'v', type: 'money' },
  ],
  derived: [{ name: 'rate', label: 'r', value: '=value / quantity' }],
}

const organisation: Organisation = {
  version: 1,
  people: new Map(
    [1, 2, 3, 4].map((id) => [
      id,
      {
        id,
        name: `p${id}`,
        login: null,
        department: id < 3 ? 10 : 11,
        superior: id === 1 ? null : id - 1,
        roles: [],
        disabled: false,
        email: null,
      },
    ]),
  ),
  departments: new Map([
    [10, { id: 10, name: 'top', parent: null, head: 1 }],
    [11, { id: 11, name: 'below', parent: 10, head: 3 }],
    [12, { id: 12, name: 'beside', parent: null, head: 3 }],
    [13, { id: 13, name: 'below beside', parent: 12, head: null }],
  ]),
}
const actor = (roles: string[], more: Partial<Actor> = {}): Actor => ({
  person: 3,
  name: 'p3',
  login: null,
  roles,
  department: 11,
  language: 'zh',
  ...more,
})

function model(roles: Record<string, (Partial<Grant> & { administrator?: boolean })[]>): Model {
  const definitions = Object.entries(roles).map(([name, grants]) => ({
    name,
    label: name,
    administrator: name === 'administrator',
    grants: grants.map((grant, index): Grant => ({ name: `g${index}`, resource: '*', operations: ['view'], ...grant })),
  }))
  const sums: ReportDefinition = { kind: 'report', name: 'sums', shape: 'table', from: { entity: 'order' }, columns: [{ name: 'prices' }] }
  const reports = new Map([['sums', sums]])
  return {
    ...modelOf([item, order]),
    reports,
    ledgers: new Map([['goods', goods]]),
    roles: { kind: 'roles', name: 'roles', roles: definitions },
  }
}
const sorted = (set: ReadonlySet<string>) => [...set].sort()

describe('operations', () => {
  const roles = model({
    a: [{ resource: 'item', operations: ['view', 'save'] }],
    b: [{ resource: 'order', operations: ['*'] }],
    administrator: [],
  })
  const cases: [string[], string, string, boolean, string[]?][] = [
    [['a'], 'view', 'item', true],
    [['a'], 'create', 'item', true],
    [['a'], 'save', 'item', true],
    [['a'], 'delete', 'item', false],
    [['a'], 'view', 'order', false],
    [['a', 'b'], 'unpost', 'order', true],
    [['b'], 'view', 'item', false],
    [['unknown'], 'view', 'item', false],
    [[], 'view', 'item', false],
    [['administrator'], 'design', 'anything', true],
    [['administrator'], 'view', 'item', true, ['item:view']],
    [['administrator'], 'edit', 'item', false, ['item:view']],
    [['administrator'], 'edit', 'order', true, ['*:edit']],
    [['a'], 'edit', 'item', true, ['item:*']],
    [['a'], 'edit', 'item', true, ['item:save']],
    [['b'], 'view', 'item', false, ['*:*']],
    [['administrator'], 'view', 'item', false, []],
  ]
  it.each(cases)('%j %s %s is %s (scopes %j)', (held, operation, resource, expected, scopes) => {
    expect(authorityOf(roles, organisation, actor(held, { scopes })).may(operation, resource)).toBe(expected)
  })

  it('gives the system everything', () => {
    expect(authorityOf(roles, organisation, actor([], { person: null })).may('edit', 'item')).toBe(true)
  })
})

describe('hidden fields', () => {
  const hiding = (hide: string[], resource = 'item') =>
    model({ a: [{ resource, hide }, ...['item', 'order'].filter((each) => each !== resource).map((each) => ({ resource: each }))] })
  const fields = (of: Model, resource: string) => authorityOf(of, organisation, actor(['a'])).fields(resource)

  it('take what is computed from them along, across entities and ledgers', () => {
    expect(sorted(fields(hiding(['cost']), 'item').hidden)).toEqual(['cost', 'grade', 'margin'])
    expect(sorted(fields(hiding(['cost']), 'order').hidden)).toEqual(['gains', 'lines.gain', 'lines.itemCost', 'lines.weight'])
    expect(sorted(fields(hiding(['lines.price'], 'order'), 'order').hidden)).toEqual([
      'gains',
      'lines.gain',
      'lines.price',
      'lines.weight',
      'prices',
    ])
    expect(sorted(fields(hiding(['value'], 'goods'), 'goods').hidden)).toEqual(['rate', 'value'])
    expect(sorted(fields(hiding(['value'], 'goods'), 'item').hidden)).toEqual(['held'])
  })

  it('cannot be written', () => {
    expect(fields(hiding(['cost']), 'item').readOnly.has('cost')).toBe(true)
  })

  const cases: [string, Partial<Grant>[], string[]][] = [
    ['a grant over all rows opens', [{ resource: 'item', hide: ['cost'] }, { resource: 'item' }], []],
    [
      'two close what both close',
      [
        { resource: 'item', hide: ['cost', 'code'] },
        { resource: 'item', hide: ['code'] },
      ],
      ['code'],
    ],
    [
      'a grant over some rows opens nothing',
      [
        { resource: 'item', hide: ['code'] },
        { resource: 'item', rows: '=code = "x"' },
      ],
      ['code'],
    ],
    [
      'grants over some rows close what one closes',
      [
        { resource: 'item', rows: '=code = "y"', hide: ['code'] },
        { resource: 'item', rows: '=code = "x"' },
      ],
      ['code'],
    ],
    ['a grant by name goes before one for everything', [{ resource: '*' }, { resource: 'item', hide: ['code'] }], ['code']],
    [
      'a grant without view opens nothing',
      [
        { resource: 'item', hide: ['code'] },
        { resource: 'item', operations: ['edit'] },
      ],
      ['code'],
    ],
  ]
  it.each(cases)('%s', (_title, grants, hidden) => {
    expect(sorted(fields(model({ a: grants }), 'item').hidden)).toEqual(hidden)
  })
})

describe('rows', () => {
  const cases: [string, Partial<Grant>[], unknown][] = [
    ['no grant', [], 'none'],
    ['no rule is every row', [{ resource: 'item' }], 'all'],
    ['an empty rule is nobody', [{ resource: 'item', rows: '' }], 'none'],
    ['an empty formula is nobody', [{ resource: 'item', rows: '= ' }], 'none'],
    ['one rule', [{ resource: 'item', rows: '=code = "x"' }], { compare: '=', left: { path: ['code'] }, right: { constant: 'x' } }],
    [
      'rules add up',
      [
        { resource: 'item', rows: '=owner = user.id' },
        { resource: 'item', rows: '=code = "x"' },
      ],
      {
        any: [
          { compare: '=', left: { path: ['owner'] }, right: { user: 'id' } },
          { compare: '=', left: { path: ['code'] }, right: { constant: 'x' } },
        ],
      },
    ],
    ['a rule beside every row', [{ resource: 'item', rows: '=code = "x"' }, { resource: 'item' }], 'all'],
    ['a rule by name goes before everything', [{ resource: '*' }, { resource: 'item', rows: '' }], 'none'],
    [
      'a rule for another operation',
      [
        { resource: 'item', rows: '=code = "x"' },
        { resource: 'item', operations: ['edit'] },
      ],
      { compare: '=', left: { path: ['code'] }, right: { constant: 'x' } },
    ],
  ]
  it.each(cases)('%s', (_title, grants, expected) => {
    expect(authorityOf(model({ a: grants }), organisation, actor(['a'])).rows('item', 'view')).toEqual(expected)
  })
})

describe('granting', () => {
  const roles = model({
    administrator: [],
    chief: [{ resource: '*', operations: ['view', 'edit'] }],
    limited: [{ resource: 'item', operations: ['view'], rows: '=code = "x"' }],
    same: [{ resource: 'item', operations: ['view'], rows: '=code = "x"', hide: ['cost'] }],
    deleting: [{ resource: 'item', operations: ['delete'] }],
    blind: [{ resource: '*', operations: ['view', 'edit'], hide: ['cost'] }],
    planner: [{ resource: 'sums', operations: ['view'], whole: true }],
    reader: [
      { resource: 'sums', operations: ['view'] },
      { resource: 'order', operations: ['view'], rows: '=note = "x"' },
    ],
  })
  const cases: [string, string, boolean][] = [
    ['chief', 'limited', true],
    ['chief', 'blind', true],
    ['chief', 'deleting', false],
    ['chief', 'administrator', false],
    ['chief', 'unknown', false],
    ['limited', 'same', true],
    ['same', 'limited', false],
    ['blind', 'chief', false],
    ['limited', 'chief', false],
    ['administrator', 'administrator', true],
    ['chief', 'planner', true],
    ['planner', 'planner', true],
    ['reader', 'planner', false],
  ]
  it.each(cases)('%s grants %s: %s', (own, role, expected) => {
    expect(authorityOf(roles, organisation, actor([own])).mayGrant(role)).toBe(expected)
  })

  it('figures are seen whole by the grant that says so, and within the scope of a key alone', () => {
    const seesWhole = (role: string, scopes?: string[]): boolean =>
      authorityOf(roles, organisation, actor([role], { scopes })).seesWhole('sums')
    expect([seesWhole('planner'), seesWhole('reader'), seesWhole('chief')]).toEqual([true, false, false])
    expect([seesWhole('planner', ['sums:view']), seesWhole('planner', ['order:view'])]).toEqual([true, false])
  })

  it('is nothing for keys', () => {
    expect(authorityOf(roles, organisation, actor(['administrator'], { scopes: ['*:*'] })).mayGrant('limited')).toBe(false)
  })
})

describe('explain', () => {
  const roles = model({ administrator: [], a: [{ resource: 'item', hide: ['cost'], rows: '=code = "x"' }] })
  const cases: [string[], { operation: string; resource: string; field?: string }, object][] = [
    [
      ['a'],
      { operation: 'view', resource: 'item' },
      { allowed: true, because: 'grants', grants: [{ role: 'a', grant: 'g0', rows: '=code = "x"' }] },
    ],
    [['a'], { operation: 'edit', resource: 'item' }, { allowed: false, because: 'no-grant', grants: [] }],
    [
      ['a'],
      { operation: 'view', resource: 'item', field: 'cost' },
      { allowed: false, because: 'hidden', closedBy: [{ role: 'a', grant: 'g0', rows: '=code = "x"' }] },
    ],
    [['a'], { operation: 'view', resource: 'item', field: 'margin' }, { allowed: false, because: 'hidden', closedBy: [] }],
    [['a'], { operation: 'view', resource: 'item', field: 'price' }, { allowed: true, because: 'grants' }],
    [['administrator'], { operation: 'edit', resource: 'item', field: 'cost' }, { allowed: true, because: 'unlimited' }],
  ]
  it.each(cases)('%j %j', (held, question, expected) => {
    expect(explain(roles, organisation, actor(held), question)).toMatchObject(expected)
  })
})

describe('user attributes', () => {
  const cases: [string, unknown][] = [
    ['id', 3],
    ['department', 11],
    ['departments', [11, 12, 13]],
    ['subordinates', [4]],
    ['superior', 2],
    ['roles', ['a']],
    ['nothing', null],
  ]
  it.each(cases)('%s', (name, expected) => {
    expect(userAttribute(organisation, actor(['a']), name)).toEqual(expected)
  })

  it('end in circles', () => {
    const people = new Map([
      [1, { ...organisation.people.get(1)!, superior: 2 }],
      [2, { ...organisation.people.get(2)!, superior: 1 }],
    ])
    expect(userAttribute({ ...organisation, people }, actor([], { person: 1 }), 'subordinates')).toEqual([2])
  })
})
