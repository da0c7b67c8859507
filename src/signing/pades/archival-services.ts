import type { ValidationMaterialSource } from '../revocation/material-collector.ts';
import type { TimestampAuthority } from '../time-stamps/timestamp-authority.ts';

/** Whom signatures need outside, from level B-T on. */
export interface ArchivalServices {
  readonly timestamps: TimestampAuthority;
  /** From level B-LT on. */
  readonly material: ValidationMaterialSource;
}
