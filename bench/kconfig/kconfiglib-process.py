"""Parses the tree in the working folder with Kconfiglib once and makes the configurations named on
the command line of it, times each, and prints the figures as JSON. It is given no more than it needs:
warnings are not printed, and the text of .config is made but not written."""

import json
import resource
import sys
import time

sys.path.insert(0, sys.argv[1])
import kconfiglib  # noqa: E402

started = time.perf_counter()
kconfig = kconfiglib.Kconfig("Kconfig", warn=False)
parse = time.perf_counter() - started
each = []
size = 0
for path in sys.argv[2:]:
    begun = time.perf_counter()
    kconfig.load_config(path)
    size += len(kconfig._config_contents(""))
    each.append((time.perf_counter() - begun) * 1000)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"parse": parse * 1000, "each": each, "bytes": size, "peakMegabytes": peak * 1024 / 1e6}))
