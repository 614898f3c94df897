"""`visits model`: asking a language model, live or by files, and keeping what it answered."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visits.cli_options import PROCESSED, RAW, AsJson, Config, Dataset, Lexicon, Registry
from visits.cli_tables import number
from visits.model.errors import AnswerError, UsageError

if TYPE_CHECKING:
    from visits.asking.cost import Estimate
    from visits.build_model import ModelUse, Seen
    from visits.model.article import Article, Reject

model_app = typer.Typer(help="Let a language model read too: see docs/model.md.", no_args_is_help=True)

Articles = Annotated[list[Path] | None, typer.Argument(help="Files or folders of articles; by default data/raw.")]
Name = Annotated[str | None, typer.Option("--model", help="The model's name; by default as configured.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell how many articles, tokens and what cost.")]
MaxArticles = Annotated[int | None, typer.Option("--max-articles", min=1, help="Ask about so many articles at most.")]
MaxCost = Annotated[float | None, typer.Option("--max-cost", min=0, help="Spend so much at most; needs prices.")]
Again = Annotated[bool, typer.Option("--again", help="Also ask anew where the answer was of no use.")]
_BATCH_REQUESTS, _BATCH_BYTES = 50_000, 200_000_000
"""What services that take batches usually accept in one file."""


@model_app.command()
def run(
    articles: Articles = None,
    dry_run: DryRun = False,
    max_articles: MaxArticles = None,
    max_cost: MaxCost = None,
    again: Again = False,
    name: Name = None,
    dataset: Dataset = PROCESSED,
    config: Config = None,
    lexicon: Lexicon = None,
    registry: Registry = None,
    as_json: AsJson = False,
) -> None:
    """Ask the model about articles and keep its answers; what it has answered before isn't asked again."""
    from visits.build_model import ask_about, run_note
    from visits.cli_progress import showing_progress

    use = _use(dataset, config, name).limited(max_articles, max_cost)
    if dry_run:
        _print_plan(articles, use, registry, lexicon, again, as_json)
        return
    with showing_progress(quiet=as_json) as progress, _alone(dataset):
        done, seen = ask_about(
            _articles(articles), use, registry_extra=registry, lexicon_extra=lexicon, again=again, progress=progress
        )
    if as_json:
        facts = {"answered": done.answered, "refused": done.refused, "left_open": dict(done.left_open)}
        print(json.dumps(facts | {"stopped": done.stopped, "spent": round(done.spent, 6), "articles": seen.articles}))
        return
    print(run_note(done))
    if use.settings.prices:
        print(f"Spent: {done.spent:,.4f} {use.settings.prices.currency}.")
    print(f"Next: `visits extract --reader model --offline`, or `visits build --reader model`, with {dataset}.")


@model_app.command()
def requests(
    output: Annotated[Path, typer.Option("--output", "-o", help="The JSON Lines file to write.")],
    articles: Articles = None,
    dry_run: DryRun = False,
    max_articles: MaxArticles = None,
    again: Again = False,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Put the schema into the prompt, for endpoints that can't take it otherwise."),
    ] = False,
    name: Name = None,
    dataset: Dataset = PROCESSED,
    config: Config = None,
    lexicon: Lexicon = None,
    registry: Registry = None,
) -> None:
    """Write a file of requests in the format of the OpenAI Batch API, one for each article worth asking about."""
    from visits.asking.answers import AnswerStore
    from visits.asking.requests import write_requests
    from visits.build_model import Seen, open_questions
    from visits.build_reader import model_reader

    use = _use(dataset, config, name).limited(max_articles)
    if dry_run:
        _print_plan(articles, use, registry, lexicon, again, as_json=False)
        return
    if output.is_dir():
        raise UsageError("is a folder", file=output, remedy="Give the name of a file to write.")
    settings, seen = use.settings, Seen()
    reader = model_reader(use.choice, registry, lexicon)
    structured = settings.structured != "prompt" and not plain
    with AnswerStore(use.choice.answers) as store:
        questions = open_questions(_articles(articles), reader, store, seen, most=settings.max_articles, again=again)
        n, size = write_requests(output, questions, settings.name, settings.parameters, structured=structured)
    print(f"{number(n, 'request')} written to {output} ({size / 1e6:,.1f} MB). {_seen(seen)}")
    if n > _BATCH_REQUESTS or size > _BATCH_BYTES:
        print("Services often take at most 50,000 requests or 200 MB in a file: cut it between lines.", file=sys.stderr)
    print(f"Next: have them answered, then `visits model import RESPONSES.jsonl --in {dataset}`.")


