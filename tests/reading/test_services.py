"""Services, and who runs each: only where both are named."""

import pytest
from said import page

from graphkit.reading.services import services


def run(text):
    _, told = page("PCD 9001 Boats", "Executive summary", text)
    return [(one.name, one.provider.id or one.provider.name) for one in services(told)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Money for the Pool Centre, run by Otter Trust, is late.", ("Pool Centre", "otters")),
        ("The desk is run by Otter Trust, a charity.", ("desk", "otters")),
        ("The pilot of lights is delivered by Heron House under a contract.", ("pilot of lights", "herons")),
        ("A sum for Otter Trust's boat mentors project was given.", ("boat mentors project", "otters")),
        ("Since then Otter Trust runs the Pool Centre.", ("Pool Centre", "otters")),
    ],
)
def test_who_runs_a_service_is_read(text, expected):
    assert run(text) == [expected]


def test_an_item_may_lead_with_the_provider_or_with_the_service():
    _, told = page(
        "PCD 9001 Boats",
        "1. Introduction",
        "1.1 Two of them:",
        "\u2022 Otter Trust \u2013 The Night Ferry service operates daily.",
    )
    assert [(one.name, one.provider.id) for one in services(told)] == [("Night Ferry", "otters")]
    _, told = page(
        "PCD 9001 Boats",
        "1. Introduction",
        "1.1 Two of them:",
        "\u2022 Night Ferry \u2013 The Otter Trust service operates daily.",
    )
    assert [(one.name, one.provider.id) for one in services(told)] == [("Night Ferry", "otters")]


@pytest.mark.parametrize("text", ["The meeting was run by Otter Trust.", "It is run by Otter Trust.", "Otter Trust runs well."])
def test_what_is_no_service_or_has_no_name_is_none(text):
    assert run(text) == []
