const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const LAST_CODE = 0x10ffff

/** Text of XML. Only the five entities that XML itself has are known, so that no file can define its own. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,10});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= LAST_CODE ? String.fromCodePoint(code) : ''
  })
}

/** An attribute of a tag; its namespace makes no difference. */
export function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[\\s:])${name}="([^"]*)"`).exec(tag)
  return match === null ? undefined : decodeXml(match[1]!)
}

/** What stands in every `<t>` (or `<x:t>`) of a text; how it is read aloud (`rPh`) is left out. */
export function textsOf(xml: string): string {
  const spoken = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml
  let text = ''
  for (const match of spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?(?:\/>|>([^<]*)<\/(?:\w+:)?t>)/g)) text += decodeXml(match[1] ?? '')
  // Line breaks and the like that XML cannot hold (ECMA-376, 22.9.2.19).
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}
