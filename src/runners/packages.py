"""Prints the packages that this interpreter finds, with their versions, as one JSON object.

The names of the metadata folders tell both, so nothing is read and nothing is imported.
"""

import json
import os
import sys


def packages():
    found = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if not name.endswith((".dist-info", ".egg-info")):
                continue
            distribution, dash, version = name.rsplit(".", 1)[0].partition("-")
            if dash:
                # As on the import path, what comes first is what is used.
                found.setdefault(distribution.replace("_", "-").lower(), version.split("-")[0])
    return dict(sorted(found.items()))


if __name__ == "__main__":
    del sys.path[0]  # The folder of this program.
    print(json.dumps(packages()))
