import {
  isPdfName,
  isPdfReference,
  type PdfDict,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { plainDict, type Comparison, type Located } from '../comparison.ts';
import { claimNewSubtree } from '../new-subtree.ts';
import { judgeAppearance } from './form/appearance-rule.ts';

/**
 * Annotations that comment. Not among them: FreeText, Stamp and Redact, which can write over what was
 * certified (the "evil annotation" attack), and everything that acts, plays or embeds.
 */
const COMMENTS = new Set([
  'Text',
  'Popup',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
]);

const COMMENT_KEYS = new Set(
  (
    'Type Subtype Rect Contents P NM M F AP AS Border C CA T Popup RC CreationDate IRT Subj RT IT ' +
    'QuadPoints Open Name State StateModel Parent RD Sy BS StructParent Lang'
  ).split(' '),
);

/** References from a comment to its page and to other comments. */
const RELATIONS = ['Popup', 'Parent', 'IRT'];

/** A comment that was added (ISO 32000-2 §12.5.6, permission level 3). */
export function judgeAddedAnnotation(comparison: Comparison, located: Located): void {
  const annotation = comparison.follow(located);
  const dict = plainDict(annotation.value);
  const isNew = comparison.changeBehind(located) === 'added' || !isPdfReference(located.value);
  if (!isNew || !isComment(dict)) {
    comparison.reject(located, 'An annotation was added that is no comment.');
    return;
  }
  judgeParts(comparison, annotation);
  comparison.allow('ANNOTATIONS', located, 'A comment was added.');
}

/** An annotation that was there: a comment may be edited; of others only what the form rule knows. */
export function judgeExistingAnnotation(comparison: Comparison, located: Located): void {
  if (!isPdfReference(located.value)) return;
  const { number } = located.value;
  if (comparison.isShared(number)) return;
  const annotation: Located = { holder: number, path: '', value: comparison.newest.read(number) };
  const after = plainDict(annotation.value);
  const before = plainDict(comparison.signed.read(number));
  const redefined = comparison.changed.get(number) === 'redefined';
  if (!isComment(after) || !isComment(before)) return;
  if (redefined) {
    if (!comparison.same(before.entries.get('Subtype'), after.entries.get('Subtype') ?? null)) {
      comparison.reject(annotation, 'A comment became another kind of annotation.');
    }
    comparison.share(number);
    comparison.allow('ANNOTATIONS', located, 'A comment was changed.');
  }
  const claims = comparison.claimCount;
  judgeParts(comparison, annotation);
  if (!redefined && comparison.claimCount > claims) {
    comparison.allow('ANNOTATIONS', located, 'A comment was changed.');
  }
}

/** Whether an annotation is a comment, which may also go. */
export function mayBeRemoved(value: PdfValue): boolean {
  return isComment(plainDict(value));
}

function isComment(dict: PdfDict | undefined): dict is PdfDict {
  const subtype = dict?.entries.get('Subtype');
  return (
    dict !== undefined &&
    isPdfName(subtype) &&
    COMMENTS.has(subtype.value) &&
    [...dict.entries.keys()].every((key) => COMMENT_KEYS.has(key))
  );
}

function judgeParts(comparison: Comparison, annotation: Located): void {
  judgeAppearance(comparison, comparison.entry(annotation, 'AP'));
  claimNewSubtree(comparison, comparison.entry(annotation, 'RC'));
  for (const key of RELATIONS) {
    const related = comparison.entry(annotation, key);
    if (comparison.changeBehind(related) === 'added') comparison.claim(related);
  }
}
