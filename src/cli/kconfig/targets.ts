import type { TargetName } from './target-list.ts';
import type { Target } from './target.ts';
import {
  alldefconfigTarget,
  allmodconfigTarget,
  allnoconfigTarget,
  allyesconfigTarget,
  defconfigTarget,
  olddefconfigTarget,
} from './targets/configure-targets.ts';
import { genconfigTarget } from './targets/genconfig.ts';
import { mergeTarget } from './targets/merge.ts';
import { helpnewconfigTarget, listnewconfigTarget } from './targets/new-symbols.ts';
import { oldconfigTarget } from './targets/oldconfig.ts';
import { randconfigTarget } from './targets/randconfig.ts';
import { savedefconfigTarget } from './targets/savedefconfig.ts';

/** How each target is made. */
export const TARGETS: Readonly<Record<TargetName, Target>> = {
  defconfig: defconfigTarget,
  olddefconfig: olddefconfigTarget,
  oldconfig: oldconfigTarget,
  alldefconfig: alldefconfigTarget,
  allnoconfig: allnoconfigTarget,
  allyesconfig: allyesconfigTarget,
  allmodconfig: allmodconfigTarget,
  randconfig: randconfigTarget,
  savedefconfig: savedefconfigTarget,
  listnewconfig: listnewconfigTarget,
  helpnewconfig: helpnewconfigTarget,
  genconfig: genconfigTarget,
  merge: mergeTarget,
};
