"""The first five decisions, which were read in full: data that stay the same for tests while the packaged data grow."""

import shutil
from pathlib import Path

import yaml

from graphkit import packaged
from graphkit.builder import check

#: The decisions that were read in full. What tests ask of these does not change when data are added.
FIRST_FIVE = ("dmpcd-2015-96", "pcd-1428", "pcd-1514", "pcd-172", "pcd-949")


def first_five(folder: Path) -> str:
    """A folder with the packaged parties and the first five decisions, without what ties these to others."""
    data = Path(packaged.path("data"))
    shutil.copy(data / "organisations.yaml", folder)
    for id in FIRST_FIVE:
        sheet = yaml.safe_load((data / "decisions" / f"{id}.yaml").read_text(encoding="utf-8"))
        for fact in (fact for section in sheet.values() if isinstance(section, list) for fact in section):
            if isinstance(fact, dict):
                for key in ("funded_from", "restates"):
                    if any("/" in other for other in fact.get(key, ())):
                        del fact[key]
                if "inferred" in fact:
                    fact["inferred"] = [key for key in fact["inferred"] if key in fact]
        (folder / f"{id}.yaml").write_text(yaml.safe_dump(sheet, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return str(folder)


#: How many decisions come with graphkit.
PACKAGED = len(check().decisions)
