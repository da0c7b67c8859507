/**
 * The layers of docs/architecture.md as a rule: an import may only point to the stages named here.
 * `test/layers.test.ts` proves with a deliberate violation that the rule bites.
 */
const stages = {
  shared: [],
  formats: ['shared'],
  trust: ['shared', 'formats'],
  transcript: ['shared', 'formats'],
  records: ['shared', 'formats', 'transcript'],
  rendering: ['shared', 'formats', 'transcript'],
  signing: ['shared', 'formats', 'trust'],
  registry: ['shared', 'formats'],
  verification: ['shared', 'formats', 'trust'],
  app: [
    'shared',
    'formats',
    'trust',
    'transcript',
    'records',
    'rendering',
    'signing',
    'registry',
    'verification',
  ],
  adapters: [
    'shared',
    'formats',
    'trust',
    'transcript',
    'rendering',
    'signing',
    'registry',
    'verification',
    'app',
  ],
  http: ['shared', 'formats', 'transcript', 'records', 'registry', 'verification', 'app'],
  web: ['shared', 'transcript', 'verification', 'app', 'http'],
};

/** `root` is the folder that holds the stages; tests point it at a fixture tree. */
const root = process.env.PARINYA_LAYERS_ROOT ?? 'src';

const stageRules = Object.entries(stages).map(([stage, allowed]) => ({
  name: `layer-${stage}`,
  comment: `${stage}/ may import only: ${[stage, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^${root}/${stage}/` },
  to: { path: `^${root}/`, pathNot: `^${root}/(${[stage, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...stageRules,
    {
      name: 'only-main-chooses-adapters',
      comment: 'Adapters are chosen in main/ (and use each other).',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: `^${root}/(main|adapters)/` },
      to: { path: `^${root}/adapters/` },
    },
    {
      name: 'verification-is-portable',
      comment: 'Verification runs in browsers too: no Node module below it.',
      severity: 'error',
      from: { path: `^${root}/(shared|formats|trust|transcript|verification)/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-forge-never-verifies',
      comment:
        'node-forge accepts forged RSA paddings: it only reads PKCS#12 and makes the development PKI.',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: `^${root}/adapters/(key-stores|development-pki)/` },
      to: { path: 'node_modules/node-forge' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle hides which file is the base of which.',
      severity: 'error',
      from: { path: `^${root}/` },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
