import { findStatus, statusListSize } from '../../formats/status-list/status-list.ts';
import { parseStatusListToken } from '../../formats/status-list/status-list-token.ts';
import type { StatusListToken } from '../../formats/status-list/status-list-token.ts';
import type {
  DocumentEntry,
  PublishedStatusListEntry,
  StatusListEntry,
} from '../../registry/registry-entries.ts';
import { statusBits, toStatusValue } from '../../registry/status-value.ts';
import { unlessMalformed } from '../../shared/format-error.ts';
import { readStatusList } from '../../verification/registry/read-status-list.ts';
import { toStatusListUri } from '../public-urls.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault, AuditFaultCode } from './audit-report.ts';

/** Whether a published list is signed by somebody who is believed, and says bit by bit what the registry says. */
export async function auditStatusList(
  environment: AuditEnvironment,
  { list, institutionCode, size, revision, published }: StatusListEntry,
): Promise<readonly AuditFault[]> {
  const fault = (code: AuditFaultCode, found: string): AuditFault => ({
    code,
    subject: String(list),
    found,
  });
  if (published === null) {
    const issued = await environment.registry.listDocuments(
      { institutionCode, state: 'issued' },
      { limit: 1 },
    );
    const concernsNobody = issued.items.length === 0;
    return concernsNobody ? [] : [fault('status-list-unpublished', 'never published')];
  }
  const token = readToken(published.token);
  if (token?.list.bits !== statusBits || statusListSize(token.list) < size) {
    return [fault('status-list-unreadable', 'not a list of ours')];
  }
  const faults: AuditFault[] = [];
  const distrust = await findDistrust(environment, list, published);
  if (distrust !== undefined) faults.push(fault('status-list-unreadable', distrust));
  if (published.revision !== revision) {
    faults.push(fault('status-list-outdated', `revision ${published.revision} of ${revision}`));
    return faults;
  }
  const wrong = await countWrongBits(environment, list, size, token);
  if (wrong > 0) faults.push(fault('status-list-bits', `${wrong} entries differ`));
  return faults;
}

/** Whether the lists in which documents have their places are there, and are their institutions'. */
export async function auditListsOf(
  { registry }: AuditEnvironment,
  documents: readonly DocumentEntry[],
): Promise<readonly AuditFault[]> {
  const owners = new Map<number, Set<string>>();
  for (const { statusList, institutionCode } of documents) {
    owners.set(statusList, (owners.get(statusList) ?? new Set()).add(institutionCode));
  }
  const faults: AuditFault[] = [];
  for (const [list, institutions] of owners) {
    const entry = await registry.findStatusList(list);
    const subject = String(list);
    if (entry === undefined) {
      const found = 'documents have their places in it, and it is not there';
      faults.push({ code: 'status-list-missing', subject, found });
    } else if ([...institutions].some((code) => code !== entry.institutionCode)) {
      const found = 'documents of another institution have their places in it';
      faults.push({ code: 'status-list-owner', subject, found });
    }
  }
  return faults;
}

async function countWrongBits(
  { registry }: AuditEnvironment,
  list: number,
  size: number,
  token: StatusListToken,
): Promise<number> {
  const { marks } = await registry.readStatusMarks(list);
  const expected = new Map(marks.map(({ index, state }) => [index, toStatusValue(state)]));
  let wrong = 0;
  for (let index = 0; index < size; index++) {
    if (findStatus(token.list, index) !== (expected.get(index) ?? 0)) wrong++;
  }
  return wrong;
}

/** Judged as of the moment when it was signed: how long it is believed is the publisher's care. */
async function findDistrust(
  { trust, publicUrl }: AuditEnvironment,
  list: number,
  { token, publishedAt }: PublishedStatusListEntry,
): Promise<string | undefined> {
  const place = { uri: toStatusListUri(publicUrl, list), index: 0 };
  const answer = await readStatusList(token, place, { trust, validationTime: publishedAt });
  return answer.kind === 'no-answer' ? answer.because : undefined;
}

function readToken(token: string): StatusListToken | undefined {
  return unlessMalformed(() => parseStatusListToken(token));
}
