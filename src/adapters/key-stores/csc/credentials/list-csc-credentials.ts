import type { RsaScheme } from '../../../../formats/signature-algorithm.ts';
import { isAppError, type AppErrorCode } from '../../../../shared/app-error.ts';
import type { Clock } from '../../../../shared/instant.ts';
import { CscAccess, type CscLogin } from '../csc-access.ts';
import type { CscTransport } from '../csc-service.ts';
import { malformed, textsAt } from './answer-fields.ts';
import {
  askForCredential,
  toUsableCredential,
  type UsableCredential,
} from './usable-credential.ts';

/** A service whose keys are looked at. */
export interface CscDirectory {
  readonly transport: CscTransport;
  readonly login: CscLogin;
  readonly clock: Clock;
  /** Whose keys, where the account is an application's and not a user's (v1.0.4 §11.4). */
  readonly userId?: string;
  readonly rsaScheme?: RsaScheme;
}

/** One key of a signing service, and whether it can sign for us. */
export interface ListedCredential {
  readonly credentialId: string;
  /** Left out where it cannot be used. */
  readonly usable?: UsableCredential;
  /** Why it cannot be used. */
  readonly problem?: AppErrorCode;
}

/** Nobody chooses among more; a service that never ends its pages is left. */
const MOST_CREDENTIALS = 500;

/**
 * The keys that an account may use (`credentials/list`, v1.0.4 §11.4, v2 §11.4), each looked at
 * (`credentials/info`). Nothing is released and no PIN is asked for.
 * @throws AppError as `askCscService`, for what concerns the service and not one key.
 */
export async function listCscCredentials(
  directory: CscDirectory,
): Promise<readonly ListedCredential[]> {
  const access = new CscAccess(directory.transport, directory.login, directory.clock);
  const listed: ListedCredential[] = [];
  for (const credentialId of await listIds(access, directory.userId)) {
    const answer = await askForCredential(access, credentialId);
    try {
      const usable = toUsableCredential(answer, directory.clock.now(), directory.rsaScheme);
      listed.push({ credentialId, usable });
    } catch (error) {
      if (!isAppError(error)) throw error;
      listed.push({ credentialId, problem: error.code });
    }
  }
  return listed;
}

/** Version 1 gives pages; version 2 gives all at once and has no token for a next page. */
async function listIds(access: CscAccess, userId: string | undefined): Promise<readonly string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const { answer } = await access.call('credentials/list', {
      ...(userId === undefined ? {} : { userID: userId }),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const page = textsAt(answer, 'credentialIDs');
    const { nextPageToken: next } = answer;
    const isSame = typeof next === 'string' && next === pageToken;
    if (ids.length + page.length > MOST_CREDENTIALS || isSame) throw malformed('nextPageToken');
    ids.push(...page);
    pageToken = typeof next === 'string' && next !== '' ? next : undefined;
  } while (pageToken !== undefined);
  return ids;
}
