/** What a document can be. `reserved` is known to nobody outside; the others are answered for. */
export const documentStates = ['reserved', 'issued', 'suspended', 'revoked', 'superseded'] as const;
export type DocumentState = (typeof documentStates)[number];

/** What a batch can be. */
export const batchStates = [
  'received',
  'checked',
  'awaiting-approval',
  'approved',
  'issuing',
  'issued',
  'partly-issued',
  'rejected',
  'cancelled',
] as const;
export type BatchState = (typeof batchStates)[number];

/** Published reasons for taking a document back; `other` needs a note. */
export const revocationReasons = [
  'issued-in-error',
  'record-corrected',
  'award-withdrawn',
  'fraud',
  'key-compromise',
  'holder-request',
  'other',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];
