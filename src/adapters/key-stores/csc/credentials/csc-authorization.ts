import { keyStoreError } from '../../key-store-errors.ts';
import type { CscAnswer } from '../csc-answer.ts';
import { isObject, malformed, objectAt, textAt, toObject } from './answer-fields.ts';

/** How a key is released for signing, as far as a program can do it alone. */
export interface CscAuthorization {
  /** `implicit`: the service asks its user itself; `explicit`: we hand in the secrets. */
  readonly mode: 'implicit' | 'explicit';
  /**
   * Sets of secrets, by the service's names for them (`PIN`, `OTP`), each of which releases the key; the smallest
   * first. One empty set where nothing is wanted.
   */
  readonly alternatives: readonly (readonly string[])[];
}

/** Sets of more secrets are no key's; all combinations of them are looked at. */
const MOST_SECRETS = 8;

/**
 * Reads how a key is released from `credentials/info`: version 2 has `auth` with objects and an expression
 * over them (v2 §11.5), version 1 `authMode`, `PIN` and `OTP` (v1.0.4 §11.5).
 * @throws AppError `credential-needs-person` where a person must act each time: in a browser, with a code
 *   that is sent out or a challenge that is answered; `signing-service-answer`.
 */
export function parseCscAuthorization(answer: CscAnswer): CscAuthorization {
  const { mode, secrets, expression } =
    'auth' in answer ? readVersion2(objectAt(answer, 'auth')) : readVersion1(answer);
  if (mode === 'implicit') return { mode, alternatives: [[]] };
  if (typeof mode === 'string' && mode.startsWith('oauth2')) throw needsPerson(mode);
  if (mode !== 'explicit') throw malformed('auth.mode');
  if (secrets.length > MOST_SECRETS) throw malformed('auth.objects');
  const names = secrets.filter(({ isUnattended }) => isUnattended).map(({ name }) => name);
  const alternatives = subsetsOf(names).filter(isSatisfied(expression, secrets));
  if (alternatives.length === 0) throw needsPerson('one-time code or challenge');
  return { mode, alternatives };
}

interface Secret {
  readonly name: string;
  /** Whether a program can give it alone. */
  readonly isUnattended: boolean;
}

interface Release {
  readonly mode: unknown;
  readonly secrets: readonly Secret[];
  /** Left out: all of them. */
  readonly expression?: string;
}

function readVersion1(answer: CscAnswer): Release {
  const secrets = ['PIN', 'OTP'].flatMap((name) => {
    const described = answer[name];
    if (!isObject(described)) return [];
    const { presence, type } = described;
    // An online one-time password is sent to somebody's telephone (v1.0.4 §11.5).
    const isUnattended = type !== 'online';
    return presence === true || presence === 'true' ? [{ name, isUnattended }] : [];
  });
  return { mode: answer['authMode'], secrets };
}

function readVersion2(auth: CscAnswer): Release {
  const { mode, objects = [], expression } = auth;
  if (!Array.isArray(objects)) throw malformed('auth.objects');
  const secrets = objects.map((each: unknown) => {
    const object = toObject(each, 'auth.objects');
    const { type = 'Password' } = object;
    return { name: textAt(object, 'id'), isUnattended: type === 'Password' };
  });
  if (expression === undefined || expression === null || expression === '') {
    return { mode, secrets };
  }
  if (typeof expression !== 'string') throw malformed('auth.expression');
  return { mode, secrets, expression };
}

/** Every set of the names, the smallest first. */
function subsetsOf(names: readonly string[]): readonly (readonly string[])[] {
  let sets: readonly (readonly string[])[] = [[]];
  for (const name of names) sets = [...sets, ...sets.map((set) => [...set, name])];
  return [...sets].sort((one, other) => one.length - other.length);
}

function isSatisfied(
  expression: string | undefined,
  secrets: readonly Secret[],
): (given: readonly string[]) => boolean {
  if (expression === undefined) return (given) => given.length === secrets.length;
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  return (given) => evaluate(words, given);
}

/** `AND`, `OR`, `XOR` and parentheses over names of secrets; `AND` binds closer, as is usual. */
function evaluate(words: readonly string[], given: readonly string[]): boolean {
  let at = 0;
  const take = (wanted: string): boolean => {
    if (words[at]?.toUpperCase() !== wanted) return false;
    at++;
    return true;
  };
  function parseAlternatives(): boolean {
    let value = parseJoint();
    for (;;) {
      if (take('OR')) value = parseJoint() || value;
      else if (take('XOR')) value = parseJoint() !== value;
      else return value;
    }
  }
  function parseJoint(): boolean {
    let value = parseOne();
    while (take('AND')) value = parseOne() && value;
    return value;
  }
  function parseOne(): boolean {
    if (take('(')) {
      const value = parseAlternatives();
      if (!take(')')) throw malformed('auth.expression');
      return value;
    }
    const name = words[at++];
    if (name === undefined || name === ')') throw malformed('auth.expression');
    return given.includes(name);
  }
  const value = parseAlternatives();
  if (at !== words.length) throw malformed('auth.expression');
  return value;
}

function needsPerson(how: string) {
  return keyStoreError('credential-needs-person', how);
}
