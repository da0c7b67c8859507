// A deliberate violation: formats stand above trust and verification.
import { violation } from '../verification/violation.ts';

export const down = violation;
