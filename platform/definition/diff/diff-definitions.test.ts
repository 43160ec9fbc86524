import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DefinitionFile } from '../model.ts'
import { readDefinition } from '../read-definition.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import { diffDefinitions } from './diff-definitions.ts'

const read = (files: readonly DefinitionFile[]): DefinitionFile[] =>
  files.map((file) => ({ ...file, definition: readDefinition(file).definition }))
const files = read(readFolder(jxcFolder))

const changed = (path: string, change: (definition: never) => void): DefinitionFile[] =>
  files.map((file) => {
    if (file.path !== path) return file
    const definition = JSON.parse(file.text) as never
    change(definition)
    return { path, text: JSON.stringify(definition), definition }
  })

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

const named = (list: Loose[], name: string): Loose => list.find((each) => each.name === name)!

describe('diffDefinitions', () => {
  it('finds nothing between a template and itself, wherever its files lie and however they are laid out', () => {
    expect(diffDefinitions(files, files)).toEqual([])
    const moved = files.map((file) =>
      file.definition === undefined ? file : { ...file, path: `moved/${file.path}`, text: JSON.stringify(file.definition) },
    )
    expect(diffDefinitions(files, moved)).toEqual([])
  })

  it.each<[string, string, (definition: Loose) => void, string[], string[]]>([
    [
      'a required field',
      'purchase-receipt/entity.json',
      (entity) => entity.fields.push({ name: 'carrier', label: { zh: '承运人', en: 'Carrier' }, type: 'text', required: true }),
      ['【业务对象 采购入库单】新增必填字段「承运人」'],
      ['[entity Purchase receipt] new required field "Carrier"'],
    ],
    [
      'rights of a role',
      'roles.json',
      (roles) => {
        const buyer = named(roles.roles, 'buyer')
        named(buyer.grants, 'receipts').operations.push('export')
        named(buyer.grants, 'suppliers').hide.push('phone')
        buyer.grants.splice(
          buyer.grants.findIndex((grant: Loose) => grant.name === 'stock-balance'),
          1,
        )
      },
      [
        '【角色权限】角色「采购」：删除授权「库存余额」',
        '【角色权限】角色「采购」的授权「供应商」：隐藏字段由“银行账号”改为“银行账号、电话”',
        '【角色权限】角色「采购」的授权「采购入库单」：操作由“查看、打印、下推”改为“查看、打印、下推、导出”',
      ],
      [
        '[roles] role "Buyer": removed grant "Stock balance"',
        '[roles] role "Buyer", grant "Supplier": hidden fields changed from "Bank account" to "Bank account, Phone"',
        '[roles] role "Buyer", grant "Purchase receipt": operations changed from "view, print, convert" to "view, print, convert, export"',
      ],
    ],
    [
      'rules, lines of a form, items of a menu',
      'purchase-order/entity.json',
      (order) =>
        order.rules.splice(
          order.rules.findIndex((rule: Loose) => rule.name === 'has-lines'),
          1,
        ),
      ['【业务对象 采购订单】删除规则「至少需要一行明细」'],
      ['[entity Purchase order] removed rule "At least one line is needed"'],
    ],
    [
      'how approvers decide',
      'purchase-order/process.json',
      (process) => (process.elements.finance.decide = 'all'),
      ['【流程 采购订单审批】节点「财务」：审批方式由“或签”改为“会签”'],
      ['[process Purchase order approval] step "Finance": how they decide changed from "anyone" to "everybody"'],
    ],
    [
      'a field inside lines',
      'purchase-order/entity.json',
      (entity) => (named(named(entity.fields, 'lines').fields, 'quantity').scale = 2),
      ['【业务对象 采购订单】字段「明细」的字段「数量」：小数位由“3”改为“2”'],
      ['[entity Purchase order] field "Lines", field "Quantity": digits after the point changed from "3" to "2"'],
    ],
    [
      'a label',
      'supplier/entity.json',
      (entity) => (entity.fields[3].label = { zh: '联络人', en: 'Contact' }),
      ['【业务对象 供应商】字段「联络人」：显示名由“联系人”改为“联络人”'],
      ['[entity Supplier] field "Contact": label changed from "Contact" to "Contact"'],
    ],
    [
      'a rename with its history',
      'supplier/entity.json',
      (entity) => Object.assign(entity.fields[3], { name: 'contactPerson', was: ['contact'] }),
      ['【业务对象 供应商】字段「联系人」的内部名称由 contact 改为 contactPerson'],
      ['[entity Supplier] the field "Contact" is now named contactPerson instead of contact'],
    ],
    [
      'a removed element and a new order',
      'supplier/list.json',
      (list) => (list.columns = [list.columns[1], list.columns[0], ...list.columns.slice(3)]),
      ['【列表 供应商】删除列「类别」', '【列表 供应商】列的顺序有调整'],
      ['[list Suppliers] removed column "Category"', '[list Suppliers] the order of the columns changed'],
    ],
    [
      'a right',
      'roles.json',
      (roles) => (roles.roles[2].grants[0].hide = undefined),
      ['【角色权限】角色「采购」的授权「供应商」：取消隐藏字段（原为“银行账号”）'],
      ['[roles] role "Buyer", grant "Supplier": hidden fields removed (was "Bank account")'],
    ],
    [
      'a nested property',
      'payment/posting.json',
      (posting) => (posting.entries[0].allocate.order = 'newest'),
      ['【记账规则 付款核销】分录「应付账款」的分配顺序：顺序由“先旧后新”改为“先新后旧”'],
      ['[posting rule Settlement by payment] entry "Payables", allocation: order changed from "oldest first" to "newest first"'],
    ],
    [
      'a formula of lines',
      'purchase-order/entity.json',
      (entity) => {
        const amount = named(named(entity.fields, 'lines').fields, 'amount')
        amount.formula = '=quantity * price + sum(record.lines[quantity > 1].amount)'
      },
      [expect.stringContaining('改为“「数量」 * 「单价」 + sum(「明细」[「数量」 > 1].「金额」)”') as never],
      [expect.stringContaining('to "‘Quantity’ * ‘Price’ + sum(‘Lines’[‘Quantity’ > 1].‘Amount’)"') as never],
    ],
    [
      'a formula with a choice, a role and people',
      'purchase-order/process.json',
      (process) =>
        Object.assign(process.elements.finance, {
          assign: '=if initiator.name = record.supplier.name then role("buyer") else leader(initiator.department)',
        }),
      [
        expect.stringContaining(
          '改为“if 「发起人 › 姓名」 = 「供应商 › 名称」 then role(『采购』) else leader(「发起人 › 部门」)”',
        ) as never,
      ],
      [expect.stringContaining("role('Buyer')") as never],
    ],
  ])('says what %s means', (_, path, change, zh, en) => {
    const after = changed(path, change)
    expect(diffDefinitions(files, after).map(({ message }) => message.zh)).toEqual(zh)
    expect(diffDefinitions(files, after).map(({ message }) => message.en)).toEqual(en)
  })

  it('names new, removed and renamed definitions, and other files', () => {
    const without = files.filter((file) => file.path !== 'warehouse/list.json')
    expect(diffDefinitions(files, without).map(({ message }) => message.zh)).toEqual(['删除列表「仓库」'])
    expect(diffDefinitions(without, files).map(({ message }) => message.en)).toEqual(['New list "Warehouses"'])
    const renamed = changed('reports/payables.json', (report: Loose) => Object.assign(report, { name: 'owed', was: ['payables'] }))
    expect(diffDefinitions(files, renamed).map(({ kind, path }) => [kind, path])).toEqual([['changed', [{ property: 'name' }]]])
    const diagram = files.map((file) => (file.path === 'purchase-order/process.bpmn' ? { ...file, text: `${file.text} ` } : file))
    expect(diffDefinitions(files, diagram).map(({ message }) => message.zh)).toEqual(['修改文件 purchase-order/process.bpmn'])
  })

  it('finds every removal that the other direction finds as an addition', () => {
    fc.assert(
      fc.property(fc.subarray(files, { minLength: 1 }), fc.subarray(files, { minLength: 1 }), (left, right) => {
        const forth = diffDefinitions(left, right).map(({ kind, definition }) => `${kind} ${definition}`)
        const back = diffDefinitions(right, left).map(({ kind, definition }) => `${kind === 'added' ? 'removed' : 'added'} ${definition}`)
        expect([...forth].sort()).toEqual([...back].sort())
      }),
      { numRuns: 50 },
    )
  })
})
