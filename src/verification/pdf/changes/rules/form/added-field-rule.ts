import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfString,
  type PdfDict,
  type PdfValue,
} from '../../../../../formats/pdf/pdf-value.ts';
import { toText } from '../../../../../formats/pdf/text-string.ts';
import { plainDict, type Comparison, type Located } from '../../comparison.ts';
import { claimNewSubtree } from '../../new-subtree.ts';
import { judgeAppearance } from './appearance-rule.ts';

const FIELD_KEYS = new Set('FT T TU TM Ff V Kids DA DR Q Lock SV Parent'.split(' '));
const WIDGET_KEYS = new Set(
  'Type Subtype Rect P F AP AS MK M NM Parent H BS Border C Contents StructParent'.split(' '),
);
/** Entries whose parts may be objects of their own. */
const PARTS = ['Lock', 'SV', 'DR', 'BS', 'Border', 'C', 'Contents'];
const HIDDEN = 2;
const VALUE_KEYS = new Set(
  (
    'Type Filter SubFilter Contents ByteRange M Name Location Reason ContactInfo Reference Changes ' +
    'R V Cert Prop_Build Prop_AuthTime Prop_AuthType'
  ).split(' '),
);

/**
 * A field that was added after signing: only a signature field with its signature. With an invisible
 * document time-stamp it is archival; a visible one could cover what was certified, so it must not
 * follow a certification (ISO 32000-2 §12.8.2.2.2, ETSI EN 319 142-1 §5.4.3).
 */
export function judgeAddedField(comparison: Comparison, located: Located): void {
  if (comparison.changeBehind(located) !== 'added') {
    comparison.reject(located, 'An object became a form field that was none.');
    return;
  }
  const field = comparison.follow(located);
  const dict = plainDict(field.value);
  if (dict !== undefined && isGroup(comparison, dict)) {
    judgeGroup(comparison, field);
    return;
  }
  if (dict === undefined || !isPdfName(dict.entries.get('FT'), 'Sig')) {
    comparison.reject(located, 'A form field was added that is no signature.');
    return;
  }
  const widget = widgetOf(comparison, field);
  if (widget === undefined) return;
  comparison.addedWidgets.add(widget.holder);
  const value = comparison.entry(field, 'V');
  judgeSignatureValue(comparison, value);
  const invisible = isInvisible(comparison, widget.value);
  if (!invisible && comparison.policy.docMdp !== null) {
    comparison.reject(located, 'A visible signature was added to a certified document.');
    return;
  }
  const archival = invisible && isDocumentTimeStamp(comparison.newest.resolve(value.value));
  comparison.allow(
    archival ? 'LTV_UPDATES' : 'FORM_FILLING',
    located,
    archival ? 'A document time-stamp was added.' : 'A signature was added.',
  );
}

/** A node above fields: it has a name and children that have names too (ISO 32000-2 §12.7.4.1). */
function isGroup(comparison: Comparison, dict: PdfDict): boolean {
  const kids = comparison.newest.resolve(dict.entries.get('Kids'));
  if (dict.entries.has('V') || !isPdfArray(kids) || kids.length === 0) return false;
  return kids.every((kid) => plainDict(comparison.newest.resolve(kid))?.entries.has('T') === true);
}

const GROUP_KEYS = new Set(['T', 'TU', 'TM', 'Kids', 'Parent', 'FT', 'Ff', 'DA', 'DR', 'Q']);
const MOST_LEVELS = 30;

/** Below a node that was added, every field must be an added signature. */
function judgeGroup(comparison: Comparison, group: Located, level = 0): void {
  judgeKeys(comparison, group, (key) => GROUP_KEYS.has(key));
  const kids = comparison.follow(comparison.entry(group, 'Kids'));
  const names = new Set<string>();
  for (const kid of comparison.items(kids)) {
    const dict = plainDict(comparison.newest.resolve(kid.value));
    const title = dict?.entries.get('T');
    const name = isPdfString(title) ? toText(title.bytes) : '';
    if (level >= MOST_LEVELS || names.has(name)) {
      comparison.reject(kid, 'Added fields are nested too deeply or share a name.');
      return;
    }
    names.add(name);
    judgeChild(comparison, kid, group.holder);
  }
}

