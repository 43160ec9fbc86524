import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { elements } from './elements.ts'
import { richText } from './index.ts'
import { parseMarkup } from './parse-markup.ts'
import { printMarkup } from './print-markup.ts'

describeField(richText, {
  accepts: [
    [{}, '<p>Hello <b>world</b></p>', '<p>Hello <strong>world</strong></p>', 'Hello world'],
    [{}, 'a < b & c', 'a &lt; b &amp; c', 'a < b & c'],
    [{}, '<ul><li>一<li>二</ul>', '<ul><li>一<li>二</li></li></ul>'],
    [{}, '<a href="https://example.com/?a=1&b=2" onclick="x()">link</a>', '<a href="https://example.com/?a=1&amp;b=2">link</a>'],
    [{}, '<p style="color:red" class=x>red<br/>line', '<p>red<br>line</p>', 'red\nline'],
    [{}, '<span>kept</span><table><tr><td>cell</td></tr></table>', 'keptcell'],
  ],
  refuses: [
    [{ maximumLength: 5 }, '<p>too long</p>', 'too-long'],
    [{}, 7, 'wrong-type'],
  ],
})

/** What attackers are known to send (after the kinds of the usual collections: handlers, schemes, foreign content, broken tags, entities). */
const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x" onerror="alert(1)"//>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><img src=x onerror=alert(1)></template>',
  '<textarea></textarea><img src=x onerror=alert(1)>',
  '<title><a title="</title><img src onerror=alert(1)>"></title>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="java&#x09;script:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>'.replace('\u0001', '&#1;'),
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example/">x</a>',
  '<a href=`javascript:alert(1)`>x</a>',
  '<a/href="javascript:alert(1)"onmouseover="alert(1)">x</a>',
  '<a href="https://ok" onmouseover=alert(1) style="x:expression(alert(1))">x</a>',
  '<a href=\'https://ok"onmouseover="alert(1)\'>x</a>',
  '<p onclick=alert(1)>x</p>',
  '<p/onclick=alert(1)>x</p>',
  '<form action="javascript:alert(1)"><input type=submit></form>',
  '<meta http-equiv=refresh content="0;javascript:alert(1)">',
  '<base href="javascript:alert(1)//"><link rel=stylesheet href=//evil>',
  '<style>@import "//evil"</style><style><img src=x onerror=alert(1)>',
  '<!--><script>alert(1)</script>-->',
  '<!-- --!><img src=x onerror=alert(1)>',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml <img src=x onerror=alert(1)>?>',
  '<<img src=x onerror=alert(1)>',
  '<p title="<img src=x onerror=alert(1)>',
  "<p title='><img src=x onerror=alert(1)>",
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<select><style></select><img src=x onerror=alert(1)></style>',
  '<video><source onerror=alert(1)></video><audio src onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<body onload=alert(1)><input autofocus onfocus=alert(1)>',
  '<a href="https://x" href="javascript:alert(1)">x</a>',
  '\u0000<script>alert(1)</script>'.slice(1),
  '<p\u00a0onclick=alert(1)>x</p>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
]

/** Everything that stands between angle brackets is of the white list, with no attribute but a safe address. */
const CLEAN = new RegExp(
  `^(?:[^<>"']|</?(?:${elements.filter((name) => name !== 'a').join('|')})>|</a>|<a href="(?:https?://|mailto:|tel:)[^<>"]*">)*$`,
  'i',
)

describe('formatted text', () => {
  it.each(attacks)('takes the danger out of %j', (attack) => {
    const { value } = richText.check(attack, { name: 'x', type: 'rich-text' }) as { value: string }
    expect(value).toMatch(CLEAN)
    expect(richText.check(value, { name: 'x', type: 'rich-text' }).value).toBe(value)
  })

  it('writes nothing but the white list, whatever comes, and the same when it is read again', () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks),
      fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '<!--', '-->', '<a href=', '<p', '</p>', '&lt;', '&#', 'javascript:', ' ', '\n'),
      fc.string({ maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = printMarkup(parseMarkup(pieces.join('')))
        expect(once).toMatch(CLEAN)
        expect(printMarkup(parseMarkup(once))).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads long and deep markup in one go', () => {
    const deep = '<p>'.repeat(20_000)
    const start = performance.now()
    expect(printMarkup(parseMarkup(deep)).length).toBeLessThan(1000)
    parseMarkup('<a '.repeat(20_000))
    parseMarkup('<p title="'.repeat(10_000))
    parseMarkup('<style>'.repeat(10_000))
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
