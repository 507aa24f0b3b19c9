/**
 * Which folder may know which: schema <- layers <- graph <- drawing, compiler <- model <- data, engine, training, format <- export, import;
 * shared <- node, templates <- renderer, electron, cli, which never know each other. What Node gives (node/) is for the
 * latter two; of it Electron takes the disk and the writing of files.
 */

/** Tests may reach further: a layer's test runs it in the engine. */
const shipped = { pathNot: ['\\.test\\.tsx?$', '\\.reference\\.ts$', '/testing/'] };

/**
 * @param {string} folder
 * @param {readonly string[]} allowed other folders of shared/
 */
const within = (folder, allowed) => ({
  name: `shared-${folder}`,
  severity: 'error',
  comment: `shared/${folder} may use ${allowed.length > 0 ? allowed.join(', ') : 'nothing else of shared/'}.`,
  from: { path: `^shared/${folder}/`, ...shipped },
  to: { path: '^shared/', pathNot: [folder, ...allowed].map((name) => `^shared/${name}`) },
});

/**
 * @param {string} folder
 * @param {readonly string[]} allowed top-level folders
 */
const top = (folder, allowed) => ({
  name: folder,
  severity: 'error',
  comment: `${folder} may use ${allowed.join(', ')}.`,
  from: { path: `^${folder}/`, ...shipped },
  to: {
    path: '^(shared|node|templates|renderer|electron|cli|e2e|bench|soak|build)/',
    pathNot: [folder, ...allowed].map((name) => `^${name}`),
  },
});

const base = ['components', 'host', 'archive', 'format', 'theme'];
const feature = [...base, 'document', 'commands'];
/** Of each room of the window, those that it may use. */
const rooms = {
  components: [],
  format: [],
  archive: [],
  host: ['archive'],
  theme: ['host'],
  document: [...base, 'commands'],
  design: feature,
  data: feature,
  learn: feature,
  // A figure shows the drawing, and how its layers are computed.
  figures: [...feature, 'design'],
  // What keeps a network from being trained is mended as in the drawing.
  runs: [...feature, 'design'],
  // It shows the pictures that one can begin with.
  start: [...feature, 'data'],
};
/** The two files that gather what features have: their stores, and their commands. */
const gathering = ['^renderer/document/app-store\\.ts$', '^renderer/commands/registry\\.ts$'];

module.exports = {
  forbidden: [
    within('schema', []),
    within('layers', ['schema']),
    within('graph', ['schema', 'layers']),
    within('drawing', ['schema', 'layers', 'graph']),
    within('format', [
      'schema',
      'layers',
      'graph',
      'model',
      'engine/(executor|run)\\.ts',
      'data/preprocessing\\.ts',
    ]),
    within('compiler', ['schema', 'layers', 'graph']),
    within('model', [
      'schema',
      'layers',
      'graph',
      'compiler',
      'engine/executor\\.ts',
      'data/(pipeline|preprocessing)\\.ts',
    ]),
    within('data', [
      'schema',
      'layers',
      'graph',
      'compiler',
      'engine/(random|executor)\\.ts',
      'format/(byte-source|crc32|format-error|utf8|zip-read)\\.ts',
    ]),
    within('engine', ['schema', 'layers', 'graph', 'compiler', 'data', 'model']),
    within('training', ['schema', 'layers', 'graph', 'compiler', 'data', 'model', 'engine']),
    within('export', ['schema', 'layers', 'graph', 'compiler', 'data', 'engine', 'model', 'format']),
    within('exchange', ['compiler', 'export', 'format', 'model']),
    top('shared', []),
    top('templates', ['shared']),
    top('renderer', ['shared', 'templates']),
    top('node', ['shared']),
    top('cli', ['shared', 'node', 'templates']),
    // The headers and path checks that the local server also uses.
    top('electron', ['shared', 'node/disk\\.ts', 'node/files/', 'build/lib/app-files\\.mjs']),
    // Of the window: what all stand on, the document, then the features, which know each other by the list of commands only.
    ...Object.entries(rooms).map(([folder, allowed]) => ({
      name: `renderer-${folder}`,
      severity: 'error',
      comment: `renderer/${folder} may use ${allowed.length > 0 ? allowed.join(', ') : 'nothing else'} of renderer/.`,
      from: { path: `^renderer/${folder}/`, pathNot: [...shipped.pathNot, ...gathering] },
      to: { path: '^renderer/', pathNot: [folder, ...allowed].map((name) => `^renderer/${name}/`) },
    })),
    {
      name: 'renderer-commands',
      severity: 'error',
      comment: 'The list of commands knows of a feature its commands only.',
      from: { path: '^renderer/commands/', ...shipped },
      to: {
        path: '^renderer/(design|data|learn|figures|runs|start|frame)/',
        pathNot: '^renderer/[a-z]+/commands/',
      },
    },
    {
      name: 'one-layer-one-file',
      severity: 'error',
      comment: 'A layer file imports no other layer; what they share is in support/.',
      from: {
        path: '^shared/layers/[^/]+\\.ts$',
        pathNot: ['^shared/layers/index\\.ts$', ...shipped.pathNot],
      },
      to: { path: '^shared/layers/[^/]+\\.ts$', pathNot: '^shared/layers/(define|shape)\\.ts$' },
    },
    {
      name: 'shared-no-interface',
      severity: 'error',
      comment: 'shared/ runs anywhere: no Electron, no React.',
      from: { path: '^shared/', ...shipped },
      to: { path: 'node_modules/(electron|react|react-dom|mobx|mobx-react-lite|@xyflow|radix-ui)/' },
    },
    {
      name: 'shared-no-node',
      severity: 'error',
      comment: 'shared/ runs anywhere: what a platform must give is injected.',
      from: { path: '^shared/', ...shipped },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tfjs-in-its-folder',
      severity: 'error',
      comment: 'Only shared/engine/tfjs knows tfjs.',
      from: {
        path: '^(shared|node|templates|renderer|electron|cli)/',
        pathNot: ['^shared/engine/tfjs/', ...shipped.pathNot],
      },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'tfjs-when-it-is-needed',
      severity: 'error',
      comment: 'What runs on our engine does without tfjs: it is loaded by `import()`.',
      from: {
        path: '^(shared|node|templates|renderer|electron|cli)/',
        pathNot: ['^shared/engine/tfjs/', ...shipped.pathNot],
      },
      to: {
        path: '^shared/engine/tfjs/',
        pathNot: '^shared/engine/tfjs/detect-backends\\.ts$',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'electron-in-its-folder',
      severity: 'error',
      comment: 'Only electron/ knows Electron.',
      from: { pathNot: '^electron/' },
      to: { path: '(^electron$|node_modules/electron/)' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      comment: 'Shipped code does not import tests.',
      from: { path: '^(shared|node|templates|renderer|electron|cli)/', ...shipped },
      to: { path: ['\\.test\\.tsx?$', '\\.reference\\.ts$', '/testing/', '^e2e/', '^bench/', '^soak/'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Modules that need each other are one module, or have a third in common.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown',
      severity: 'error',
      comment: 'Everything that is imported is there, and listed in package.json.',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.cache|release)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
