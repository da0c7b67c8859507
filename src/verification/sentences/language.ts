/** The two languages of every sentence. */
export type Language = 'th' | 'en';

/** One thing said in both. */
export type Sentence = Readonly<Record<Language, string>>;

/** Fills `{date}`, `{reason}` and the like; a blank without a filling is a mistake of ours. */
export function fill(
  sentence: Sentence,
  language: Language,
  blanks: Readonly<Record<string, string>> = {},
): string {
  return sentence[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const filling = blanks[name];
    if (filling === undefined) throw new RangeError(`nothing to put into {${name}}`);
    return filling;
  });
}
