"""Kconfiglib behind the command line of C conf: a mode such as --olddefconfig, or --savedefconfig=FILE,
and the first Kconfig file. It runs Kconfiglib's own program of that name. What they write has the head
that conf writes, and savedefconfig's file has none, so that the rest can be compared byte for byte."""

import runpy
import sys

import kconfiglib


class Kconfig(kconfiglib.Kconfig):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        title = self.mainmenu_text
        self.config_header = f"#\n# Automatically generated file; DO NOT EDIT.\n# {title}\n#\n"

    def write_min_config(self, filename, header=""):
        return super().write_min_config(filename, header)


kconfiglib.Kconfig = Kconfig
mode, _, written = sys.argv[1].removeprefix("--").partition("=")
sys.argv = [mode, sys.argv[2]]
if written:
    sys.argv[1:] = ["--kconfig", sys.argv[1], "--out", written]
runpy.run_module(mode, run_name="__main__")