/** A field that was added below another: it names its parent, and nothing else. */
export function judgeChild(comparison: Comparison, kid: Located, parentNumber: number): void {
  const value = comparison.newest.resolve(kid.value);
  const parent = isPdfDict(value) ? value.entries.get('Parent') : undefined;
  if (!isPdfReference(parent) || !isPdfReference(kid.value) || parent.number !== parentNumber) {
    comparison.reject(kid, 'An added field does not name its parent.');
    return;
  }
  comparison.claim({ holder: kid.value.number, path: '/Parent', value: parent });
  judgeAddedField(comparison, kid);
}

/** The widget of an added field: the same dictionary, or its only child. Judges the entries of both. */
function widgetOf(comparison: Comparison, field: Located): Located | undefined {
  const kids = comparison.entry(field, 'Kids');
  if (kids.value === null) {
    judgeKeys(comparison, field, (key) => FIELD_KEYS.has(key) || WIDGET_KEYS.has(key));
    judgeWidget(comparison, field);
    return field;
  }
  const [only, ...others] = comparison.items(kids);
  const widget =
    only !== undefined && others.length === 0 && comparison.changeBehind(only) === 'added'
      ? comparison.follow(only)
      : undefined;
  if (widget === undefined || plainDict(widget.value) === undefined) {
    comparison.reject(kids, 'An added signature field has more than one widget of its own.');
    return undefined;
  }
  judgeKeys(comparison, field, (key) => FIELD_KEYS.has(key));
  for (const key of PARTS) claimNewSubtree(comparison, comparison.entry(field, key));
  judgeKeys(comparison, widget, (key) => WIDGET_KEYS.has(key));
  const parent = comparison.entry(widget, 'Parent');
  if (isPdfReference(parent.value) && parent.value.number === field.holder)
    comparison.claim(parent);
  judgeWidget(comparison, widget);
  return widget;
}

function judgeKeys(
  comparison: Comparison,
  located: Located,
  isAllowed: (key: string) => boolean,
): void {
  for (const key of plainDict(located.value)?.entries.keys() ?? []) {
    if (!isAllowed(key)) {
      comparison.reject(
        comparison.entry(located, key),
        'An added signature field holds something unknown.',
      );
    }
  }
}

function judgeWidget(comparison: Comparison, widget: Located): void {
  if (!isPdfName(comparison.entry(widget, 'Subtype').value, 'Widget')) {
    comparison.reject(widget, 'An added signature field has no widget.');
  }
  judgeAppearance(comparison, comparison.entry(widget, 'AP'));
  for (const key of ['MK', ...PARTS]) claimNewSubtree(comparison, comparison.entry(widget, key));
}

/** The value of a signature that was added: a new dictionary with the entries of one. */
export function judgeSignatureValue(comparison: Comparison, located: Located): void {
  const change = comparison.changeBehind(located);
  const value = comparison.newest.resolve(located.value);
  const dict = plainDict(value);
  const type = dict?.entries.get('Type');
  const isSignature =
    dict !== undefined &&
    (type === undefined || isPdfName(type, 'Sig') || isPdfName(type, 'DocTimeStamp')) &&
    [...dict.entries.keys()].every((key) => VALUE_KEYS.has(key));
  if (change !== 'added' || !isSignature) {
    comparison.reject(located, 'A signature field was added or filled without a new signature.');
    return;
  }
  claimNewSubtree(comparison, located);
}

/** Whether a signature value is a document time-stamp (ISO 32000-2 §12.8.5). */
export function isDocumentTimeStamp(value: PdfValue): boolean {
  return (
    isPdfDict(value) &&
    isPdfName(value.entries.get('Type'), 'DocTimeStamp') &&
    isPdfName(value.entries.get('SubFilter'), 'ETSI.RFC3161')
  );
}

/** Whether a widget shows nothing: an empty rectangle or the hidden flag (ISO 32000-2 §12.7.5.5). */
export function isInvisible(comparison: Comparison, widget: PdfValue): boolean {
  const entries = plainDict(widget)?.entries;
  const flags = entries?.get('F') ?? 0;
  if (typeof flags === 'number' && (flags & HIDDEN) !== 0) return true;
  const rectangle = comparison.newest.resolve(entries?.get('Rect'));
  if (!isPdfArray(rectangle) || rectangle.length !== 4) return false;
  const [left, bottom, right, top] = rectangle;
  return rectangle.every((side) => typeof side === 'number') && (left === right || bottom === top);
}
