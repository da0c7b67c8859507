/**
 * What fills the blanks of a rule's sentence, read back from the finished sentence. For showing only: what
 * stands in a report's own fields is not looked for in its words.
 * @param template with blanks in braces, as in the rule table.
 * @returns `undefined` for a sentence that is not of this template.
 */
export function findBlanks(
  template: string,
  sentence: string,
): ReadonlyMap<string, string> | undefined {
  const names: string[] = [];
  const pattern = template
    .split(/(\s*\{\w+\})/)
    .map((part) => {
      const blank = /^(\s*)\{(\w+)\}$/.exec(part);
      if (blank === null) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(blank[2]!);
      // The blank before an empty one at the end has been trimmed.
      return blank[1] === '' ? '(.*?)' : '(?:\\s+(.*?))?';
    })
    .join('');
  const match = new RegExp(`^${pattern}$`, 's').exec(sentence);
  if (match === null) return undefined;
  return new Map(names.map((name, index) => [name, match[index + 1] ?? '']));
}

/** What a sentence ends with behind a colon, and its full stop. */
const TAIL = /:\s*([^:]*?)(\.?)$/;

/**
 * The sentence with an ellipsis in every blank that has no text, and without its hints; an end behind a
 * colon of which nothing is known is left out.
 */
export function fillBlanks(template: string, blanks: ReadonlyMap<string, string>): string {
  const isOpen = (text: string): boolean =>
    [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => !blanks.has(name!));
  return template
    .replace(/\s*\{hint(?:Th|En)\}/g, '')
    .replace(TAIL, (all, tail: string, stop: string) =>
      tail.includes('{') && isOpen(tail) ? stop : all,
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => blanks.get(name) ?? '…');
}
