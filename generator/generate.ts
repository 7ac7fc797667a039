import { dirname, resolve } from 'node:path';

import {
  configure,
  loadKconfig,
  readDefconfig,
  writeConfig,
  type Diagnostic,
} from './kconfig/index.ts';
import { measure } from './measure/index.ts';
import { PHASES, canonicalForm, enabledPhases, phaseOptions, type Phase } from './options/index.ts';
import { outputName, templatesDigest, type Generated, type PhaseBuild } from './output/index.ts';
import { REFUSED_WARNINGS } from './refused-warnings.ts';
import {
  formatVariant,
  openTemplates,
  specialise,
  type PassEvent,
  type Variant,
} from './specialise/index.ts';

/** One configuration to generate from. Paths are absolute or relative to the current folder. */
export interface GenerateRequest {
  /** The first file of the Kconfig tree. */
  readonly kconfig: string;
  /** Where files that it sources are looked for first; without it, the process's own folder. */
  readonly cwd?: string;
  /** Where they are looked for next; without it, the folder of `kconfig`. */
  readonly srctree?: string;
  readonly defconfig: string;
  /** The folder of the program: a manifest names its files as such, wherever it is installed. */
  readonly own?: string;
  /** The folder of the template modules. */
  readonly templates: string;
  /** A file that may hold them parsed; it counts only where it is about the same modules. */
  readonly parsedTemplates?: string;
  /** By default, every phase that the configuration enables. */
  readonly phases?: readonly Phase[];
  /** Refuse a configuration that has warnings. */
  readonly strict?: boolean;
  /** Called after each pass of the specialiser that changed the program of a phase. */
  readonly onPass?: (phase: Phase, event: PassEvent) => void;
  /** Let the Kconfig tree run shell commands. */
  readonly allowShell?: boolean;
  /** What `$(NAME)` in the Kconfig tree reads. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What was generated from one configuration, and warnings for its author. */
export interface Generation {
  readonly generated: Generated;
  readonly warnings: readonly Diagnostic[];
}

/**
 * The main job, from a defconfig to measured variants. Writes nothing; calls `onStep` with each step that
 * begins.
 * Throws a `MallocgenError` when an input is at fault.
 */
export async function generate(
  request: GenerateRequest,
  onStep: (step: string) => void = () => {},
): Promise<Generation> {
  const name = outputName(request.defconfig);

  onStep('Reading the configuration');
  const srctree = request.srctree ?? dirname(request.kconfig);
  const tree = loadKconfig({
    file: request.kconfig,
    srctree,
    ...(request.cwd !== undefined && { cwd: request.cwd }),
    env: request.env ?? {},
    allowShell: request.allowShell ?? false,
  });
  const configuration = configure(tree, readDefconfig(request.defconfig, { roots: [srctree] }), {
    deny: request.strict ? 'all' : REFUSED_WARNINGS,
  });
  const phases = request.phases ?? enabledPhases(configuration);
  const options = PHASES.filter((phase) => phases.includes(phase)).map((phase) =>
    phaseOptions(configuration, phase),
  );

  onStep('Loading the templates');
  const templates = await openTemplates(request.templates, request.parsedTemplates);
  const builds: PhaseBuild[] = [];
  for (const view of options) {
    onStep(`Specialising and measuring ${view.phase}`);
    const { onPass } = request;
    const known =
      // The passes are wanted for each phase.
      onPass === undefined
        ? builds.find(({ options: other }) => canonicalForm(other) === canonicalForm(view))
        : undefined;
    const observer = onPass && ((event: PassEvent) => onPass(view.phase, event));
    builds.push({
      ...(known ?? (await build(specialise(templates, view, observer)))),
      options: view,
    });
  }

  return {
    generated: {
      name,
      sources: {
        defconfig: resolve(request.defconfig),
        kconfig: resolve(request.kconfig),
        ...(srctree === dirname(request.kconfig) ? {} : { srctree: resolve(srctree) }),
      },
      own: request.own,
      config: writeConfig(configuration),
      templates: templatesDigest(request.templates),
      builds,
    },
    warnings: [...tree.diagnostics.filter(isWarning), ...configuration.diagnostics],
  };
}

/** Formats and measures a variant; the minifier is a program of its own and works meanwhile. */
async function build(variant: Variant): Promise<Omit<PhaseBuild, 'options'>> {
  const [sizes, formatted] = await Promise.all([measure(variant), formatVariant(variant)]);
  return { variant: formatted, sizes };
}

/** A Kconfig tree may also pass on information, by `$(info,…)`. */
function isWarning({ severity }: Diagnostic): boolean {
  return severity === 'warning';
}
