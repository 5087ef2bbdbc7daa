from bench.goals import Goal
from bench.results import put_section
from bench.timing import ratio


def test_goal_over_its_budget_is_said_so():
    assert Goal("1", "browse", 4.99, 5).line().startswith("ok")
    assert Goal("1", "browse", 5.01, 5).line().startswith("over")
    assert Goal("7", "precision", 0.4, 0.5, at_least=True).verdict == "over"
    assert Goal("–", "rows", 12345).asked == "–"


def test_run_keeps_the_sections_that_it_did_not_measure(tmp_path):
    path = tmp_path / "results.md"
    for title, words in (("Browse", "first"), ("Faults", "kept"), ("Browse", "second")):
        put_section(title, f"## {title}\n\n{words}\n", path)
    text = path.read_text()
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Browse", "## Faults"]
    assert "first" not in text
    assert "second" in text
    assert "kept" in text


def test_ratio_is_the_median_of_pairs():
    works, floors = iter([9, 2, 4, 6]), iter([9, 1, 2, 1])
    assert ratio(lambda: next(works), lambda: next(floors), rounds=3) == 2
