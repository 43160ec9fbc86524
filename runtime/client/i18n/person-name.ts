/** People come as a name, or as a record with one. */
export function personName(person: string | { name: string } | null | undefined): string {
  return person === null || person === undefined ? '' : typeof person === 'string' ? person : person.name
}
