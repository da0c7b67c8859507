/**
 * Whether two names are the same person's, as far as names tell: capitals, blanks and the way of writing one
 * letter do not make another person.
 */
export function isSamePerson(one: string, other: string): boolean {
  return toPersonKey(one) === toPersonKey(other);
}

function toPersonKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
