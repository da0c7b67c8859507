import { revocationReasons } from '../../src/registry/states.ts';
import {
  batchTransitions,
  documentTransitions,
  transitionNeeds,
  transitionWrites,
} from '../../src/registry/transitions.ts';
import type { Transition } from '../../src/registry/transitions.ts';

/** Every permitted change of a batch's state. */
export function batchStateTable(): string {
  return transitionTable(batchTransitions);
}

/** Every permitted change of a document's state. */
export function documentStateTable(): string {
  return transitionTable(documentTransitions);
}

/** The published reasons, as a sentence. */
export function reasonList(): string {
  return `${revocationReasons.map((reason) => `\`${reason}\``).join(', ')}.`;
}

/** What the words in the columns of the tables mean. */
export function stateWords(): string {
  const rows = [...Object.entries(transitionNeeds), ...Object.entries(transitionWrites)];
  return rows.map(([word, meaning]) => `- **${word}**: ${meaning}`).join('\n');
}

function transitionTable(transitions: readonly Transition<string>[]): string {
  const rows = transitions.map(({ operation, from, to, by, needs, writes }) =>
    [from, to, operation, by, needs.join(', '), writes.join(', ')].join(' | '),
  );
  const head = ['from', 'to', 'what is done', 'by', 'needs', 'writes'];
  return [head.join(' | '), head.map(() => '---').join(' | '), ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}
