import { nameFor } from '../../../workspace/label.ts'
import type { Proposal, ProposedField } from './propose-entity.ts'

interface Words {
  readonly lines: string
  readonly number: string
}

/** The definition files of a proposal as it was reviewed: an object with its list; a document where there are lines. */
export function proposedFiles(
  proposal: Proposal,
  taken: readonly string[],
  words: Words,
): { path: string; definition: Record<string, unknown> }[] {
  const name = nameFor(proposal.label, taken, 'entity')
  const header = proposal.fields.filter(({ place }) => place === 'header')
  const lines = proposal.fields.filter(({ place }) => place === 'lines')
  const title = header.find(({ type }) => type === 'text') ?? header[0]
  const fields: Record<string, unknown>[] = header.map((field) => fieldDefinition(field, placedFormula(field, header, lines)))
  if (lines.length > 0) {
    const linesName = nameFor(
      words.lines,
      header.map((field) => field.name),
      'lines',
    )
    fields.push({
      name: linesName,
      label: words.lines,
      type: 'lines',
      fields: lines.map((field) => fieldDefinition(field, placedFormula(field, header, lines))),
    })
  }
  const isDocument = lines.length > 0
  const entity = {
    kind: 'entity',
    name,
    label: proposal.label,
    nature: isDocument ? 'document' : 'master',
    ...(isDocument ? { number: { prefix: nameFor(proposal.label, [], 'N').slice(0, 2), digits: 5 } } : {}),
    ...(title === undefined ? {} : { title: title.type === 'text' ? `=${title.name}` : `=string(${title.name})` }),
    fields,
  }
  const columns = header.slice(0, 8).map((field) => ({ name: field.name }))
  const list = { kind: 'list', name, label: proposal.label, entity: name, columns: isDocument ? [{ name: 'number' }, ...columns] : columns }
  return [
    { path: `${name}/entity.json`, definition: entity },
    { path: `${name}/list.json`, definition: list },
  ]
}

/** In a line the head is read as `record`; a head cannot read one of its many lines. */
function placedFormula(
  { formula, place }: ProposedField,
  header: readonly ProposedField[],
  lines: readonly ProposedField[],
): string | undefined {
  const names = (formula ?? '').match(NAME) ?? []
  if (formula === undefined || place === 'lines') {
    return formula?.replaceAll(NAME, (name) => (header.some((field) => field.name === name) ? `record.${name}` : name))
  }
  return names.some((name) => lines.some((field) => field.name === name)) ? undefined : formula
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu

function fieldDefinition(
  { name, label, type, scale, unit, options, isRequired }: ProposedField,
  formula: string | undefined,
): Record<string, unknown> {
  const names: string[] = []
  for (const option of options ?? []) names.push(nameFor(option, names, 'option'))
  return {
    name,
    label,
    type,
    ...(scale === undefined ? {} : { scale }),
    ...(unit === undefined ? {} : { unit }),
    ...(options === undefined ? {} : { options: options.map((option, index) => ({ name: names[index], label: option })) }),
    ...(formula === undefined ? (isRequired ? { required: true } : {}) : { formula }),
  }
}
