"""The editor in a real browser: whatever is done in it, it asks its own server alone, and nothing goes wrong."""

import csv
import io
import random
import re
from decimal import Decimal
from urllib.parse import quote, urlencode

import pytest
from running import serving

from graphkit import queries
from graphkit.errors import QueryError
from graphkit.serving.links import page_of, short

WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 375, "height": 750}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOTALS = "SELECT ?name (SUM(?amount) AS ?total) { ?f gk:amount ?amount ; gk:recipient/gk:name ?name } GROUP BY ?name"
HOSTILE = """@prefix : <http://example.org/> .
:a :p "<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", <javascript:alert(3)>,
      <data:text/html,<script>alert(4)</script>> ; :n 1 ."""


class Editor:
    """The editor in a browser, and everything that it did."""

    def __init__(self, browser, served, address="", **options):
        self.served, self.scripts = served, options.get("java_script_enabled", True)
        self.context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True} | options)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.root)
        self.page = self.context.new_page()
        self.requests, self.messages = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.messages.append(dialog.message), dialog.dismiss()))
        self.open(address)

    def open(self, address=""):
        self.page.goto(f"{self.served.root}/editor{address}")
        if self.scripts:
            self.page.wait_for_selector("html[data-ready]")

    def write(self, text):
        """Put a text into the editor, as a person would paste it."""
        self.page.focus(".cm-content")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def run(self, text=None):
        """Run what is there, and wait for its end."""
        if text is not None:
            self.write(text)
        self.page.focus(".cm-content")
        self.page.keyboard.press("Control+Enter")
        self.ended()

    def ended(self):
        self.page.wait_for_selector("#result:not([aria-busy])", state="attached")

    def choose(self, title):
        if not self.page.locator("#questions[open]").count():
            self.page.click("#questions summary")
        self.page.get_by_role("button", name=title, exact=True).click()
        self.ended()

    @property
    def text(self):
        return "\n".join(self.page.locator(".cm-line").all_inner_texts())

    @property
    def status(self):
        return self.page.inner_text("#status")

    @property
    def heads(self):
        return [text.strip() for text in self.page.locator("#result thead button").all_inner_texts()]

    @property
    def rows(self):
        """Texts of the table's cells; figures without the commas that are for the eye."""
        found = self.page.eval_on_selector_all(
            "#result tbody tr", "all => all.map(row => [...row.cells].map(cell => cell.textContent))"
        )
        return [[text.replace(",", "") if re.fullmatch(r"-?[\d,.]+", text) else text for text in row] for row in found]

    def quiet(self):
        self.context.close()
        assert [url for url in self.requests if not url.startswith(self.served.root + "/")] == []
        # A browser notes a refused query as a request that failed: that is what the page then tells.
        assert [text for text in self.messages if not text.startswith("Failed to load resource")] == []


@pytest.fixture
def opened(browser):
    """Opens editors, and looks at the end whether all was quiet."""
    found = []

    def one(served, address="", **options):
        found.append(Editor(browser, served, address, **options))
        return found[-1]

    yield one
    for editor in found:
        editor.quiet()


@pytest.fixture
def editor(opened, served):
    return opened(served)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    file = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    file.write_text(HOSTILE.replace("<data:text/html,<script>alert(4)</script>>", "<data:text/html,x>"))
    with serving("--data", str(file)) as found:
        yield found


def answer(served, path):
    reply = served.ask(path)
    assert reply.status == 200, reply.text
    return list(csv.reader(io.StringIO(reply.text)))


def test_a_question_of_the_library_is_asked_by_one_click(editor, served):
    editor.choose("Who funds an organisation?")
    head, *rows = answer(served, "/query/who-funds?format=csv")
    assert (editor.heads, len(editor.rows)) == (head, len(rows))
    assert editor.page.inner_text("#asked") == "Who funds an organisation?"
    assert editor.page.input_value("#p-organisation") == "Women in Prison"
    assert re.fullmatch(r"\d+ rows?\. In \d+\.\d\d s\.", editor.status)


def test_every_question_of_the_library_is_there_in_its_group_and_can_be_found(editor):
    assert editor.page.locator("#library li").count() >= 30
    assert {
        "who funds whom",
        "by year",
        "chains",
        "delegation",
        "gaps",
        "conflicts",
        "concentration",
        "partners",
        "places",
    } <= {text.lower() for text in editor.page.locator("#library h3").all_inner_texts()}
    editor.page.fill("#filter", "herfindahl")
    assert editor.page.locator("#library li:visible").all_inner_texts() == ["How concentrated is each funder's money?"]
    editor.page.fill("#filter", "nothing of the kind")
    assert editor.page.get_by_text("No question holds these words.").is_visible()


