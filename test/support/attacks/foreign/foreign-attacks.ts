import type { ForeignAttack } from '../attack.ts';
import { algorithmAttacks } from './algorithm-attacks.ts';
import { cmsAttacks } from './cms-attacks.ts';
import { contentAttacks } from './content-attacks.ts';
import { exhaustionAttacks } from './exhaustion-attacks.ts';
import { fileStructureAttacks } from './file-structure-attacks.ts';
import { pathAttacks } from './path-attacks.ts';
import { signatureAttacks } from './signature-attacks.ts';
import { spellingAttacks } from './spelling-attacks.ts';
import { timeStampAttacks } from './time-stamp-attacks.ts';
import { updateAttacks } from './update-attacks.ts';

/** Every attack on a document of others. */
export const foreignAttacks: readonly ForeignAttack[] = [
  ...signatureAttacks,
  ...updateAttacks,
  ...contentAttacks,
  ...fileStructureAttacks,
  ...exhaustionAttacks,
  ...spellingAttacks,
  ...timeStampAttacks,
  ...cmsAttacks,
  ...algorithmAttacks,
  ...pathAttacks,
];
