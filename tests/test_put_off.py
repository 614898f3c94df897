"""A visit that was put off, from articles to rows: plan, postponement, new date and visit are one."""

from __future__ import annotations

from stories import row_of

import visits
from visits.consolidation import Consolidated, consolidate
from visits.model.article import Article
from visits.registry import load_registry

PLAN = ("2016-10-20", "President Joko Widodo will pay a state visit to Australia on November 6, his office said.")
OFF = ("2016-11-05", "Joko Widodo has postponed his visit to Australia because of the unrest in Jakarta.")
MOVED = ("2016-11-05", "Joko Widodo has put off his visit to Australia from November 6 to February 25.")
NEW = ("2017-02-10", "President Joko Widodo will visit Australia on February 25, Canberra announced on Friday.")
MADE = ("2017-02-28", "SYDNEY - President Joko Widodo arrived in Sydney on Saturday on a two-day visit to Australia.")


def told(*stories: tuple[str, str]) -> Consolidated:
    reports, rows = [], {}
    for published, text in stories:
        article_id = f"of {published}"
        reports += [
            report.model_copy(update={"report_id": f"{article_id}/{n}"})
            for n, report in enumerate(visits.extract(text, published=published, article_id=article_id))
        ]
        rows[article_id] = row_of(Article(id=article_id, text=text), published=published)
    return consolidate(reports, rows, load_registry())


def test_plan_postponement_new_date_and_visit_are_one_row() -> None:
    (visit,) = told(PLAN, OFF, NEW, MADE).visits
    assert (visit.status, str(visit.start_date), str(visit.end_date)) == ("completed", "2017-02-25", "2017-02-26")
    assert visit.n_articles == 4
    assert not visit.unconfirmed


def test_a_postponement_that_gives_the_new_date_takes_the_old_plan_along() -> None:
    (planned,) = told(PLAN, MOVED).visits
    assert (planned.status, str(planned.start_date)) == ("planned", "2017-02-25")
    (visit,) = told(PLAN, MOVED, MADE).visits
    assert (visit.status, str(visit.start_date), visit.n_articles) == ("completed", "2017-02-25", 3)


def test_a_visit_put_off_without_a_new_date_is_kept_as_cancelled() -> None:
    (visit,) = told(PLAN, OFF).visits
    assert (visit.status, str(visit.start_date)) == ("cancelled", "2016-11-06")