def test_a_parameter_is_a_field_that_suggests_names(editor, served):
    editor.choose("Who funds an organisation?")
    editor.page.fill("#p-organisation", "lamb")
    editor.page.wait_for_selector("#p-organisation-list option", state="attached")
    assert "London Borough of Lambeth" in editor.page.eval_on_selector_all("datalist option", "all => all.map(one => one.value)")
    editor.page.fill("#p-organisation", "London Borough of Lambeth")
    editor.page.press("#p-organisation", "Enter")
    editor.ended()
    expected = answer(served, "/query/who-funds?format=csv&organisation=Lambeth")
    assert len(editor.rows) == len(expected) - 1
    assert editor.page.inner_text("#asked") == "Who funds an organisation?"


def test_a_name_that_nobody_knows_is_told_with_what_is_near(editor):
    editor.choose("Who funds an organisation?")
    editor.page.fill("#p-organisation", "Wimmin in Prison")
    editor.page.click("#run")
    editor.ended()
    assert "Women in Prison" in editor.status
    assert editor.page.locator("#status.wrong").count() == 1
    assert editor.page.locator("#result *").count() == 0


def test_a_query_of_ones_own_gets_a_form_as_one_writes_its_header(editor):
    editor.write(
        '# param least money "100000": pounds at least\nSELECT ?least ?flow ?a { ?flow gk:amount ?a FILTER(?a > ?least) }'
    )
    assert editor.page.inner_text("#asked") == "A query of your own"
    assert editor.page.input_value("#p-least") == "100000"
    editor.page.fill("#p-least", "999999999")
    editor.run()
    assert editor.status == "No rows. In " + editor.status.split("In ")[1]
    editor.page.fill("#p-least", "0")
    editor.run()
    assert len(editor.rows) > 3


def test_words_are_coloured_by_what_they_are(editor):
    editor.write('# a remark\nSELECT ?flow WHERE { ?flow gk:stage "paid" }')
    colours = {
        kind: editor.page.eval_on_selector(f".c-{kind}", "one => getComputedStyle(one).color")
        for kind in ("comment", "keyword", "variable", "name", "text")
    }
    assert len(set(colours.values())) == len(colours)


@pytest.mark.parametrize(
    ("typed", "label", "written"),
    [
        ("SELECT * { ?flow a gk:Fl", "gk:Flow", "SELECT * { ?flow a gk:Flow}"),
        ("SELECT * { ?flow gk:recip", "gk:recipient", "SELECT * { ?flow gk:recipient}"),
        ("SELECT * { ?flow funder", "gk:funder", "SELECT * { ?flow gk:funder}"),
        ("SELECT ?organisation { ?org", "?organisation", "SELECT ?organisation { ?organisation}"),
        ("sel", "SELECT", "SELECT"),
        ("SELECT (coun", "COUNT", "SELECT (COUNT()"),
        ("PREFIX prov", "prov:", "PREFIX prov: <http://www.w3.org/ns/prov#>"),
        ("SELECT * { ?f gk:recipient wom", "Women in Prison", "SELECT * { ?f gk:recipient organisation:women-in-prison}"),
        (
            "SELECT * { ?f gk:recipient Women in Pri",
            "Women in Prison",
            "SELECT * { ?f gk:recipient organisation:women-in-prison}",
        ),
        (
            "SELECT * { ?f gk:recipient organisation:women",
            "Women in Prison",
            "SELECT * { ?f gk:recipient organisation:women-in-prison}",
        ),
    ],
)
def test_a_word_is_completed(editor, typed, label, written):
    editor.write(" ")
    editor.page.keyboard.press("Backspace")
    editor.page.keyboard.type(typed)
    options = editor.page.locator(".cm-tooltip-autocomplete li")
    choice = options.filter(has=editor.page.locator(".cm-completionLabel", has_text=re.compile(rf"^{re.escape(label)}$"))).first
    choice.click()
    assert editor.text == written


@pytest.mark.parametrize(
    "typed", ["LIMIT 5", "?amount ?amount_kind ?amount", "?x a", "SELECT * { ?f gk:fun", "wom pri", "SELECT (coun"]
)
def test_enter_is_a_new_line_until_something_is_chosen(editor, typed):
    editor.write(" ")
    editor.page.keyboard.press("Backspace")
    editor.page.keyboard.type(typed)
    editor.page.wait_for_timeout(400)
    editor.page.keyboard.press("Enter")
    assert editor.text.split("\n")[0] == typed


