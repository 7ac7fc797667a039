#!/usr/bin/env bash
# Versions: kconfig-frontends-nox 4.11.0.1+dfsg-6 (Debian 12), whose kconfig-merge is the kernel's merge_config.sh; the one
#   of Linux 6.12 drops lines in the same way.
# One would guess: a fragment that sets CONFIG_SPI takes the place of what the base says about CONFIG_SPI, and of nothing else.
# What happens: all lines of the base that have the text `CONFIG_SPI=` anywhere are dropped, that of
#   CONFIG_FPGA_MGR_LATTICE_SYSCONFIG_SPI too. The messages tell of CONFIG_SPI alone. Linux has these two names; any
#   name is lost that ends in CONFIG_ and the name of another.
# Why it matters here: `mallocgen kconfig merge` takes the options of that script, and is compared with it. It must not
#   lose these lines, so that a difference of this kind is one that we want.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
apt-get download -qq kconfig-frontends-nox=4.11.0.1+dfsg-6 2>/dev/null
for package in ./*.deb; do
  dpkg -x "$package" .
  dpkg-deb --showformat='${Package} ${Version}\n' --show "$package"
done
cat >base <<'BASE'
CONFIG_SPI=m
CONFIG_FPGA_MGR_LATTICE_SYSCONFIG_SPI=m
CONFIG_I2C=m
BASE
echo CONFIG_SPI=y >fragment

KCONFIG_CONFIG=merged bash usr/bin/kconfig-merge -m base fragment | tee messages
echo '--- merged'
tee seen <merged
grep -q '^CONFIG_SPI=y$' seen
grep -q '^CONFIG_I2C=m$' seen
if grep -q LATTICE seen messages; then exit 1; fi
echo 'lost without a word: CONFIG_FPGA_MGR_LATTICE_SYSCONFIG_SPI'
