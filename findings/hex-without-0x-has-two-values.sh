#!/usr/bin/env bash
# Versions: kconfig-frontends-nox 4.11.0.1+dfsg-6 (Debian 12).
# One would guess: `default 1048576` of a hex symbol is 1 MiB, or is refused; whichever, a build sees one number.
# What happens: conf takes the digits as hexadecimal without a word. `.config` and auto.conf say 1048576, which make and
#   a shell read as 1 MiB; autoconf.h says 0x1048576, which C reads as 17073526. `depends on` and `default … if`
#   compare by the 17073526.
# Why it matters here: sizes of pools are hex symbols. Whoever types decimal digits gets a heap 16 times as large, and a
#   linker script that is made from auto.conf disagrees with the C code beside it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -qq kconfig-frontends-nox=4.11.0.1+dfsg-6 2>/dev/null
dpkg -x ./*.deb .
conf() { LD_LIBRARY_PATH=usr/lib/x86_64-linux-gnu usr/bin/kconfig-conf "$@"; }
cat >Kconfig <<'KCONFIG'
config POOL_LEN
	hex "Bytes of the pool"
	default 1048576

config POOL_IS_SMALL
	bool "less than 0x200000 bytes"
	default y if POOL_LEN < 0x200000
KCONFIG
mkdir -p include/config include/generated
conf --alldefconfig Kconfig >/dev/null
conf --silentoldconfig Kconfig >/dev/null
dpkg-deb --showformat='${Package} ${Version}\n' --show ./*.deb
grep -H POOL .config include/config/auto.conf include/generated/autoconf.h | tee seen
[ "$(grep -c 'CONFIG_POOL_LEN=1048576$' seen)" = 2 ]
grep -q '#define CONFIG_POOL_LEN 0x1048576$' seen
grep -q '# CONFIG_POOL_IS_SMALL is not set' seen
