"""Reads each bundle with the published models of its release; says how many resources were read."""

import pathlib
import sys

from fhir.resources.R4B.bundle import Bundle as BundleR4B
from fhir.resources.bundle import Bundle as BundleR5

MODELS = {"r4b": BundleR4B, "r5": BundleR5}

read = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    model = MODELS[path.stem.rsplit("-", 1)[1]]
    try:
        bundle = model.model_validate_json(path.read_bytes())
    except ValueError as problem:
        sys.exit(f"{path.name}: {problem}")
    read += len(bundle.entry)
print(read)
