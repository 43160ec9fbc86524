import { inflateSync } from 'node:zlib'

/** A piece of text as it is drawn: where its first letter stands on the page, in points from the left and from the top. */
export interface DrawnText {
  readonly text: string
  readonly left: number
  readonly down: number
}

export interface OpenedPage {
  /** Millimetres. */
  readonly width: number
  readonly height: number
  readonly texts: readonly DrawnText[]
  /** Everything that is written, in the order it is drawn, without blanks. */
  readonly written: string
}

const MILLIMETRES = 25.4 / 72

/** Opens a PDF as a reader does: from its page tree over the streams of each page to the letters that its fonts say the glyphs stand for. */
export function openPdf(bytes: Uint8Array): OpenedPage[] {
  const pdf = Buffer.from(bytes)
  const objects = readObjects(pdf)
  const catalogue = [...objects.values()].find(({ head }) => /\/Type \/Catalog/.test(head))!
  const tree = objects.get(reference(catalogue.head, 'Pages'))!
  return references(/\/Kids \[([^\]]*)\]/.exec(tree.head)![1]!).map((id) => openPage(objects, objects.get(id)!))
}

interface PdfObject {
  readonly head: string
  readonly content: string
}
type Objects = ReadonlyMap<string, PdfObject>

function readObjects(pdf: Buffer): Objects {
  const text = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const match of text.matchAll(/^(\d+) 0 obj\n/gm)) {
    const from = match.index + match[0].length
    const end = text.indexOf('endobj', from)
    const stream = text.indexOf('stream\n', from)
    const hasStream = stream !== -1 && stream < end
    const head = text.slice(from, hasStream ? stream : end)
    const start = stream + 'stream\n'.length
    const packed = hasStream ? pdf.subarray(start, start + Number(/\/Length (\d+)/.exec(head)![1])) : Buffer.alloc(0)
    const content = !hasStream ? '' : (/FlateDecode/.test(head) ? inflateSync(packed) : packed).toString('latin1')
    objects.set(match[1]!, { head, content })
  }
  return objects
}

const reference = (head: string, name: string): string => new RegExp(`/${name} (\\d+) 0 R`).exec(head)![1]!
const references = (list: string): string[] => [...list.matchAll(/(\d+) 0 R/g)].map((match) => match[1]!)

function openPage(objects: Objects, page: PdfObject): OpenedPage {
  const box = /\/MediaBox \[([^\]]*)\]/.exec(page.head)![1]!.split(' ').map(Number)
  const resources = objects.get(reference(page.head, 'Resources'))!.head
  const fonts = new Map(
    [...(/\/Font <<([^>]*)>>/.exec(resources)?.[1] ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [
      name!,
      lettersOf(objects.get(reference(objects.get(id!)!.head, 'ToUnicode'))!.content),
    ]),
  )
  const texts = readTexts(objects.get(reference(page.head, 'Contents'))!.content, fonts, box[3]!)
  const written = texts
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '')
  return { width: box[2]! * MILLIMETRES, height: box[3]! * MILLIMETRES, texts, written }
}

/** The letters that the glyphs of a font stand for, by their numbers. */
function lettersOf(map: string): string[] {
  const letters: string[] = []
  for (const [, first, list] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    const codes = [...list!.matchAll(/<([0-9a-f ]+)>/g)].map((match) => Buffer.from(match[1]!.replace(/ /g, ''), 'hex').swap16())
    codes.forEach((code, index) => (letters[Number.parseInt(first!, 16) + index] = code.toString('utf16le')))
  }
  return letters
}

/** Fonts, places and strings of a page's drawing; its axis points down, as the drawing itself turns it. */
function readTexts(content: string, fonts: ReadonlyMap<string, readonly string[]>, height: number): DrawnText[] {
  const found: DrawnText[] = []
  let letters: readonly string[] = []
  let [left, down] = [0, 0]
  for (const line of content.split('\n')) {
    const font = /^\/(F\d+) [\d.]+ Tf$/.exec(line)
    if (font) letters = fonts.get(font[1]!)!
    const place = /^1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm$/.exec(line)
    if (place) [left, down] = [Number(place[1]), height - Number(place[2])]
    const shown = /^\[(.*)\] TJ$/.exec(line)
    if (!shown) continue
    const glyphs = [...shown[1]!.matchAll(/<([0-9a-f]*)>/g)].map((match) => match[1]!).join('')
    const text = (glyphs.match(/.{4}/g) ?? []).map((glyph) => letters[Number.parseInt(glyph, 16)] ?? '\uFFFD').join('')
    found.push({ text, left, down })
  }
  return found
}
