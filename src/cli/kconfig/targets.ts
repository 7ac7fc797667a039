import type { TargetName } from './target-list.ts';
import type { Target } from './target.ts';
import {
  alldefconfigTarget,
  allmodconfigTarget,
  allnoconfigTarget,
  allyesconfigTarget,
  defconfigTarget,
  mod2noconfigTarget,
  mod2yesconfigTarget,
  olddefconfigTarget,
  yes2modconfigTarget,
} from './targets/configure-targets.ts';
import { genconfigTarget } from './targets/genconfig.ts';
import { mergeTarget } from './targets/merge.ts';
import { helpnewconfigTarget, listnewconfigTarget } from './targets/new-symbols.ts';
import { oldaskconfigTarget, oldconfigTarget } from './targets/oldconfig.ts';
import { randconfigTarget } from './targets/randconfig.ts';
import { savedefconfigTarget } from './targets/savedefconfig.ts';
import { syncconfigTarget } from './targets/syncconfig.ts';

/** How each target is made. */
export const TARGETS: Readonly<Record<TargetName, Target>> = {
  defconfig: defconfigTarget,
  olddefconfig: olddefconfigTarget,
  oldconfig: oldconfigTarget,
  oldaskconfig: oldaskconfigTarget,
  syncconfig: syncconfigTarget,
  alldefconfig: alldefconfigTarget,
  allnoconfig: allnoconfigTarget,
  allyesconfig: allyesconfigTarget,
  allmodconfig: allmodconfigTarget,
  yes2modconfig: yes2modconfigTarget,
  mod2yesconfig: mod2yesconfigTarget,
  mod2noconfig: mod2noconfigTarget,
  randconfig: randconfigTarget,
  savedefconfig: savedefconfigTarget,
  listnewconfig: listnewconfigTarget,
  helpnewconfig: helpnewconfigTarget,
  genconfig: genconfigTarget,
  merge: mergeTarget,
};
