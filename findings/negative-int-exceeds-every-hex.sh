#!/usr/bin/env bash
# Versions: kconfig-frontends-nox 4.11.0.1+dfsg-6, python3-kconfiglib 14.1.0-3 (both Debian 12).
# One would guess: `OFFSET < ROOM` is the same as `OFFSET < 0x100` where ROOM is 0x100, in every Kconfig program.
# What happens: with OFFSET=-16, conf says y to the literal and n to the hex symbol of that value, without a word: it
#   compares with a sign, but without one as soon as one of the two is a hex symbol, and then -16 is more than any
#   address. Kconfiglib says y to both.
# Why it matters here: sizes and addresses of pools are hex symbols, distances are ints and can be negative. A guard such
#   as `depends on OFFSET < SYS_MALLOC_LEN` turns round, and whether it does depends on the program that a build takes.
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
config OFFSET
	int "Bytes from the pool to the image"
	default -16

config ROOM
	hex "Bytes of the pool"
	default 0x100

config BELOW_LITERAL
	bool "OFFSET < 0x100"
	default y if OFFSET < 0x100

config BELOW_SYMBOL
	bool "OFFSET < ROOM"
	default y if OFFSET < ROOM
KCONFIG
export LD_LIBRARY_PATH=usr/lib/x86_64-linux-gnu PYTHONPATH=usr/lib/python3/dist-packages
KCONFIG_CONFIG=conf usr/bin/kconfig-conf --alldefconfig Kconfig >/dev/null
KCONFIG_CONFIG=kconfiglib python3 -m alldefconfig Kconfig >/dev/null
grep -H BELOW conf kconfiglib | tee seen
grep -q '^conf:CONFIG_BELOW_LITERAL=y$' seen
grep -q '^conf:# CONFIG_BELOW_SYMBOL is not set$' seen
grep -q '^kconfiglib:CONFIG_BELOW_LITERAL=y$' seen
grep -q '^kconfiglib:CONFIG_BELOW_SYMBOL=y$' seen