def test_an_arrow_and_enter_choose(editor):
    editor.write(" ")
    editor.page.keyboard.press("Backspace")
    editor.page.keyboard.type("SELECT * { ?f gk:recipien")
    editor.page.wait_for_selector(".cm-tooltip-autocomplete")
    editor.page.wait_for_timeout(100)  # what opens under the fingers is not chosen at once
    editor.page.keyboard.press("ArrowDown")
    editor.page.keyboard.press("Enter")
    assert editor.text == "SELECT * { ?f gk:recipient}"


def test_a_party_that_is_called_so_comes_before_those_whose_names_hold_the_word(editor):
    editor.write(" ")
    editor.page.keyboard.type("SELECT * { ?f gk:recipient mopac")
    editor.page.wait_for_selector(".cm-tooltip-autocomplete")
    parties = editor.page.locator(".cm-tooltip-autocomplete li .cm-completionDetail").all_inner_texts()
    assert parties[0] == "mopac"


def test_running_closes_the_completions(editor):
    editor.write(" ")
    editor.page.keyboard.type("ASK { ?s gk:fun")
    editor.page.wait_for_selector(".cm-tooltip-autocomplete")
    editor.run()
    assert editor.page.locator(".cm-tooltip-autocomplete").count() == 0


@pytest.mark.parametrize("typed", ["# women", 'SELECT * { ?a ?b "women', "SELECT * { ?a <http://women"])
def test_nothing_is_completed_in_a_remark_a_text_or_an_address(editor, typed):
    editor.write(" ")
    editor.page.keyboard.type(typed)
    editor.page.wait_for_timeout(400)
    assert editor.page.locator(".cm-tooltip-autocomplete").count() == 0


def test_a_column_is_sorted_up_down_and_as_it_came(editor):
    editor.choose("Who receives most at one stage?")
    at = editor.heads.index("amount")
    came = [row[at] for row in editor.rows]
    head = editor.page.locator("#result thead th").nth(at)
    for order, expected in (("ascending", sorted(came, key=Decimal)), ("descending", sorted(came, key=Decimal, reverse=True))):
        head.get_by_role("button").click()
        assert [row[at] for row in editor.rows] == expected
        assert head.get_attribute("aria-sort") == order
    head.get_by_role("button").click()
    assert ([row[at] for row in editor.rows], head.get_attribute("aria-sort")) == (came, None)


def test_figures_are_ordered_to_the_last_digit(editor):
    random.seed(7)
    digits = [
        f"{sign}{random.randint(0, 10**size)}{tail}"
        for size in (1, 3, 20, 30)
        for sign in ("", "-")
        for tail in ("", ".5", ".50001")
    ]
    texts = [*digits, *(f"9007199254740993.{n}" for n in (10, 1, 11, 101)), "0", "-0", "00.10", "+3"]
    random.shuffle(texts)
    ordered = editor.page.evaluate("async texts => texts.sort((await import('/static/table.js')).compareNumbers)", texts)
    assert [Decimal(text) for text in ordered] == sorted(map(Decimal, texts))


def test_what_is_no_number_comes_first_and_without_end_last(editor):
    texts = ["INF", "3", "NaN", "-INF", "1e2", "-2", ""]
    ordered = editor.page.evaluate("async texts => texts.sort((await import('/static/table.js')).compareNumbers)", texts)
    assert [text for text in ordered if text not in ("NaN", "")] == ["-INF", "-2", "3", "1e2", "INF"]
    assert set(ordered[:2]) == {"NaN", ""}


def test_figures_that_somebody_has_made_to_be_slow_are_sorted_at_once(editor):
    slow = ["0" * 60_000 + letter for letter in "xyzab"] * 4
    took = editor.page.evaluate(
        "async texts => { const { compareNumbers } = await import('/static/table.js'); const began = performance.now();"
        " texts.sort(compareNumbers); return performance.now() - began }",
        slow,
    )
    assert took < 2_000  # quadratic, it is minutes


def test_sums_of_money_are_read_by_thousands_and_whole_numbers_stay(editor):
    editor.run("SELECT (1234567.5 AS ?money) (-1234.0 AS ?less) (20171 AS ?number) {}")
    assert editor.page.locator("#result td").all_inner_texts() == ["1,234,567.5", "-1,234", "20171"]
    assert editor.page.locator("#result td span").first.get_attribute("title") == "1234567.5"


