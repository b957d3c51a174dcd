"""Plain values → the YAML of decision files: short lists on one line, and text that reads back as it was."""

import re
from typing import Any

import yaml

#: What ends a line: text that has one of these is written in double quotes, with escapes.
_BREAKS = "\n\r\x85\u2028\u2029\ufeff"


_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class Inline(dict[str, Any]):
    """A map that is written on one line: ``{unnamed: a trust}``."""


class Number(str):
    """Digits that are a number: pounds and pence."""


class _Dumper(yaml.SafeDumper):
    """Nothing but null and yes or no is more than text: the reader takes 2017-03-20 and 2017/18 as they stand."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML has it
        first: [(tag, pattern) for tag, pattern in found if tag.endswith((":null", ":bool"))]
        for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    # A place such as 1.10 is no number: other programs read the file too.
    style = '"' if any(sign in value for sign in _BREAKS) or _NUMBER.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _number(dumper: yaml.SafeDumper, value: int | Number) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    short = not any(isinstance(item, (dict, list)) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


def _inline(dumper: yaml.SafeDumper, value: Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Number, _number)
_Dumper.add_representer(int, _number)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(Inline, _inline)


def written(value: Any) -> str:
    """A value as YAML, its keys in their order.

    >>> print(written({"id": "a", "recipient": Inline(unnamed="a trust"), "start": "2017-03", "note": "null"}), end="")
    id: a
    recipient: {unnamed: a trust}
    start: 2017-03
    note: 'null'
    """
    # Half characters, which no file can hold, become question marks.
    text = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=False)
    return text.encode("utf-8", "replace").decode()
