import type { Column, ColumnScope } from '../../src/records/columns.ts';
import { COLUMNS_BY_SCOPE } from '../../src/records/columns.ts';
import { COLUMN_MEANINGS, SCOPE_NAMES, VALUE_FORMATS } from '../../src/records/column-meanings.ts';
import { LOSS_RULES } from '../../src/records/convert/find-losses.ts';
import { findAdvice } from '../../src/records/presentation/rule-advice.ts';
import { RULES } from '../../src/records/rules/rules.ts';
import type { BilingualText } from '../../src/shared/app-error.ts';

/** The intake contract's columns as a table for each level. */
export function columnTables(): string {
  return (Object.keys(COLUMNS_BY_SCOPE) as ColumnScope[])
    .map((scope) => {
      const { th, en } = SCOPE_NAMES[scope];
      const rows = COLUMNS_BY_SCOPE[scope].map(toColumnRow);
      return `### One for each ${en} · ${th}\n\n${table(
        ['column', 'in JSON', 'required', 'meaning', 'format', 'example'],
        rows,
      )}`;
    })
    .join('\n\n');
}

function toColumnRow({ name, property, required, kind }: Column): string[] {
  const meaning = COLUMN_MEANINGS[name];
  return [
    code(name),
    code(property),
    required ? 'yes · ต้องมี' : '',
    both(meaning),
    both(VALUE_FORMATS[kind]),
    cell(meaning.example),
  ];
}

/** Every rule that records are checked by, with what a person does about it. */
export function ruleTable(): string {
  const rows = Object.entries(RULES).map(([name, rule]) => {
    const advice = findAdvice(name);
    return [
      code(name),
      rule.severity,
      rule.looksAt,
      both({ th: withNamedBlanks(rule.th), en: withNamedBlanks(rule.en) }),
      advice === undefined ? '' : both(advice),
    ];
  });
  return `${rows.length} rules.\n\n${table(['code', 'severity', 'looks at', 'sentence', 'what to do'], rows)}`;
}

/** What each format cannot say. */
export function lossTable(): string {
  return table(
    ['to', 'what', 'code'],
    LOSS_RULES.map(({ code: name, formats, ...text }) => [
      formats.map(code).join(', '),
      both(text),
      code(name),
    ]),
  );
}

/** `{value}` as `‹value›`; hints are suggestions, which stand behind a sentence where there is one. */
function withNamedBlanks(sentence: string): string {
  return sentence.replace(/\s*\{hint(?:Th|En)\}/g, '').replace(/\{(\w+?)(?:Th|En)?\}/g, '‹$1›');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function both({ th, en }: BilingualText): string {
  return th === en ? cell(th) : `${cell(th)}<br>${cell(en)}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replace(/[|*_<>\\]/g, '\\$&');
}
