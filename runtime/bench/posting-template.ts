import type { DefinitionFile } from '@formwork/platform/definition/model.ts'

/** A small book in neutral words: items, places, parties, and a receipt that moves items and makes a debt, after a process. */
const definitions: Readonly<Record<string, unknown>> = {
  'template.json': { kind: 'template', name: 'bench', version: '1.0.0', label: 'Bench', currency: 'CNY' },
  'item/entity.json': {
    kind: 'entity',
    name: 'item',
    label: 'Item',
    nature: 'master',
    title: '=name',
    fields: [
      { name: 'code', label: 'Code', type: 'text', required: true, unique: true },
      { name: 'name', label: 'Name', type: 'text', required: true },
      { name: 'lastPrice', label: 'Price', type: 'number', scale: 6 },
    ],
  },
  'place/entity.json': {
    kind: 'entity',
    name: 'place',
    label: 'Place',
    nature: 'master',
    title: '=name',
    fields: [{ name: 'name', label: 'Name', type: 'text', required: true }],
  },
  'party/entity.json': {
    kind: 'entity',
    name: 'party',
    label: 'Party',
    nature: 'master',
    title: '=name',
    fields: [
      { name: 'name', label: 'Name', type: 'text', required: true },
      { name: 'terms', label: 'Days', type: 'number', scale: 0 },
    ],
  },
  'receipt/entity.json': {
    kind: 'entity',
    name: 'receipt',
    label: 'Receipt',
    nature: 'document',
    number: { prefix: '="R" + format date(date, "yyyyMM")', digits: 7, reset: 'month' },
    fields: [
      { name: 'date', label: 'Date', type: 'date', required: true, default: '=today()', index: true },
      { name: 'party', label: 'Party', type: 'reference', entity: 'party', required: true, index: true },
      { name: 'place', label: 'Place', type: 'reference', entity: 'place', required: true },
      { name: 'remark', label: 'Remark', type: 'long-text' },
      {
        name: 'lines',
        label: 'Lines',
        type: 'lines',
        limit: 2000,
        fields: [
          { name: 'article', label: 'Article', type: 'reference', entity: 'item', required: true },
          { name: 'batch', label: 'Batch', type: 'text' },
          { name: 'quantity', label: 'Quantity', type: 'number', scale: 3, minimum: '0.001', required: true },
          { name: 'price', label: 'Price', type: 'number', scale: 6, required: true, default: '=article.lastPrice' },
          { name: 'amount', label: 'Amount', type: 'money', formula: '=quantity * price' },
        ],
      },
      { name: 'total', label: 'Total', type: 'money', formula: '=sum(lines.amount)' },
    ],
    rules: [{ name: 'has-lines', that: '=count(lines) > 0', message: 'No lines', at: 'lines', on: 'submit' }],
  },
  'receipt/posting.json': {
    kind: 'posting',
    name: 'receipt',
    label: 'Receipt',
    entity: 'receipt',
    on: 'posted',
    at: '=record.date',
    closed: 'refuse',
    entries: [
      {
        name: 'goods',
        ledger: 'items',
        each: 'lines',
        from: { article: '=line.article', place: 'outside', batch: '=line.batch' },
        to: { article: '=line.article', place: '=record.place', batch: '=line.batch' },
        move: { quantity: '=line.quantity', value: '=line.amount' },
      },
      {
        name: 'owed',
        ledger: 'debts',
        where: { party: '=record.party', openItem: '=record' },
        add: { amount: '=record.total' },
        attributes: { due: '=due date(record.date, record.party.terms)' },
      },
    ],
  },
  'ledgers/items.json': {
    kind: 'ledger',
    name: 'items',
    label: 'Items',
    zeroSum: true,
    dimensions: [
      { name: 'article', label: 'Article', type: 'reference', entity: 'item', required: true },
      {
        name: 'place',
        label: 'Place',
        type: 'reference',
        entity: 'place',
        required: true,
        virtual: [{ name: 'outside', label: 'Outside' }],
      },
      { name: 'batch', label: 'Batch', type: 'text' },
    ],
    measures: [
      { name: 'quantity', label: 'Quantity', type: 'number', scale: 3 },
      { name: 'value', label: 'Value', type: 'money', scale: 2 },
    ],
    costing: { quantity: 'quantity', value: 'value', pool: '=article', method: '="moving-average"' },
    assertions: [
      { name: 'not-negative', over: ['article', 'place', 'batch'], that: '=quantity >= 0', mode: 'refuse', message: 'Not enough' },
    ],
  },
  'ledgers/debts.json': {
    kind: 'ledger',
    name: 'debts',
    label: 'Debts',
    openItem: 'openItem',
    dimensions: [
      { name: 'party', label: 'Party', type: 'reference', entity: 'party', required: true },
      { name: 'openItem', label: 'Open item', type: 'record', required: true },
    ],
    measures: [{ name: 'amount', label: 'Amount', type: 'money', scale: 2 }],
    attributes: [{ name: 'due', label: 'Due', type: 'date' }],
    assertions: [{ name: 'not-negative', over: ['party', 'openItem'], that: '=amount >= 0', mode: 'refuse', message: 'Too much' }],
  },
  'receipt/process.json': {
    kind: 'process',
    name: 'receipt-approval',
    label: 'Approval',
    bpmn: 'process.bpmn',
    entity: 'receipt',
    start: 'submitted',
    elements: { check: { assign: '=role("checker")', decide: 'any', empty: 'admin' } },
  },
  'roles.json': {
    kind: 'roles',
    name: 'roles',
    roles: [
      { name: 'clerk', label: 'Clerk', grants: [{ name: 'all', resource: '*', operations: ['*'] }] },
      { name: 'checker', label: 'Checker', grants: [{ name: 'all', resource: '*', operations: ['*'] }] },
    ],
  },
}

/** Receipts up to a total pass at once; larger ones wait for the checker. */
const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://formwork.example/bench">
  <bpmn:process id="receipt-approval" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>to-size</bpmn:outgoing></bpmn:startEvent>
    <bpmn:exclusiveGateway id="size" default="small"><bpmn:incoming>to-size</bpmn:incoming><bpmn:outgoing>large</bpmn:outgoing><bpmn:outgoing>small</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:userTask id="check" name="Check"><bpmn:incoming>large</bpmn:incoming><bpmn:outgoing>to-end</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="end"><bpmn:incoming>small</bpmn:incoming><bpmn:incoming>to-end</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="to-size" sourceRef="start" targetRef="size" />
    <bpmn:sequenceFlow id="large" sourceRef="size" targetRef="check"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=record.total &gt; 1000000</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="small" sourceRef="size" targetRef="end" />
    <bpmn:sequenceFlow id="to-end" sourceRef="check" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>
`

export const postingTemplate: readonly DefinitionFile[] = [
  ...Object.entries(definitions).map(([path, definition]) => ({ path, text: `${JSON.stringify(definition, null, 2)}\n` })),
  { path: 'receipt/process.bpmn', text: bpmn },
]
