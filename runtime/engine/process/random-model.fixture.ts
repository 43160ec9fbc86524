import fc from 'fast-check'

/** A block of a structured model. */
export type Block =
  | { readonly kind: 'task' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly blocks: readonly Block[] }
  | { readonly kind: 'loop'; readonly block: Block }
  | { readonly kind: 'sub'; readonly block: Block }

export const anyBlock: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant({ kind: 'task' as const }),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((blocks) => ({ kind: 'sequence' as const, blocks })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const, 'xor' as const), fc.array(tie('block'), { minLength: 2, maxLength: 3 }))
      .map(([kind, blocks]) => ({ kind, blocks })),
    tie('block').map((block) => ({ kind: 'loop' as const, block })),
    tie('block').map((block) => ({ kind: 'sub' as const, block })),
  ),
})).block

interface Writer {
  readonly nodes: string[]
  readonly flows: string[]
  count: number
}

/** XML of a structured model; every choice is a variable `c<n>`. */
export function writeBlocks(block: Block): string {
  const writer = { nodes: [], flows: [], count: 0 }
  return writeInside(block, writer)
}

function writeInside(block: Block, counter: { count: number }): string {
  const writer: Writer = { nodes: [], flows: [], count: counter.count }
  const start = add(writer, 'startEvent')
  const end = add(writer, 'endEvent')
  connect(writer, write(block, start, writer), end)
  counter.count = writer.count
  return writer.nodes.join('') + writer.flows.join('')
}

/** Writes a block behind `from` and gives its last node. */
function write(block: Block, from: string, writer: Writer): string {
  switch (block.kind) {
    case 'task': {
      const task = add(writer, 'userTask')
      connect(writer, from, task)
      return task
    }
    case 'sequence':
      return block.blocks.reduce((last, inner) => write(inner, last, writer), from)
    case 'loop': {
      const merge = add(writer, 'exclusiveGateway')
      connect(writer, from, merge)
      const body = write(block.block, write({ kind: 'task' }, merge, writer), writer)
      const [choice, out] = gatewayWithDefault(writer, 'exclusiveGateway')
      connect(writer, body, choice)
      connect(writer, choice, merge, condition(writer))
      const after = add(writer, 'task')
      connect(writer, choice, after, '', out)
      return after
    }
    case 'sub': {
      const id = `n${writer.count++}`
      writer.nodes.push(`<subProcess id="${id}">${writeInside(block.block, writer)}</subProcess>`)
      connect(writer, from, id)
      return id
    }
    default: {
      const type = block.kind === 'and' ? 'parallelGateway' : block.kind === 'or' ? 'inclusiveGateway' : 'exclusiveGateway'
      const [split, fallback] = block.kind === 'and' ? [add(writer, type), ''] : gatewayWithDefault(writer, type)
      connect(writer, from, split)
      const join = add(writer, type)
      block.blocks.forEach((inner, index) => {
        const begin = add(writer, 'task')
        const isDefault = index === 0 && block.kind !== 'and'
        connect(writer, split, begin, block.kind === 'and' || isDefault ? '' : condition(writer), isDefault ? fallback : undefined)
        connect(writer, write(inner, begin, writer), join)
      })
      return join
    }
  }
}

function add(writer: Writer, type: string): string {
  const id = `n${writer.count++}`
  writer.nodes.push(`<${type} id="${id}"/>`)
  return id
}

function gatewayWithDefault(writer: Writer, type: string): [string, string] {
  const id = `n${writer.count++}`
  writer.nodes.push(`<${type} id="${id}" default="d_${id}"/>`)
  return [id, `d_${id}`]
}

function connect(writer: Writer, from: string, to: string, inner = '', id?: string): void {
  writer.flows.push(`<sequenceFlow id="${id ?? `f${writer.count++}`}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`)
}

function condition(writer: Writer): string {
  return `<conditionExpression>c${writer.count++ % CHOICES}</conditionExpression>`
}

/** Variables that choose. */
const CHOICES = 8

export const anyChoices: fc.Arbitrary<Record<string, boolean>> = fc
  .array(fc.boolean(), { minLength: CHOICES, maxLength: CHOICES })
  .map((values) => Object.fromEntries(values.map((value, index) => [`c${index}`, value])))

const TYPES = ['userTask', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'userTask'] as const

/** Any nodes connected in any way: joins that wait for ever, loops into the middle, splits that never meet. */
export const anyGraph: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constantFrom(...TYPES), { minLength: 3, maxLength: 8 }),
    fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 2, maxLength: 10 }),
  )
  .map(([types, edges]) => {
    const ids = types.map((_type, index) => `n${index}`)
    const flows = [
      ['s', ids[0]!],
      ...ids.slice(1).map((id, index) => [ids[index]!, id]),
      ...edges.map(([from, to]) => [ids[from % ids.length]!, ids[to % ids.length]!]),
    ]
    const nodes = types.map((type, index) => {
      const hasDefault = type === 'exclusiveGateway' || type === 'inclusiveGateway'
      const first = flows.findIndex(([from]) => from === ids[index])
      return `<${type} id="${ids[index]}"${hasDefault && first >= 0 ? ` default="f${first}"` : ''}/>`
    })
    const xml = flows.map(([from, to], index) => {
      const type = types[ids.indexOf(from!)]
      const isDefault = flows.findIndex(([other]) => other === from) === index
      const chooses = (type === 'exclusiveGateway' || type === 'inclusiveGateway') && !isDefault
      return `<sequenceFlow id="f${index}" sourceRef="${from}" targetRef="${to}">${chooses ? `<conditionExpression>c${index % CHOICES}</conditionExpression>` : ''}</sequenceFlow>`
    })
    return `<startEvent id="s"/>${nodes.join('')}${xml.join('')}`
  })
