import type { ConversionDefinition, EntityDefinition, RolesDefinition } from '@formwork/platform/definition/types.ts'

/** Items, parties, orders and receipts: neutral masters and documents with everything that saving can meet. */
export const item: EntityDefinition = {
  kind: 'entity',
  name: 'item',
  label: { zh: '物品', en: 'Item' },
  nature: 'master',
  fields: [
    { name: 'code', label: { zh: '编码', en: 'Code' }, type: 'text', required: true, unique: true },
    { name: 'name', label: { zh: '名称', en: 'Name' }, type: 'text' },
    { name: 'cost', label: { zh: '成本', en: 'Cost' }, type: 'number', scale: 4 },
    { name: 'price', label: { zh: '售价', en: 'Price' }, type: 'number', scale: 4 },
    { name: 'margin', label: { zh: '毛利', en: 'Margin' }, type: 'number', scale: 4, formula: '=price - cost' },
  ],
}

export const party: EntityDefinition = {
  kind: 'entity',
  name: 'party',
  label: { zh: '往来单位', en: 'Party' },
  nature: 'master',
  fields: [
    { name: 'name', label: { zh: '名称', en: 'Name' }, type: 'text', required: true },
    { name: 'terms', label: { zh: '账期', en: 'Terms' }, type: 'number' },
    { name: 'region', label: { zh: '地区', en: 'Region' }, type: 'text' },
  ],
}

const order: EntityDefinition = {
  kind: 'entity',
  name: 'order',
  label: { zh: '订单', en: 'Order' },
  nature: 'document',
  number: { prefix: '="OR" + string(date.year) + "-"', digits: 3, reset: 'year' },
  fields: [
    { name: 'date', label: { zh: '日期', en: 'Date' }, type: 'date', required: true, default: '=today()' },
    {
      name: 'party',
      label: { zh: '单位', en: 'Party' },
      type: 'reference',
      entity: 'party',
      required: true,
      fill: [{ name: 'terms', value: '=terms' }],
    },
    { name: 'terms', label: { zh: '账期', en: 'Terms' }, type: 'number' },
    { name: 'region', label: { zh: '地区', en: 'Region' }, type: 'lookup', through: 'party', field: 'region' },
    { name: 'remark', label: { zh: '备注', en: 'Remark' }, type: 'long-text', amendable: true },
    { name: 'locked', label: { zh: '锁定', en: 'Locked' }, type: 'switch', default: false },
    { name: 'discount', label: { zh: '折扣', en: 'Discount' }, type: 'number', scale: 2, readOnly: '=locked', default: '0' },
    { name: 'secret', label: { zh: '暗记', en: 'Secret' }, type: 'text', hidden: true },
    {
      name: 'lines',
      label: { zh: '明细', en: 'Lines' },
      type: 'lines',
      limit: 20,
      fields: [
        { name: 'item', label: { zh: '物品', en: 'Item' }, type: 'reference', entity: 'item', required: true },
        { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'number', scale: 3, required: true, minimum: '0.001' },
        { name: 'price', label: { zh: '单价', en: 'Price' }, type: 'number', scale: 4, default: '=item.price' },
        { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'money', formula: '=quantity * price * (1 - record.discount)' },
        { name: 'note', label: { zh: '备注', en: 'Note' }, type: 'text' },
      ],
    },
    { name: 'total', label: { zh: '合计', en: 'Total' }, type: 'money', formula: '=if count(lines) = 0 then 0 else sum(lines.amount)' },
  ],
  rules: [
    { name: 'has-lines', that: '=count(lines) > 0', message: { zh: '至少一行', en: 'At least one line' }, at: 'lines', on: 'submit' },
    {
      name: 'discount-below-one',
      that: '=discount < 1',
      message: { zh: '折扣须小于 1', en: 'The discount must be below 1' },
      at: 'discount',
    },
    { name: 'not-locked', that: '=remark != "locked"', message: { zh: '已锁定', en: 'It is locked' }, mode: 'warn', on: 'undo' },
    { name: 'not-too-much', each: 'lines', that: '=quantity <= 1000', message: { zh: '数量过大', en: 'Too much' }, at: 'quantity' },
  ],
}

const receipt: EntityDefinition = {
  kind: 'entity',
  name: 'receipt',
  label: { zh: '收货单', en: 'Receipt' },
  nature: 'document',
  number: { prefix: 'R', digits: 5, gapFree: true },
  fields: [
    { name: 'party', label: { zh: '单位', en: 'Party' }, type: 'reference', entity: 'party', required: true },
    { name: 'order', label: { zh: '订单', en: 'Order' }, type: 'reference', entity: 'order' },
    {
      name: 'lines',
      label: { zh: '明细', en: 'Lines' },
      type: 'lines',
      fields: [
        { name: 'item', label: { zh: '物品', en: 'Item' }, type: 'reference', entity: 'item', required: true },
        { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, type: 'number', scale: 3, required: true },
        { name: 'price', label: { zh: '单价', en: 'Price' }, type: 'number', scale: 4 },
      ],
    },
  ],
}

const receive: ConversionDefinition = {
  kind: 'conversion',
  name: 'receive',
  label: { zh: '生成收货单', en: 'Receive' },
  from: 'order',
  to: 'receipt',
  header: { party: '=record.party' },
  lines: { from: 'lines', to: 'lines', quantity: 'quantity', fields: { item: '=line.item', price: '=line.price' }, tolerance: '=0.1' },
}

const all = ['view', 'create', 'edit', 'delete', 'submit', 'unpost', 'void', 'close', 'reopen', 'amend', 'convert']

export const roles: RolesDefinition['roles'] = [
  { name: 'administrator', label: 'Administrator', administrator: true, grants: [] },
  {
    name: 'clerk',
    label: 'Clerk',
    grants: [
      { name: 'items', resource: 'item', operations: ['view', 'create', 'edit'], hide: ['cost'] },
      { name: 'parties', resource: 'party', operations: ['view'], rows: '=region = "north"' },
      { name: 'orders', resource: 'order', operations: all, rows: '=owner = user.id', readOnly: ['lines.price'] },
      { name: 'receipts', resource: 'receipt', operations: ['view', 'create', 'edit', 'submit'] },
      { name: 'people', resource: 'person', operations: ['view', 'create', 'edit'] },
    ],
  },
  { name: 'reader', label: 'Reader', grants: [{ name: 'orders', resource: 'order', operations: ['view'] }] },
  { name: 'nobody', label: 'Nobody', grants: [{ name: 'orders', resource: 'order', operations: all, rows: '' }] },
]

export const trade = { entities: [item, party, order, receipt], conversions: [receive], roles }