def test_a_long_text_is_cut_in_its_cell_and_says_how_long_it_is(editor):
    many = " ".join(f"VALUES ?x{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(4))
    editor.run('SELECT (GROUP_CONCAT(?t; SEPARATOR="") AS ?long) { ' + many + ' BIND("word" AS ?t) }')
    text = editor.page.locator("#result td").inner_text()
    assert len(text) < 2_100
    assert text.endswith("40,000 letters")


def test_many_rows_are_shown_a_page_at_a_time(editor):
    editor.run("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 450")
    assert len(editor.rows) == 200
    seen = list(editor.rows)
    for told in ("Rows 201 to 400 of 450", "Rows 401 to 450 of 450"):
        editor.page.locator(".pages button").nth(1).click()
        assert editor.page.inner_text(".pages [role=status]") == told
        seen += editor.rows
    assert len({tuple(row) for row in seen}) == 450
    assert editor.page.locator(".pages button").nth(1).get_attribute("aria-disabled") == "true"
    editor.page.locator(".pages button").first.click()
    assert editor.page.inner_text(".pages [role=status]") == "Rows 201 to 400 of 450"


def test_an_iri_leads_to_its_page(editor):
    editor.run("SELECT ?o ?t { VALUES (?o ?t) { (organisation:women-in-prison gk:Flow) } }")
    link = editor.page.locator("#result td a").first
    assert link.inner_text() == "organisation/women-in-prison"
    link.click()
    editor.page.wait_for_load_state()
    assert editor.page.inner_text("h1") == "Women in Prison"
    editor.page.go_back()
    editor.page.wait_for_selector("#result td a")
    editor.page.locator("#result td a").nth(1).click()
    assert editor.page.url.endswith("/ontology#Flow")


def test_every_iri_of_the_store_leads_where_the_pages_say(editor, served):
    iris = sorted(
        {
            row[0]
            for row in served.values(
                "SELECT DISTINCT ?t { { ?t ?p ?o } UNION { ?s ?t ?o } UNION { ?s ?p ?t } FILTER(isIRI(?t)) }"
            )
        }
    )
    iris += [f"https://w3id.org/graphkit/id/x/{odd}" for odd in ("a%20b", "a#b", "é", "a+b", "a&b", "a?b", "a[b]")]
    words = served.ask("/editor/words").json
    found = editor.page.evaluate(
        "async ([iris, words]) => { const { target } = await import('/static/links.js');"
        " const found = iris.map(iri => target(iri, words));"
        " return found.map(to => to && !to.away ? new URL(to.href, location).href : null) }",
        [iris, words],
    )
    hrefs = [page_of(iri, True) for iri in iris]
    resolved = editor.page.evaluate("all => all.map(one => one && new URL(one, location).href)", hrefs)
    shortened = editor.page.evaluate(
        "async ([iris, words]) => { const { short } = await import('/static/links.js');"
        " return iris.map(iri => short(iri, words)) }",
        [iris, words],
    )
    assert dict(zip(iris, shortened, strict=True)) == {iri: short(iri) for iri in iris}
    assert len(iris) > 300
    assert dict(zip(iris, found, strict=True)) == dict(zip(iris, resolved, strict=True))


@pytest.mark.parametrize(
    ("title", "ending", "format"), [("CSV", "csv", "csv"), ("JSON", "json", "json"), ("TSV", "tsv", "tsv"), ("XML", "xml", "xml")]
)
def test_an_answer_is_downloaded_whole(editor, served, title, ending, format):
    editor.choose("Who receives most at one stage?")
    with editor.page.expect_download() as found:
        editor.page.get_by_role("link", name=title, exact=True).click()
    assert found.value.suggested_filename == f"top-recipients.{ending}"
    with open(found.value.path(), "rb") as file:
        assert file.read() == served.ask(f"/query/top-recipients?stage=approved&format={format}").body


def test_an_answer_that_was_cut_says_so_and_its_download_is_whole(editor):
    editor.run("SELECT ?n { " + " ".join(f"VALUES ?x{n} {{ 0 1 2 3 4 5 6 7 8 9 10 }}" for n in range(4)) + " BIND(?x0 AS ?n) }")
    assert editor.status.startswith("10,000 rows. Cut after 10,000 rows.")
    assert "there is more" in editor.page.inner_text("[role=note]")
    with editor.page.expect_download() as found:
        editor.page.get_by_role("link", name="CSV", exact=True).click()
    with open(found.value.path()) as file:
        assert sum(1 for _ in file) == 11**4 + 1


def test_a_name_and_a_number_are_a_chart_in_the_order_of_the_table(editor):
    editor.run(f"{TOTALS} ORDER BY DESC(?total) LIMIT 8")
    assert editor.page.locator("#chart").get_attribute("open") is not None
    plain = "all => all.map(line => [...line.querySelectorAll('text')].map(one => one.textContent.replaceAll(',', '')))"
    lines = editor.page.eval_on_selector_all("#chart svg g", plain)
    assert [line[1] for line in lines] == [row[1] for row in editor.rows]
    widths = editor.page.eval_on_selector_all("#chart rect", "all => all.map(one => one.width.baseVal.value)")
    totals = [float(row[1]) for row in editor.rows]
    assert widths == pytest.approx([max(1, total / totals[0] * widths[0]) for total in totals], rel=1e-3)
    editor.page.locator("#result thead button").first.click()
    assert [line[1] for line in editor.page.eval_on_selector_all("#chart svg g", plain)] == [row[1] for row in editor.rows]


def test_bars_of_different_stages_have_different_names(editor):
    editor.page.goto(f"{editor.served.root}/editor#name=years-of-a-funder&p.organisation=MOPAC")
    editor.page.wait_for_selector("#chart", state="attached")
    editor.page.evaluate("document.querySelector('#chart').open = true")
    names = editor.page.locator("#chart svg .name").all_text_contents()
    assert len(set(names)) == len(names) > 3
    assert all(" · " in name for name in names)


def test_figures_below_zero_and_unknown_ones_are_drawn_as_what_they_are(editor):
    editor.run('SELECT ?name ?n { VALUES (?name ?n) { ("a" 10) ("b" -5.5) ("c" UNDEF) } }')
    boxes = editor.page.eval_on_selector_all(
        "#chart rect", "all => all.map(one => [one.x.baseVal.value, one.width.baseVal.value])"
    )
    axis = editor.page.eval_on_selector("#chart line", "one => one.x1.baseVal.value")
    assert len(boxes) == 2
    assert boxes[0][0] == pytest.approx(axis)
    assert boxes[1][0] + boxes[1][1] == pytest.approx(axis)
    assert "not known" in editor.page.inner_text("#chart")


def test_there_is_no_chart_where_there_is_no_number(editor):
    editor.run("SELECT ?name { ?a gk:name ?name } LIMIT 3")
    assert editor.page.locator("#chart").count() == 0


def test_yes_and_no_are_words(editor):
    editor.run("ASK { ?f a gk:Flow }")
    assert (editor.page.inner_text("#result"), editor.status[:4]) == ("Yes", "Yes.")
    editor.run("ASK { ?f a gk:Unicorn }")
    assert editor.page.inner_text("#result") == "No"


def test_a_graph_is_shown_as_turtle_and_downloaded(editor, served):
    editor.run("CONSTRUCT { ?a gk:name ?n } { ?a gk:name ?n } LIMIT 3")
    assert "name" in editor.page.inner_text("#result pre")
    with editor.page.expect_download() as found:
        editor.page.get_by_role("link", name="N-Triples").click()
    assert found.value.suggested_filename == "result.nt"
    with open(found.value.path()) as file:
        assert len(file.readlines()) == 3


def test_a_graph_has_prefixes_and_an_empty_one_says_so(editor):
    editor.run("CONSTRUCT WHERE { ?a gk:name ?n }")
    assert "gk:name" in editor.page.inner_text("#result pre")
    editor.run("CONSTRUCT WHERE { ?a gk:unicorn ?n }")
    assert editor.page.inner_text("#result") == "An empty graph"


def test_a_graph_that_was_cut_says_so(opened, store_folder):
    with serving("--store", store_folder, "--rows", "20") as small:
        editor = opened(small)
        editor.run("CONSTRUCT WHERE { ?s ?p ?o }")
        assert editor.status.startswith("A graph, cut after 20 triples.")
        assert "there is more" in editor.page.inner_text("[role=note]")


def test_a_link_brings_back_the_question_its_values_and_its_answer(editor, opened, served):
    editor.choose("Who funds an organisation?")
    editor.page.fill("#p-organisation", "London Borough of Lambeth")
    editor.page.click("#link")
    link = editor.page.evaluate("navigator.clipboard.readText()")
    assert editor.page.url == link
    other = opened(served, "#" + link.partition("#")[2])
    other.ended()
    assert other.page.input_value("#p-organisation") == "London Borough of Lambeth"
    assert len(other.rows) == len(answer(served, "/query/who-funds?format=csv&organisation=Lambeth")) - 1
    text = "SELECT ?n { ?a gk:name ?n # ünd & = + %\n} LIMIT 3"
    own = opened(served, f"#{urlencode({'query': text})}")
    own.ended()
    assert (own.text, len(own.rows)) == (text, 3)


def test_nothing_that_is_asked_stands_in_the_address_that_the_server_sees(editor):
    editor.run("ASK { ?secret ?p ?o }")
    assert not [url for url in editor.requests if "secret" in url.partition("#")[0]]


def test_what_was_asked_before_is_kept_in_the_browser_and_can_be_forgotten(editor):
    editor.run("ASK { ?a gk:name 'first' }")
    editor.choose("Who funds an organisation?")
    editor.run("ASK { ?a gk:name 'second' }")
    editor.run("ASK { ?a gk:name 'first' }")
    editor.open()
    assert [text.split("\n")[0] for text in editor.page.locator("#before li button").all_inner_texts()] == [
        "ASK { ?a gk:name 'first' }",
        "ASK { ?a gk:name 'second' }",
        "Who funds an organisation?",
    ]
    editor.page.locator("#before button").nth(2).click()
    editor.ended()
    assert editor.page.inner_text("#asked") == "Who funds an organisation?"
    editor.page.click("#forget")
    assert editor.page.locator("#history").is_hidden()
    editor.open()
    assert editor.page.locator("#history").is_hidden()


def test_files_and_history_are_of_what_was_run_whatever_was_written_meanwhile(editor, served):
    editor.write("SELECT ?n { ?a gk:name ?n } LIMIT 2")
    editor.page.evaluate(
        "() => { const real = window.fetch; const later = new Promise(done => setTimeout(done, 600));"
        " window.fetch = async (...given) => { const got = await real(...given); await later; return got } }"
    )
    editor.page.keyboard.press("Control+Enter")
    editor.write("SELECT ?other {}")
    editor.ended()
    with editor.page.expect_download() as found:
        editor.page.get_by_role("link", name="CSV", exact=True).click()
    with open(found.value.path()) as file:
        assert len(list(csv.reader(file))) == 3
    assert editor.page.locator("#before button").first.inner_text() == "SELECT ?n { ?a gk:name ?n } LIMIT 2"
    assert editor.text == "SELECT ?other {}"


def test_what_was_changed_after_a_run_is_there_after_a_reload_and_after_a_look_at_a_page(editor):
    editor.run("SELECT ?o { VALUES ?o { organisation:women-in-prison } }")
    editor.page.focus(".cm-content")
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.insert_text(" # changed")
    editor.page.reload()
    editor.page.wait_for_selector("html[data-ready]")
    assert editor.text.endswith("# changed")
    editor.page.goto(f"{editor.served.root}/id/organisation/women-in-prison")
    editor.page.go_back()
    editor.page.wait_for_selector("html[data-ready]")
    assert editor.text.endswith("# changed")


def test_back_leads_to_the_question_before(editor):
    editor.choose("Who funds an organisation?")
    editor.choose("Who receives most at one stage?")
    assert editor.page.title() == "Who receives most at one stage? – SPARQL editor"
    editor.page.go_back()
    editor.ended()
    assert editor.page.inner_text("#asked") == "Who funds an organisation?"


def test_a_link_that_takes_the_place_of_what_was_written_keeps_it_in_the_history(editor):
    editor.write("SELECT ?mine {}")
    editor.open("#query=ASK+%7B%7D")
    editor.page.reload()
    editor.ended()
    assert "SELECT ?mine {}" in editor.page.locator("#before button").all_inner_texts()


def test_the_next_question_is_about_the_same_party(editor):
    editor.choose("Who funds an organisation?")
    editor.page.fill("#p-organisation", "London Borough of Lambeth")
    editor.choose("Whom does an organisation fund?")
    assert editor.page.input_value("#p-organisation") == "London Borough of Lambeth"


def test_a_field_that_is_wrong_has_the_focus_and_says_so(editor):
    editor.choose("Who funds an organisation?")
    editor.page.fill("#p-organisation", "Wimmin in Prison")
    editor.page.press("#p-organisation", "Enter")
    editor.ended()
    assert editor.page.get_attribute("#p-organisation", "aria-invalid") == "true"
    assert editor.page.evaluate("document.activeElement.id") == "p-organisation"


def test_a_page_that_cannot_load_its_library_says_so_and_still_asks(browser, served):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/editor/words", lambda route: route.fulfill(status=503, body="busy"))
    page.goto(f"{served.root}/editor")
    page.wait_for_selector("html[data-ready]")
    assert "could not be loaded: busy" in page.inner_text("#status")
    page.focus(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ASK {}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result .answer")
    context.close()


HEADERS = [
    '# param a text "x": y',
    '#param a text "x": y',
    '# param: a text "x": y ',
    '## param a text "x": y',
    '# param größe text "x": y',
    '# param a wizard "x": y',
    '# title: t\n# param a year "2017/18": y\n# param b money "1": z',
    '\n# param a text "x": y',
    '# param a text "q \\" q": y\r\n# param b text "": é',
    '\f# param a text "x": y',
    '# param toString text "x": y',
]


@pytest.mark.parametrize("header", HEADERS)
def test_page_and_server_read_a_header_alike(editor, header):
    found = editor.page.evaluate("async text => (await import('/static/form.js')).parameters(text)", f"{header}\nASK {{}}")
    try:
        expected = [one._asdict() for one in queries.parameters(f"{header}\nASK {{}}")]
    except QueryError:
        expected = []  # which the server says
    assert found == expected


@pytest.mark.parametrize("name", ["toString", "constructor", "hasOwnProperty"])
def test_a_parameter_or_a_column_may_be_called_as_anything(editor, name):
    editor.run(f'# param {name} text "own": a word\nSELECT ?{name} ?x {{ VALUES (?{name} ?x) {{ ("own" 1) ("other" 2) }} }}')
    assert editor.rows == [["own", "1"]]
    editor.run(f"SELECT ?x ?{name} {{ VALUES (?x ?{name}) {{ (1 UNDEF) }} }}")
    assert editor.rows == [["1", ""]]


def test_what_is_being_written_is_there_again_after_a_look_elsewhere(editor):
    editor.write("SELECT ?half { ?done")
    editor.page.goto(f"{editor.served.root}/")
    editor.open()
    assert editor.text.startswith("SELECT ?half { ?done")


@pytest.mark.parametrize(
    "held", ['"x"', "[1, null, {}]", '[{"text": 3, "given": {}}]', "{", '[{"text": "ASK {}", "given": {"a": 1}}]']
)
def test_a_history_that_somebody_else_has_written_does_no_harm(editor, held):
    editor.page.evaluate("held => { for (const key of Object.keys(localStorage)) localStorage[key] = held }", held)
    editor.open()
    editor.run("ASK {}")
    assert editor.page.locator("#before li").count() == 1


def test_where_a_query_is_not_understood_is_marked(editor):
    editor.run("SELECT * {\n  ?a gk:funder ] .\n}")
    assert "2:16" in editor.status
    marked = editor.page.locator(".cm-lintRange-error")
    assert marked.inner_text() == "]"
    editor.run("ASK {}")
    assert marked.count() == 0


def test_a_long_query_can_be_stopped(editor):
    editor.write("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    editor.page.click("#run")
    editor.page.click("#stop")
    editor.ended()
    assert (editor.status, editor.page.locator("#stop").is_hidden()) == ("Stopped.", True)
    editor.run("ASK {}")
    assert editor.status.startswith("Yes.")


def test_a_server_that_is_gone_is_told(opened, store_folder):
    with serving("--store", store_folder) as served:
        editor = opened(served)
        served.stop()
        editor.run("ASK {}")
        assert "does not answer" in editor.status


def test_all_is_done_by_keyboard(editor):
    page = editor.page

    def tab_to(expression, most=60):
        """Tab until the focus is where an expression says; all on the way can be seen to have it."""
        for _ in range(most):
            page.keyboard.press("Tab")
            ringed = "(document.activeElement.closest('.cm-editor') ?? document.activeElement)"
            assert page.evaluate(f"getComputedStyle({ringed}).outlineStyle") != "none", page.evaluate(
                "document.activeElement.outerHTML"
            )
            if page.evaluate(f"(one => {expression})(document.activeElement)"):
                return
        raise AssertionError(f"the keyboard does not come to {expression}")

    tab_to("one.id === 'to-query'")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('cm-content')")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    tab_to("one.id === 'filter'")
    page.keyboard.type("whole amount: the split")
    tab_to("one.textContent === 'Who funds an organisation?'", 2)
    page.keyboard.press("Enter")
    editor.ended()
    assert page.inner_text("#asked") == "Who funds an organisation?"
    tab_to("one.id === 'p-organisation'")
    tab_to("one.classList.contains('cm-content')", 1)
    tab_to("one.id === 'run'", 1)
    page.keyboard.press("Enter")
    editor.ended()
    tab_to("one.textContent === 'CSV'")
    tab_to("one.textContent === 'funder'")
    page.keyboard.press("Enter")
    assert page.locator("#result th[aria-sort=ascending]").inner_text().strip() == "funder"


def test_the_focus_stays_where_one_can_go_on(editor):
    editor.run("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 201")
    editor.page.locator(".pages button").nth(1).press("Enter")
    assert editor.page.evaluate("document.activeElement.textContent") == "Next 200 rows"
    editor.write("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    editor.page.keyboard.press("Control+Enter")
    editor.page.press("#stop", "Enter")
    assert editor.page.evaluate("document.activeElement.id") == "run"


STATES = {
    "opening": {},
    "question": {"choose": "Who funds an organisation?"},
    "chart": {"run": TOTALS},
    "pages": {"run": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 300"},
    "graph": {"run": "CONSTRUCT WHERE { ?s gk:name ?o }"},
    "yes": {"run": "ASK {}"},
    "nothing": {"run": "SELECT ?s { ?s gk:unicorn ?o }"},
    "not understood": {"run": "SELECT ]"},
    "completing": {"type": "SELECT * { ?f gk:recipient wom"},
}


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"viewport": PHONE}, {"forced_colors": "active"}],
    ids=["light", "dark", "phone", "forced"],
)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(opened, served, axe, state, look):
    editor = opened(served, **look)
    for done, what in STATES[state].items():
        if done == "type":
            editor.write(" ")
            editor.page.keyboard.type(what)
            editor.page.wait_for_selector(".cm-tooltip-autocomplete")
        else:
            getattr(editor, done)(what)
    editor.page.evaluate(axe)
    # The keyboard moves through the list of completions from within the editor, which axe does not know.
    rules = {"scrollable-region-focusable": {"enabled": state != "completing"}}
    found = editor.page.evaluate("([runOnly, rules]) => axe.run(document, {runOnly, rules})", [TAGS, rules])
    assert [(one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found["violations"]] == []
    assert len(found["passes"]) > 15
    assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_happens_is_said(editor):
    assert editor.page.get_attribute("#status", "role") == "status"
    assert editor.page.get_attribute(".cm-content", "aria-multiline") == "true"
    snapshot = editor.page.locator("#ask").aria_snapshot()
    assert 'textbox "Query"' in snapshot
    editor.choose("Who receives most at one stage?")
    assert re.search(r'columnheader "amount', editor.page.locator("#result").aria_snapshot())


def test_data_are_texts_whatever_they_hold(opened, hostile):
    editor = opened(hostile)
    editor.run("SELECT ?o { ?s <http://example.org/p> ?o }")
    shown = {row[0] for row in editor.rows}
    assert {"<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "javascript:alert(3)"} <= shown
    hrefs = editor.page.eval_on_selector_all("#result td a", "all => all.map(one => one.protocol)")
    assert set(hrefs) == {"http:"}
    assert editor.page.locator("#result img, #result script").count() == 0
    editor.run("CONSTRUCT WHERE { ?s ?p ?o }")
    assert editor.page.locator("#result img, #result script").count() == 0
    editor.run('SELECT ("<img src=x onerror=alert(5)>" AS ?name) (1 AS ?n) {}')
    assert "<img" in editor.page.inner_text("#chart")


@pytest.mark.parametrize(
    "hash",
    [
        "#name=<img src=x onerror=alert(1)>",
        "#query=%00%ff",
        "#p.x=1",
        "#query=&p.__proto__=1",
        "#name=constructor",
        "#" + quote("query=ASK {}") + "&query=ASK {}",
    ],
)
def test_an_address_that_somebody_else_has_written_does_no_harm(opened, served, hash):
    editor = opened(served, hash)
    editor.run("ASK {}")
    assert editor.status.startswith("Yes.")


def test_data_without_a_store_complete_their_own_terms(opened, hostile):
    editor = opened(hostile)
    assert editor.page.locator("#questions").is_hidden()
    editor.page.wait_for_load_state("networkidle")
    editor.write(" ")
    editor.page.keyboard.type("SELECT * { ?s exa")
    editor.page.keyboard.press("Control+Space")
    editor.page.locator(".cm-tooltip-autocomplete li", has_text="http://example.org/n").first.click()
    assert editor.text.strip() == "SELECT * { ?s <http://example.org/n>}"


def test_without_scripts_it_is_a_form(opened, served):
    editor = opened(served, java_script_enabled=False)
    editor.page.fill("textarea", "SELECT ?n { ?a gk:name ?n } LIMIT 1")
    with editor.page.expect_download() as found:
        editor.page.click("#run")
    with open(found.value.path()) as file:
        assert len(list(csv.reader(file))) == 2
