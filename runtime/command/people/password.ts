import { fail } from '@formwork/platform/error/index.ts'
import { hashPassword, verifyPassword as verify } from '../../store/sessions/password.ts'

export { hashPassword }

/** Takes the same time for an unknown login (`stored` null) as for a wrong password. */
export function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  return verify(password, stored ?? undefined)
}

const SHORTEST = 8
const LONGEST = 200

/** What is tried first everywhere; compared in lower case without what people add at the end. */
const COMMON: ReadonlySet<string> = new Set(
  `password passw0rd p@ssw0rd p@ssword pass1word letmein welcome iloveyou sunshine princess football baseball superman batman trustno1 dragon
  master monkey shadow michael jennifer computer internet starwars whatever qwerty qwertyuiop qwerty123 qazwsx qazwsxedc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t
  zaq12wsx zxcvbnm asdfghjk asdfghjkl asdf1234 abcd1234 abc12345 abc123456 a1234567 a12345678 a123456789 aa123456 aa12345678 qq123456 wang1234
  woaini woaini1314 woaini520 iloveyou1314 5201314 1314520 52013145 admin administrator admin123 admin1234 root1234 test1234 user1234 guest123
  changeme default1 secret123 login123 welcome1 welcome123 hello123 hello1234 formwork 11223344 12341234 12344321 12121212 87654321 147258369 123654789
  789456123 159357456 741852963 11112222 66668888 88886666 china123 zhongguo beijing2008 shanghai`.split(/\s+/),
)

/** Errors: `weak-password` with what to do better. */
export function requireStrongPassword(password: string, login = ''): void {
  const refuse = (zh: string, en: string): never => {
    throw fail('weak-password', { reason: { zh, en } }, 'password')
  }
  const length = [...password].length
  if (length < SHORTEST) refuse(`至少 ${SHORTEST} 个字符`, `at least ${SHORTEST} characters are needed`)
  if (length > LONGEST) refuse(`最多 ${LONGEST} 个字符`, `at most ${LONGEST} characters are possible`)
  const plain = password.normalize('NFKC').toLowerCase()
  if (COMMON.has(plain) || COMMON.has(plain.replace(/[\d\W_]+$/u, '')) || isSequence(plain)) refuse('这是常用密码', 'it is a common one')
  if (login.length >= 3 && plain.includes(login.toLowerCase())) refuse('不能包含登录名', 'it may not contain the login')
}

/** The same character, or neighbours in the alphabet, throughout: 11111111, 12345678, hgfedcba. */
function isSequence(text: string): boolean {
  const steps = new Set([...text].slice(1).map((character, index) => character.codePointAt(0)! - [...text][index]!.codePointAt(0)!))
  const [step] = steps
  return (steps.size === 1 && Math.abs(step!) <= 1) || /^(?:01234567890?|1234567890)$/.test(text)
}
