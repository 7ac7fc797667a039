#!/usr/bin/env bash
# Versions: kconfig-frontends-nox 4.11.0.1+dfsg-6, python3-kconfiglib 14.1.0-3 (both Debian 12).
# One would guess: two choices with the same members, of which a condition shows one at a time, are one choice with two
#   texts, in any program: the member that the user takes is y, the others are n.
# What happens: Kconfiglib counts a member to the choice that comes last. Where the first choice is shown, all its members
#   are n, whatever the file says, and the default that depends on them is that of nobody. C conf counts it to the choice
#   that comes first, and has the same fault in the other half of the cases. Both warn of a member outside of its choice,
#   and mean different blocks.
# Why it matters here: trees are written like that (a log level that has fewer steps on small boards), so the order of two
#   blocks decides which configurations mean anything, and the program that reads the tree decides which half that is.
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
config SMALL
	bool "Small board"

if SMALL
choice
	prompt "Log level of small boards"

config LOG_NONE
	bool "none"

config LOG_ERRORS
	bool "errors"

endchoice
endif

if !SMALL
choice
	prompt "Log level"

config LOG_NONE
	bool "none"

config LOG_ERRORS
	bool "errors"

endchoice
endif

config LOG_LEVEL
	int
	default 0 if LOG_NONE
	default 1 if LOG_ERRORS
	default 99
KCONFIG
export LD_LIBRARY_PATH=usr/lib/x86_64-linux-gnu PYTHONPATH=usr/lib/python3/dist-packages

# Takes LOG_ERRORS on both boards, and prints the log level that comes out.
for small in y n; do
  for program in conf kconfiglib; do
    printf 'CONFIG_SMALL=%s\nCONFIG_LOG_ERRORS=y\n' "$small" >"$program"
    case $program in
      conf) KCONFIG_CONFIG=conf usr/bin/kconfig-conf --olddefconfig Kconfig >/dev/null 2>&1 ;;
      kconfiglib) KCONFIG_CONFIG=kconfiglib python3 -m olddefconfig >/dev/null 2>&1 ;;
    esac
    echo "SMALL=$small, $program: $(grep '^CONFIG_LOG_LEVEL' "$program")"
  done
done | tee seen
grep -q '^SMALL=y, conf: CONFIG_LOG_LEVEL=1$' seen
grep -q '^SMALL=y, kconfiglib: CONFIG_LOG_LEVEL=99$' seen
grep -q '^SMALL=n, conf: CONFIG_LOG_LEVEL=99$' seen
grep -q '^SMALL=n, kconfiglib: CONFIG_LOG_LEVEL=1$' seen
