import type { AttackClass } from '../../test/support/attacks/attack.ts';
import { foreignAttacks } from '../../test/support/attacks/foreign/foreign-attacks.ts';
import { attacks as ownAttacks } from '../../test/support/attacks/own/own-attacks.ts';

/** What the literature and the standards call each class of the tamper matrix. */
const knownAs: Readonly<Record<AttackClass, string>> = {
  'universal forgery': 'universal signature forgery (CCS 2019)',
  'byte ranges': 'byte ranges, coverage, changed bytes',
  'signature wrapping': 'signature wrapping (CCS 2019), removed signatures',
  'incremental saving': 'incremental saving (CCS 2019)',
  shadow: 'shadow attacks: hide, replace, hide and replace (NDSS 2021)',
  annotations: 'evil annotation and sneaky signature (S&P 2021)',
  permissions: 'DocMDP, FieldMDP and locks',
  'form fields': 'form fields, their values and looks',
  'pages and fonts': 'pages, fonts, structure',
  catalog: 'catalog, attachments, scripts, metadata, trailer',
  'security store': 'document security store',
  'file structure': 'cross-reference sections and hidden objects',
  CMS: 'CMS and its attributes',
  algorithms: 'mathematics, paddings, weak algorithms',
  'time-stamps': 'time-stamps',
  'path and revocation': 'trust, paths and revocation',
  exhaustion: 'bombs and circles for the parser',
};

/** The tamper matrix by class: how many rows each has, what is done, and what it is answered with. */
export function attackTable(): string {
  const rows = (Object.keys(knownAs) as AttackClass[]).map((attackClass) => {
    const own = foreignAttacks.filter((attack) => attack.class === attackClass);
    return [
      knownAs[attackClass],
      String(own.length),
      [...new Set(own.map(({ subIndication }) => `\`${subIndication}\``))].join(', '),
      own.map(({ name }) => name).join('; '),
    ];
  });
  const answers = [...new Set(ownAttacks.map(({ subIndication }) => `\`${subIndication}\``))];
  const titles = ownAttacks.map(({ title }) => title).join('; ');
  const total = foreignAttacks.length + ownAttacks.length;
  const all = [
    ['class', 'rows', 'answered with', 'what is done'],
    ['---', '---:', '---', '---'],
    ...rows,
    ['done to documents of ours', String(ownAttacks.length), answers.join(', '), titles],
    ['**together**', `**${total}**`, '', ''],
  ];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
