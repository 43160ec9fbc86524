/** Parts of SQL that are left as they are, placeholders, and words. Comments do not occur in plans. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?|[A-Za-z_][A-Za-z0-9_]*|[^'"?A-Za-z_]+/g

/** Words after which a table is named. */
const BEFORE_TABLE = new Set(['from', 'join', 'into', 'update', 'table', 'using'])

/**
 * The text as PostgreSQL takes it: `?` become `$1`, `$2` …, and the workspace's tables are qualified with its schema,
 * so that one pool serves all workspaces. A name after `from`, `join`, `into` … that is no table is left alone.
 */
export function translateStatement(sql: string, schema: string, tables: ReadonlySet<string>): string {
  let placeholders = 0
  let word = ''
  let text = ''
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token === '?') text += `$${++placeholders}`
    else if (BEFORE_TABLE.has(word) && tables.has(unquote(token)) && !text.endsWith('.')) {
      text += `${quote(schema)}.${quote(unquote(token))}`
    } else text += token
    if (token.trim() !== '') word = token.trim().toLowerCase()
  }
  return text
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function unquote(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1) : token
}