@model_app.command("import")
def import_answers(
    files: Annotated[list[Path], typer.Argument(help="Responses (JSON Lines), or answers exported as Parquet.")],
    name: Name = None,
    dataset: Dataset = PROCESSED,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Keep answers that were given elsewhere; an answer that is known already stays."""
    from visits.asking.answers import AnswerStore

    use = _use(dataset, config, name)
    counts: Counter[str] = Counter()
    problems: list[str] = []
    with _alone(dataset), AnswerStore(use.choice.answers) as store:
        for file in files:
            _import(file, store, use.settings.name, counts, problems)
    if as_json:
        print(json.dumps({**counts, "problems": problems}, ensure_ascii=False))
        return
    known = f", {counts['known']:,} known already" if counts["known"] else ""
    useless = f", {counts['refused']:,} of them of no use" if counts["refused"] else ""
    print(f"{number(counts['new'], 'answer')} imported{useless}{known}, {len(problems):,} lines without an answer.")
    for problem in problems[:20]:
        print(f"  {problem}")
    if len(problems) > 20:
        print(f"  and {len(problems) - 20:,} more")


@model_app.command()
def export(
    output: Annotated[Path, typer.Argument(help="The Parquet file to write.")],
    dataset: Dataset = PROCESSED,
) -> None:
    """Write all answers as Parquet, to publish beside the dataset; `visits model import` reads them back."""
    from visits.asking.answers import AnswerStore
    from visits.asking.answers import export as write
    from visits.build_reader import answers_file

    with AnswerStore(answers_file(dataset)) as store:
        n = write(store, output)
    print(f"{number(n, 'answer')} written to {output}.")


@model_app.command()
def trust(
    rules: Annotated[Path, typer.Option("--rules", help="What `visits evaluate --json` printed of the rules.")],
    model: Annotated[Path, typer.Option("--model", help="What it printed of the model.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The YAML file to write.")],
) -> None:
    """Make the table that says whose value counts where rules and model differ, from what was measured of both."""
    import yaml

    from visits.evaluation.scoring import ALL_FIELDS, PERFECT

    tables: dict[str, Any] = {}
    for reader, file in (("rules", rules), ("model", model)):
        measures = _measured(file)
        tables[reader] = {
            field: row["precision"]
            for field, row in measures.items()
            if field != ALL_FIELDS.replace(" ", "_") and field != PERFECT and row["right"] + row["wrong"]
        }
    about = f"Precisions measured by `visits evaluate`: rules in {rules.name}, model in {model.name}."
    output.write_text(yaml.safe_dump({"about": about, **tables}, sort_keys=False, allow_unicode=True), encoding="utf-8")
    better = [field for field, share in tables["model"].items() if share > tables["rules"].get(field, 0)]
    print(f"Written to {output}. Where they differ the model counts for: {', '.join(better) or 'nothing'}.")
    print(f'Next: put `trust = "{output.name}"` under [model] in visits.toml, if it lies beside that.')


def _measured(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        measures: dict[str, Any] = document["measures"]
        return {field: row for field, row in measures.items() if row["precision"] >= 0}
    except (OSError, ValueError, KeyError, TypeError) as error:
        remedy = "Write it with `visits evaluate GOLD PREDICTIONS --json > FILE`."
        raise UsageError("holds no measures", file=file, remedy=remedy) from error


def _use(dataset: Path, config: Path | None, name: str | None) -> ModelUse:
    from visits.build_model import for_asking, model_use

    return for_asking(model_use(dataset, config=config, name=name), config)


def _articles(files: list[Path] | None) -> Iterator[Article | Reject]:
    from visits.cli_extract import articles_in

    return articles_in(files or [RAW])


@contextmanager
def _alone(dataset: Path) -> Iterator[None]:
    """Hold the dataset's lock, so that no other run asks the same."""
    from visits.build_lock import only_build

    with only_build(dataset, wait=True, progress=lambda step, done, total: print(step, file=sys.stderr)):
        yield


def _print_plan(
    articles: list[Path] | None, use: ModelUse, registry: Path | None, lexicon: Path | None, again: bool, as_json: bool
) -> None:
    from visits.build_model import plan

    wanted, seen = plan(_articles(articles), use, registry_extra=registry, lexicon_extra=lexicon, again=again)
    if as_json:
        print(json.dumps({**vars(wanted), "read": seen.articles, "gated": seen.gated, "answered": seen.answered}))
        return
    print(_seen(seen))
    print("\n".join(_plan_lines(wanted)))


def _seen(seen: Seen) -> str:
    useless = f", {seen.refused:,} have an answer of no use" if seen.refused else ""
    return (
        f"Of {number(seen.articles, 'article')} {seen.gated:,} can tell of a visit; {seen.answered:,} of these "
        f"{'is' if seen.answered == 1 else 'are'} answered{useless}."
    )


def _plan_lines(wanted: Estimate) -> list[str]:
    tokens = f"about {wanted.input_tokens:,} tokens in and {wanted.output_tokens:,} out"
    lines = [f"To ask: {number(wanted.articles, 'article')} in {number(wanted.requests, 'request')}, {tokens}."]
    if wanted.cost is None:
        return [*lines, "Cost: unknown; set [model.prices] in visits.toml."]
    return [*lines, f"Cost: about {wanted.cost:,.4f} {wanted.currency}."]


def _import(file: Path, store: Any, name: str, counts: Counter[str], problems: list[str]) -> None:
    """Keep the answers of one file; what answers nothing is listed."""
    from visits.asking.answers import import_parquet
    from visits.asking.requests import Unusable, read_responses
    from visits.build_model import readable
    from visits.model.question import hash_of

    if not file.is_file():
        raise AnswerError("does not exist", file=file, remedy="Give a file of responses.")
    if file.suffix == ".parquet":
        kept = import_parquet(store, file)
        counts.update(new=kept.new, known=kept.known)
        return
    for answer in read_responses(file, readable):
        if isinstance(answer, Unusable):
            of = f" ({answer.custom_id})" if answer.custom_id else ""
            problems.append(f"{file}, line {answer.line}{of}: {answer.problem}")
        elif store.keep(answer, name if hash_of(name) == answer.key.model else ""):
            counts.update(new=1, refused=answer.status == "refused")
        else:
            counts.update(known=1)
