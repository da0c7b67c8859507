/**
 * Issues a document with every kind of key in every template at every level, to be judged by `run.js`.
 *
 * Usage: node tools/cross-check/variants.js FOLDER (after `npm run build`)
 * Makes a development installation in FOLDER/data, certifies a key for each row of the table under its
 * authority, hands it in as a university would (`parinya keys rotate`), and issues into FOLDER/LEVEL, in Thai
 * and in English by turns. Prints each document's id and variant.
 */
import { createHash, createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram, runToItsEnd } from './run-parinya.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node tools/cross-check/variants.js FOLDER');
  process.exit(64);
}

const keys = [
  { name: 'RSA-2048', kind: 'RSA-2048', words: [] },
  { name: 'RSA-3072-PSS', kind: 'RSA-3072', words: ['--rsa-pss'] },
  { name: 'P-256', kind: 'P-256', words: [] },
  { name: 'P-384', kind: 'P-384', words: [] },
];
const templates = ['classic', 'modern'];
const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'];
const languages = ['th', 'en'];

const root = join(import.meta.dirname, '../..');
const load = (path) => import(join(builtProgram, path));
const { signCertificate } = await load('adapters/development-pki/x509/certificate-writer.js');
const { issuerExtensions, roleExtensions } = await load(
  'adapters/development-pki/certificate-profiles.js',
);
const { generateKeys } = await load('adapters/development-pki/key-material.js');
const { parseCertificate } = await load('formats/x509/certificate.js');
const { encodePem, parsePem } = await load('formats/x509/pem.js');

const data = join(folder, 'data');
const pki = join(data, 'development-pki');
const AUTHORITY = 'public-universities';
const DAY_MS = 86_400_000;

await parinya('init', '--development');
const students = JSON.parse(readFileSync(join(root, 'fixtures/records/sommut.json'), 'utf8'));
const [base] = students;
let number = 0;
for (const key of keys) {
  const words = await certify(key);
  await parinya('keys', 'rotate', '--institution', '99001', ...words, ...key.words);
  for (const template of templates) {
    for (const level of levels) await issueOne(key, template, level);
  }
}

async function issueOne(key, template, level) {
  // A student of its own for each variant: a record becomes a document once.
  const studentId = String(Number(base.studentId) + 900_000 + number);
  const documentLanguage = languages[number++ % languages.length];
  const records = join(folder, `${studentId}.json`);
  writeFileSync(records, JSON.stringify([{ ...base, studentId, documentLanguage }]));
  const issued = await parinya(
    ...['issue', records, '--institution', '99001', '--template', template, '--level', level],
    ...['--out', join(folder, level)],
  );
  for (const line of issued) {
    const { documentId } = JSON.parse(line);
    console.log([documentId, level, key.name, template, documentLanguage].join('  '));
  }
}

/** A key certified by the development authority, as PEM files. @returns what to say to `keys rotate`. */
async function certify({ name, kind }) {
  const passphrase = readFileSync(join(pki, 'passphrase'), 'utf8').trim();
  const privateKey = createPrivateKey({
    key: readFileSync(join(pki, `${AUTHORITY}.key.pem`)),
    passphrase,
  });
  const [issuer] = parsePem(readFileSync(join(pki, `${AUTHORITY}.pem`), 'utf8'), 'CERTIFICATE');
  const [known] = parsePem(readFileSync(join(pki, 'signer-99001.pem'), 'utf8'), 'CERTIFICATE');
  const made = await generateKeys(kind);
  const spki = made.publicKey.export({ type: 'spki', format: 'der' });
  const now = Date.now();
  const leaf = signCertificate(
    {
      serialNumber: Uint8Array.of(1, ...createHash('sha256').update(spki).digest().subarray(0, 8)),
      subject: parseCertificate(known).subject.encoded,
      publicKey: made.publicKey,
      notBefore: now - DAY_MS,
      notAfter: now + 1000 * DAY_MS,
      extensions: [
        ...roleExtensions['institution-signer'](),
        ...issuerExtensions('http://pki.parinya.example', AUTHORITY, false),
      ],
    },
    { name: parseCertificate(issuer).subject.encoded, privateKey },
  );
  const keysFolder = join(folder, 'keys');
  mkdirSync(keysFolder, { recursive: true });
  const file = (ending) => join(keysFolder, `${name}.${ending}`);
  writeFileSync(file('key'), made.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  const path = [leaf, issuer].map((each) => encodePem(each, 'CERTIFICATE'));
  writeFileSync(file('crt'), path.join(''));
  return ['--pem', file('key'), '--certificate', file('crt')];
}

function parinya(...words) {
  return runToItsEnd(['--data-dir', data, ...words]);
}
