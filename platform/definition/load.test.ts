import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { DefinitionFile } from './model.ts'
import { loadDefinitions } from './load.ts'
import { visitDefinition } from './schema/visit-definition.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)

/** The template with one text replaced in one file. */
/** Where in a list something stands is the template's business. */
const anyPlace = (finding: string): string => finding.replace(/\/\d+(?=[/ ])/g, '/*')
const edited = (path: string, from: string, to: string): DefinitionFile[] => {
  const file = files.find((candidate) => candidate.path === path)
  expect(file?.text.includes(from), `${path} holds ${from}`).toBe(true)
  return files.map((candidate) => (candidate === file ? { path, text: candidate.text.replace(from, to) } : candidate))
}

const find = (changed: readonly DefinitionFile[]): string[] =>
  loadDefinitions(changed, registry).problems.map((problem) => `${problem.file}#${problem.pointer} ${problem.code}: ${problem.message.en}`)

describe('loadDefinitions', () => {
  const { model, problems } = loadDefinitions(files, registry, { release: 7 })

  it('links the template without a finding', () => {
    expect(problems).toEqual([])
    expect(model?.release).toBe(7)
    expect([...model!.entities.keys()]).toContain('person')
    expect(model?.bpmn.get('purchase-order-approval')).toContain('<bpmn:process')
  })

  it('finds both languages in every label of the template', () => {
    const labels = model!.files.flatMap(({ path, definition }) =>
      definition === undefined
        ? []
        : [...visitDefinition(definition, registry)]
            .filter(({ schema }) => schema.title === 'Label')
            .map(({ value, pointer }) => ({ place: `${path}#${pointer}`, value })),
    )
    expect(labels.length).toBeGreaterThan(200)
    expect(labels.filter(({ value }) => typeof value === 'string')).toEqual([])
  })

  it('gives fields the choices of their dictionaries, and people the roles of the workspace', () => {
    const unit = model?.entities.get('product')?.fields.find((field) => field.name === 'unit')
    expect(unit?.options?.map((option) => option.name)).toContain('box')
    const held = model?.entities.get('person')?.fields.find((field) => field.name === 'roles')
    expect(held?.options?.map((option) => option.name)).toEqual(model?.roles.roles.map((role) => role.name))
  })

  it('only links what was checked when it was published', () => {
    const loaded = loadDefinitions(edited('product/list.json', '"specification"', '"specificaton"'), registry, { isChecked: true })
    expect(loaded.problems).toEqual([])
    expect(loaded.model).toBeDefined()
  })

  it.each<[string, string, string, string, string]>([
    [
      'broken JSON',
      'menu.json',
      '"kind": "menu",',
      '"kind": "menu"',
      'menu.json# malformed-json: The content is not valid JSON (at line 3, character 3): a comma or the closing bracket is expected here',
    ],
    [
      'a key twice',
      'menu.json',
      '"name": "menu",',
      '"name": "menu", "name": "menu",',
      'menu.json#/name duplicate-key: "name" appears twice in the same object',
    ],
    [
      'a prototype key',
      'menu.json',
      '"name": "menu",',
      '"name": "menu", "__proto__": {},',
      'menu.json#/__proto__ forbidden-key: The name "__proto__" is not allowed',
    ],
    [
      'a fraction as a number',
      'customer/entity.json',
      '"default": 0,',
      '"default": 0.5,',
      'customer/entity.json#/fields/10/default decimal-as-text: Write decimals as text, for example "0.05"',
    ],
    [
      'a field named twice',
      'supplier/entity.json',
      '"name": "contact"',
      '"name": "phone"',
      'supplier/entity.json#/fields/4/name duplicate-name: The name "phone" is used twice',
    ],
    [
      'a field named like a keyword',
      'supplier/entity.json',
      '"name": "remark"',
      '"name": "item"',
      'supplier/entity.json#/fields/12/name bad-name: "item" cannot be the name of a field: it is a word of the expression language',
    ],
    [
      'a field named like a system column',
      'supplier/entity.json',
      '"name": "remark"',
      '"name": "version"',
      'supplier/entity.json#/fields/12/name bad-name: "version" cannot be the name of a field: every record has a system field of this name',
    ],
    [
      'an entity nobody knows',
      'purchase-order/entity.json',
      '"entity": "supplier"',
      '"entity": "suplier"',
      'purchase-order/entity.json#/fields/1/entity unknown-name: There is no "suplier", did you mean "supplier"?',
    ],
    [
      'a dictionary nobody knows',
      'payment/entity.json',
      '"dictionary": "payment-method"',
      '"dictionary": "payment-metod"',
      'payment/entity.json#/fields/4/dictionary unknown-name: There is no "payment-metod", did you mean "payment-method"?',
    ],
    [
      'a lookup of a field that is not there',
      'purchase-order/entity.json',
      '"field": "specification"',
      '"field": "spec"',
      'purchase-order/entity.json#/fields/5/fields/1/field unknown-name: There is no "spec"',
    ],
    [
      'a lookup of what is not stored',
      'purchase-order/entity.json',
      '"field": "specification"',
      '"field": "onHand"',
      'purchase-order/entity.json#/fields/5/fields/1/field lookup-not-stored: "onHand" is not stored and cannot be looked up',
    ],
    [
      'a balance of a measure that is not there',
      'product/entity.json',
      '"measure": "onHand"',
      '"measure": "onhand"',
      'product/entity.json#/fields/9/measure unknown-name: There is no "onhand", did you mean "onHand"?',
    ],
    [
      'a default that is no choice',
      'payment/entity.json',
      '"default": "bank"',
      '"default": "bnak"',
      'payment/entity.json#/fields/4/default not-an-option: "bnak" is not an option of "Method"',
    ],
    [
      'a list column that is not there',
      'product/list.json',
      '"name": "specification"',
      '"name": "specificaton"',
      'product/list.json#/columns/2/name unknown-name: There is no "specificaton", did you mean "specification"?',
    ],
    [
      'a form field that is not there',
      'payment/form.json',
      '"name": "method"',
      '"name": "metod"',
      'payment/form.json#/sections/0/fields/4/name unknown-name: There is no "metod", did you mean "method"?',
    ],
    [
      'a rule shown at no field',
      'purchase-order/entity.json',
      '"at": "promisedDate"',
      '"at": "promised"',
      'purchase-order/entity.json#/rules/1/at unknown-name: There is no "promised"',
    ],
    [
      'a ledger nobody knows',
      'payment/posting.json',
      '"ledger": "payable"',
      '"ledger": "payables"',
      'payment/posting.json#/entries/0/ledger unknown-name: There is no "payables", did you mean "payable"?',
    ],
    [
      'a coordinate that is not there',
      'payment/posting.json',
      '"partner"',
      '"partnr"',
      'payment/posting.json#/entries/0/where/partnr unknown-name: There is no "partnr", did you mean "partner"?',
    ],
    [
      'a measure that is not there',
      'payment/posting.json',
      '"amount": ',
      '"amnt": ',
      'payment/posting.json#/entries/0/take/amnt unknown-name: There is no "amnt"',
    ],
    [
      'an entry without a verb',
      'payment/posting.json',
      '"take"',
      '"attributes"',
      'payment/posting.json#/entries/0 posting-verb: the entry does nothing (add, take, move, return, fulfil, release, count, revalue)',
    ],
    [
      'adding where everything sums to zero',
      'purchase-receipt/posting.json',
      '"move"',
      '"add"',
      'purchase-receipt/posting.json#/entries/0 zero-sum: "stock" sums to zero everywhere: entries can only move',
    ],
    [
      'a virtual place that is not there',
      'purchase-receipt/posting.json',
      '"place": "supplier"',
      '"place": "suppliers"',
      'purchase-receipt/posting.json#/entries/0/from/place unknown-name: There is no "suppliers", did you mean "supplier"?',
    ],
    [
      'lines that are not there',
      'purchase-receipt/posting.json',
      '"each": "lines"',
      '"each": "line"',
      'purchase-receipt/posting.json#/entries/0/each unknown-name: There is no "line", did you mean "lines"?',
    ],
    [
      'an assertion over no dimension',
      'ledgers/stock.json',
      '"over": ["product", "place", "batch", "quality"]',
      '"over": ["product", "plce"]',
      'ledgers/stock.json#/assertions/0/over/1 unknown-name: There is no "plce", did you mean "place"?',
    ],
    [
      'a conversion into a computed field',
      'purchase-order/conversion.json',
      '"price": ',
      '"amount": ',
      'purchase-order/conversion.json#/lines/fields/amount computed-field: "amount" is computed and cannot be filled',
    ],
    [
      'a conversion of a quantity that is not there',
      'purchase-order/conversion.json',
      '"quantity": "quantity"',
      '"quantity": "qty"',
      'purchase-order/conversion.json#/lines/quantity unknown-name: There is no "qty"',
    ],
    [
      'a report over nothing',
      'reports/payables.json',
      '"ledger": "payable"',
      '',
      'reports/payables.json#/from report-source: a report is made over one entity or one ledger',
    ],
    [
      'a report column that is not there',
      'reports/stock-balance.json',
      '"value": "product.code"',
      '"value": "product.cod"',
      'reports/stock-balance.json#/columns/1/value unknown-name: There is no "cod", did you mean "code"?',
    ],
    [
      'a field that the further records of a report do not have',
      'reports/sales-summary.json',
      '"salesman": "cashier"',
      '"salesman": "cashir"',
      'reports/sales-summary.json#/from/also/0/entity unknown-name: There is no "cashir", did you mean "cashier"?',
    ],
    [
      'further records of a report that is made over a ledger',
      'reports/payables.json',
      '"from": { "ledger": "payable" }',
      '"from": { "ledger": "payable", "also": [{ "entity": "payment" }] }',
      'reports/payables.json#/from/also report-source: several kinds of records are for tables over an entity',
    ],
    [
      'a report sorted by no column',
      'reports/stock-balance.json',
      '"name": "code", "direction"',
      '"name": "cde", "direction"',
      'reports/stock-balance.json#/sort/0/name unknown-name: There is no "cde", did you mean "code"?',
    ],
    [
      'a grant on nothing',
      'roles.json',
      '"resource": "warehouse"',
      '"resource": "warehose"',
      'roles.json#/roles/2/grants/2/resource unknown-name: There is no "warehose", did you mean "warehouse"?',
    ],
    [
      'a hidden field that is not there',
      'roles.json',
      '"lines.price"',
      '"lines.prce"',
      'roles.json#/roles/4/grants/3/hide/3 unknown-name: There is no "prce", did you mean "price"?',
    ],
    [
      'a menu item that leads nowhere',
      'menu.json',
      '"list": "payment"',
      '"label": "x"',
      'menu.json#/groups/5/items/7 menu-target: a menu item leads to exactly one place (list, report, dashboard, entity, page)',
    ],
    [
      'a diagram that is not there',
      'purchase-order/process.json',
      '"process.bpmn"',
      '"proces.bpmn"',
      'purchase-order/process.json#/bpmn missing-file: there is no file purchase-order/proces.bpmn',
    ],
    [
      'an edit of a field that is not there',
      'purchase-order/process.json',
      '"edit": ["promisedDate"',
      '"edit": ["promiseDate"',
      'purchase-order/process.json#/elements/manager/edit/0 unknown-name: There is no "promiseDate", did you mean "promisedDate"?',
    ],
    [
      'a formula that reads nothing',
      'purchase-order/entity.json',
      'else quantity * price * pays',
      'else quantity * prise * pays',
      'purchase-order/entity.json#/fields/5/fields/5/formula expression/unknown-name: There is no "prise", did you mean "price"?',
    ],
    [
      'a formula of another type',
      'purchase-order/entity.json',
      '=sum(lines.amount)',
      '=count(lines) > 1',
      'purchase-order/entity.json#/fields/6/formula expression/wrong-type: expected number, the expression gives boolean',
    ],
    [
      'a formula that is no FEEL',
      'purchase-order/entity.json',
      '=sum(lines.amount)',
      '=sum(lines.amount',
      'purchase-order/entity.json#/fields/6/formula expression/syntax: Syntax error in the expression at character 17: sum(lines.amount',
    ],
    [
      'a function nobody knows',
      'purchase-order/entity.json',
      '"=today()"',
      '"=todya()"',
      'purchase-order/entity.json#/fields/0/default expression/unknown-function: There is no "todya", did you mean "today"?',
    ],
    [
      'a path that breaks behind a reference',
      'purchase-order/entity.json',
      'else product.purchasePrice',
      'else product.purchasPrice',
      'purchase-order/entity.json#/fields/5/fields/4/default expression/unknown-property: "product" has no "purchasPrice", did you mean "purchasePrice"?',
    ],
    [
      'a rule that is no condition',
      'purchase-order/entity.json',
      '"=count(lines) > 0"',
      '"=count(lines)"',
      'purchase-order/entity.json#/rules/0/that expression/wrong-type: expected boolean, the expression gives number',
    ],
    [
      'formulas in a circle',
      'purchase-order/entity.json',
      'else quantity * price * pays',
      'else record.total + quantity * price * pays',
      'purchase-order/entity.json#/fields/6 formula-cycle: Formulas refer to each other in a circle: Total → Lines › Amount → Total',
    ],
    [
      'a posting of a field that is not there',
      'purchase-receipt/posting.json',
      '=line.quantity',
      '=line.qty',
      'purchase-receipt/posting.json#/entries/0/move/onHand expression/unknown-property: "line" has no "qty"',
    ],
    [
      'a coordinate of another entity',
      'purchase-receipt/posting.json',
      '"place": "=record.warehouse"',
      '"place": "=record.supplier"',
      'purchase-receipt/posting.json#/entries/0/to/place expression/wrong-type: expected warehouse, the expression gives supplier',
    ],
    [
      'a conversion into another type',
      'purchase-order/conversion.json',
      '"=line.taxRate"',
      '"=line.product"',
      'purchase-order/conversion.json#/lines/fields/taxRate expression/wrong-type: expected number, the expression gives product',
    ],
    [
      'a row rule that no database can answer',
      'roles.json',
      '=department = user.department',
      '=count(lines) > 0',
      'roles.json#/roles/2/grants/3/rows expression-not-query: "count(lines)" cannot be used in a query condition: the function "count" cannot be used',
    ],
    [
      'a row rule over nothing',
      'roles.json',
      '=department = user.department',
      '=departmet = user.department',
      'roles.json#/roles/2/grants/3/rows expression/unknown-name: There is no "departmet", did you mean "department"?',
    ],
    [
      'a report formula over no column',
      'reports/stock-balance.json',
      'value / onHand',
      'value / onHnd',
      'reports/stock-balance.json#/columns/9/formula expression/unknown-name: There is no "onHnd", did you mean "onHand"?',
    ],
    [
      'an assertion over no measure',
      'ledgers/stock.json',
      '=onHand >= 0',
      '=onhand >= 0',
      'ledgers/stock.json#/assertions/0/that expression/unknown-name: There is no "onhand", did you mean "onHand"?',
    ],
    [
      'an approver who is nobody',
      'purchase-order/process.json',
      '=leader(record.department)',
      '=leader(record.departement)',
      'purchase-order/process.json#/elements/manager/assign expression/unknown-property: "purchase-order" has no "departement", did you mean "department"?',
    ],
  ])('finds %s', (_, path, from, to, expected) => {
    const found = find(edited(path, from, to))
    const same = found.find((each) => anyPlace(each) === anyPlace(expected))
    expect(same === undefined ? found : anyPlace(same)).toBe(anyPlace(expected))
  })

  it('finds two definitions of one name, second roles, and a missing template', () => {
    expect(find([...files, { path: 'z.json', text: '{"kind":"dictionary","name":"unit","items":[{"name":"a","label":"A"}]}' }])).toEqual([
      'z.json#/name duplicate-name: The name "unit" is used twice',
    ])
    expect(find([...files, { path: 'z.json', text: '{"kind":"roles","name":"other","roles":[]}' }])).toEqual([
      'z.json#/kind duplicate-definition: there may be only one "roles"',
    ])
    expect(find(files.filter((file) => file.path !== 'template.json'))).toEqual([
      'template.json# definition-not-found: There is no template definition named "*"',
    ])
  })

  it('finds two files of one path, the dictionary of roles, and formulas in kinds that nothing runs yet', () => {
    expect(find([...files, { path: 'Menu.json', text: '{"kind":"dictionary","name":"x","items":[{"name":"a","label":"A"}]}' }])).toEqual([
      expect.stringContaining('duplicate-name'),
    ])
    expect(find([...files, { path: 'z.json', text: '{"kind":"dictionary","name":"role","items":[{"name":"a","label":"A"}]}' }])).toEqual([
      expect.stringContaining('bad-name'),
    ])
    const alert = '{"kind":"alert","name":"low","on":{"ledger":"stock"},"key":"=product","when":"=onHand <","message":"x"}'
    expect(find([...files, { path: 'z.json', text: alert }])).toEqual([expect.stringContaining('z.json#/when expression/syntax')])
  })

  it('lets a template append to system entities, and take nothing away', () => {
    const extended = (field: string) => edited('person/entity.json', '"fields": [', `"fields": [${field},`)
    const loaded = loadDefinitions(extended('{"name":"wechat","type":"text"}'), registry)
    expect(loaded.problems).toEqual([])
    expect(loaded.model?.entities.get('person')?.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['login', 'wechat']))
    expect(find(extended('{"name":"login","type":"text"}'))).toEqual([
      'person/entity.json#/fields/0/name duplicate-name: The name "login" is used twice',
    ])
    const whole = '{"kind":"entity","name":"person","nature":"master","fields":[]}'
    expect(find([...files, { path: 'p.json', text: whole }])).toContain('p.json#/name duplicate-name: The name "person" is used twice')
  })
})
