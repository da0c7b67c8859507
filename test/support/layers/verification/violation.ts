// A deliberate violation: verification knows no adapter and no Node module.
import { readFileSync } from 'node:fs';
import { store } from '../adapters/store.ts';
import { instant } from '../shared/instant.ts';

export const violation = [readFileSync, store, instant];
