/** OpenType needs to know the script before it shapes: the same mark sits differently in each. */
export type RunScript = 'Thai' | 'Latn';

/** A stretch of text in one script. */
export interface ScriptRun {
  readonly script: RunScript;
  readonly text: string;
}

const THAI = /\p{Script=Thai}/u;
const ASCII_LETTER = /[A-Za-z]/;
const NO_SCRIPT_OF_ITS_OWN = /[\p{Script=Common}\p{Script=Inherited}]/u;

/**
 * Cuts a text into runs of one script, as browsers do (UAX #24 §5.2): spaces, digits and punctuation
 * stay with what precedes them, or with what follows at the start of the text. Joined, the runs are
 * the text. A text without any letter counts as Latin.
 */
export function splitScriptRuns(text: string): readonly ScriptRun[] {
  const runs: ScriptRun[] = [];
  let script: RunScript | undefined;
  let start = 0;
  let position = 0;
  for (const character of text) {
    const own = scriptOf(character);
    if (own !== undefined && own !== script) {
      if (script !== undefined) {
        runs.push({ script, text: text.slice(start, position) });
        start = position;
      }
      script = own;
    }
    position += character.length;
  }
  if (text !== '') runs.push({ script: script ?? 'Latn', text: text.slice(start) });
  return runs;
}

function scriptOf(character: string): RunScript | undefined {
  // What most characters are, without asking Unicode: THAI CHARACTER KO KAI to PHINTHU, ASCII.
  if (character >= '\u0E01' && character <= '\u0E3A') return 'Thai';
  if (character < '\u0080') return ASCII_LETTER.test(character) ? 'Latn' : undefined;
  if (THAI.test(character)) return 'Thai';
  return NO_SCRIPT_OF_ITS_OWN.test(character) ? undefined : 'Latn';
}
