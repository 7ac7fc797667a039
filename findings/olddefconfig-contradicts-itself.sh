#!/usr/bin/env bash
# Versions: kconfig-frontends-nox 4.11.0.1+dfsg-6, python3-kconfiglib 14.1.0-3 (both Debian 12).
# One would guess: a symbol without a prompt whose only line is `default POOL_LEN` has the value of POOL_LEN, and a second
#   olddefconfig changes nothing.
# What happens: with a POOL_LEN below its range in .config, conf writes the default for POOL_LEN and the nearest bound for
#   the copy, a value that POOL_LEN has nowhere in that file; the second run writes another copy. `--defconfig` with the
#   same line, and Kconfiglib, write the same number twice. The conf of Linux 6.1 (and of U-Boot) does as this one;
#   that of 6.12 keeps the bound for both.
# Why it matters here: a pool is one symbol and the stack or heap beside it takes its size as a default, so the first
#   build after a range has changed mixes two sizes, and building again mends it without a word. A program that promises
#   the same .config has to count each run, and may not evaluate once what C evaluates twice.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -qq kconfig-frontends-nox=4.11.0.1+dfsg-6 python3-kconfiglib=14.1.0-3 2>/dev/null
for package in ./*.deb; do
  dpkg -x "$package" .
  dpkg-deb --showformat='${Package} ${Version}\n' --show "$package"
done
cat >Kconfig <<'KCONFIG'
config POOL_LEN
	hex "Bytes of the pool"
	range 0x2000 0x3000
	default 0x3000

config HEAP_LEN
	hex
	default POOL_LEN
KCONFIG
echo 'CONFIG_POOL_LEN=0x1000' | tee conf kconfiglib line >/dev/null
export LD_LIBRARY_PATH=usr/lib/x86_64-linux-gnu PYTHONPATH=usr/lib/python3/dist-packages

# Runs the command after the name of a configuration on it, and shows what that has then.
run() {
  local config=$1
  shift
  KCONFIG_CONFIG=$config "$@" Kconfig >/dev/null 2>&1
  printf '%s: %s\n' "$config" "$(grep CONFIG "$config" | paste -sd ' ')"
}
{
  run conf usr/bin/kconfig-conf --olddefconfig
  run conf usr/bin/kconfig-conf --olddefconfig
  run defconfig usr/bin/kconfig-conf --defconfig=line
  run kconfiglib python3 -m olddefconfig
} | tee seen
diff seen - <<'SEEN'
conf: CONFIG_POOL_LEN=0x3000 CONFIG_HEAP_LEN=0x2000
conf: CONFIG_POOL_LEN=0x3000 CONFIG_HEAP_LEN=0x3000
defconfig: CONFIG_POOL_LEN=0x3000 CONFIG_HEAP_LEN=0x3000
kconfiglib: CONFIG_POOL_LEN=0x3000 CONFIG_HEAP_LEN=0x3000
SEEN
