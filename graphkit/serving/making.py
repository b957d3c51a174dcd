"""``python -m graphkit.serving.making explorer|audit BUILD``: a page over a whole store, to standard output.

In a process of its own: what takes seconds of a large store would hold up every answer of the one that asks.
"""

import html
import json
import re
import sys
from typing import Any

from graphkit.auditing import audit
from graphkit.auditing.report import answered, called
from graphkit.contents import content
from graphkit.picture import picture
from graphkit.store import Store

#: Findings that the audit's page shows.
MOST_FINDINGS = 1000
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def explorer(build: str) -> dict[str, Any]:
    """The explorer's page of a build, and the policy that it brings."""
    with Store(build) as store:
        text = str(picture(store))
    found = _POLICY.search(text)
    policy = html.unescape(found[1]) if found else "default-src 'none'"
    return {"text": text, "policy": f"{policy}; frame-ancestors 'none'"}


def findings(build: str) -> dict[str, Any]:
    """What an audit of a build finds, as :func:`graphkit.auditing.report.answered` has it, and how many are shown."""
    with Store(build) as store:
        held = content(store)
    answer = answered(called(held, audit(held)))
    more = len(answer["findings"]) > MOST_FINDINGS
    return answer | {"findings": answer["findings"][:MOST_FINDINGS], "cut": MOST_FINDINGS if more else 0}


if __name__ == "__main__":
    json.dump({"explorer": explorer, "audit": findings}[sys.argv[1]](sys.argv[2]), sys.stdout)
