import type { Finding } from './read-value.ts';

/**
 * Thai spelling that cannot be: found before a text is normalised, so that what the registrar typed is what
 * is judged. Vowels and marks stand above or below their consonant; a reader sees the same picture for
 * several orders, a computer does not.
 */
type MarkClass =
  'consonant' | 'upper' | 'lower' | 'tone' | 'killer' | 'nikhahit' | 'sara-am' | 'other';

/** Classes that may follow a class; the consonant begins a cluster. */
const MAY_FOLLOW: Readonly<Record<MarkClass, readonly MarkClass[]>> = {
  consonant: ['upper', 'lower', 'tone', 'killer', 'nikhahit', 'sara-am'],
  upper: ['tone', 'killer', 'nikhahit'],
  lower: ['tone', 'killer', 'nikhahit'],
  // A tone before a vowel below is put in order by NFC and reported as such.
  tone: ['lower', 'nikhahit', 'sara-am'],
  killer: [],
  nikhahit: ['tone'],
  // Half of it stands above the letter like a mark.
  'sara-am': [],
  other: [],
};

const HAS_THAI_MARK = /[\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]/;

/** What is wrong with the marks of a text; empty for text without Thai. */
export function findMarkProblems(text: string): readonly Finding[] {
  if (!text.includes('เเ') && !HAS_THAI_MARK.test(text)) return [];
  const findings: Finding[] = [];
  if (text.includes('เเ'))
    findings.push(suggesting('thai-double-sara-e', text.replaceAll('เเ', 'แ')));
  if (/\u0E4D[\u0E48-\u0E4B]?\u0E32|[\u0E48-\u0E4B]\u0E4D\u0E32/.test(text)) {
    const composed = text.replace(
      /\u0E4D([\u0E48-\u0E4B]?)\u0E32|([\u0E48-\u0E4B])\u0E4D\u0E32/g,
      '$1$2\u0E33',
    );
    findings.push(suggesting('thai-sara-am-decomposed', composed));
  }
  if (/[\u0E48-\u0E4E][\u0E38-\u0E3A]/.test(text)) {
    findings.push({ code: 'thai-marks-reordered' });
  }
  const broken = findBrokenCluster(text);
  if (broken !== undefined) findings.push(broken);
  return findings;
}

function suggesting(code: Finding['code'], suggestion: string): Finding {
  return { code, details: { suggestion } };
}

/** The first mark that cannot stand where it stands. One is enough: the registrar looks at the whole name. */
function findBrokenCluster(text: string): Finding | undefined {
  let previous: MarkClass = 'other';
  let clusterStart = 0;
  for (let index = 0; index < text.length; index++) {
    const current = markClass(text.charCodeAt(index));
    if (current === 'consonant' || current === 'other') {
      clusterStart = index;
    } else if (!MAY_FOLLOW[previous].includes(current)) {
      const code = previous === 'other' ? 'thai-mark-without-letter' : 'thai-marks-impossible';
      return { code, details: { cluster: text.slice(clusterStart, index + 1) } };
    }
    previous = current;
  }
  return undefined;
}

function markClass(code: number): MarkClass {
  if (code >= 0x0e01 && code <= 0x0e2e) return 'consonant';
  if (code === 0x0e31 || (code >= 0x0e34 && code <= 0x0e37) || code === 0x0e47) return 'upper';
  if (code >= 0x0e38 && code <= 0x0e3a) return 'lower';
  if (code >= 0x0e48 && code <= 0x0e4b) return 'tone';
  if (code === 0x0e4c || code === 0x0e4e) return 'killer';
  if (code === 0x0e4d) return 'nikhahit';
  if (code === 0x0e33) return 'sara-am';
  return 'other';
}
