"""Words on a command line, progress, exit codes; everything that costs time is imported when it is needed."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from citator.library.request import BuildRequest

OK, FAILED, USAGE = 0, 1, 2
"""Exit codes: done (perhaps with warnings), something failed or ``--strict`` found a warning, wrong words on the line."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citator", message="%(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Build a library of reports whose every citation can be followed both ways."""
    # What a build loads lives as long as the build; by default it would be searched for garbage hundreds of times,
    # and once more when Python ends.
    gc.set_threshold(50_000, 50, 100)
    context.call_on_close(gc.freeze)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file's name may be no text, and a terminal may lack a sign of a title: neither ends a build.
        sys.stdout.reconfigure(errors="backslashreplace")


def _build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what all commands that build have in common."""
    formats = click.option(
        "--format", "formats", multiple=True, type=click.Choice(["html", "pdf", "epub"]), help="What to make [all]."
    )
    return formats(_common_options(command))


def _common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what a command that makes all formats has in common with the others."""
    options = (
        click.option(
            "-c", "--conf", "confdir", default=".", type=click.Path(path_type=Path), help="Folder of conf.py."
        ),
        click.option("--build", "build_folder", type=click.Path(path_type=Path), help="Folder for all output [build]."),
        click.option(
            "--pdf-edition",
            "pdf_editions",
            multiple=True,
            metavar="NAME",
            callback=lambda _context, _option, names: _checked_editions(names),
            help="Make this edition of all PDFs too: print, review, chapters …",
        ),
        click.option(
            "--drafts",
            is_flag=True,
            help="Build drafts, reviews and embargoed publications too, into build/drafts-site.",
        ),
        click.option(
            "--as-of", metavar="DATE", help="Whose embargo has passed is decided for this date or time [now]."
        ),
        click.option("-j", "--jobs", type=click.IntRange(1), help="Processes [as many as cores]."),
        click.option("--cache", metavar="ADDRESS", help="A cache to share: a folder or any address that fsspec knows."),
        click.option(
            "--editions", metavar="PLACE", help="The store of editions: a folder or any address that fsspec knows."
        ),
        click.option("--scheduler", metavar="ADDRESS", help="A dask.distributed scheduler whose workers build."),
        click.option("--debug", is_flag=True, help="Show tracebacks."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@_build_options
@click.option(
    "--search/--no-search", default=True, help="Bring the search index up to date, or keep the site's last one."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if there is any warning.")
@click.option("--explain", metavar="SLUG", help="Say why a publication was or was not built.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but warnings and errors.")
def build(strict: bool, quiet: bool, search: bool, explain: str | None, **options: Any) -> None:
    """Build the site and the PDFs of all published publications into build/site."""
    from citator.library.build import build as build_library
    from citator.library.progress import standard_progress
    from citator.library.report import tell

    request = _request(search=search, explain=explain, **options)
    progress = standard_progress(quiet=quiet)
    try:
        outcome = _told(lambda: build_library(request, progress), request.debug)
    finally:
        progress.clear()
    tell(outcome, debug=request.debug, quiet=quiet)
    sys.exit(FAILED if outcome.failures or (strict and outcome.messages) else OK)


@main.command()
@_build_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
def serve(host: str, port: int, **options: Any) -> None:
    """Show the library in the browser and build what changes while you write."""
    from citator.library.serve import serve as serve_library

    request = _request(search=False, explain=None, **options)
    _told(lambda: serve_library(request, host, port, click.echo), request.debug)


@main.command()
@_common_options
@click.option("--strict", is_flag=True, help="Publish nothing if there is any warning.")
@click.argument("slug")
def publish(slug: str, strict: bool, **options: Any) -> None:
    """Freeze the current version of a publication as an edition, in all formats and for ever."""
    from citator.library.freeze import freeze
    from citator.library.progress import standard_progress
    from citator.library.report import Outcome, tell

    request = _request(formats=(), search=True, explain=None, **options)
    progress = standard_progress(quiet=False)

    def said(outcome: Outcome) -> None:
        progress.clear()
        tell(outcome, debug=request.debug, quiet=True)

    try:
        done = _told(lambda: freeze(request, slug, progress, said=said, strict=strict), request.debug)
    finally:
        progress.clear()
    edition = done.record
    click.echo(f"published version {edition.version} of '{slug}' with {len(edition.files)} files; {done.advice}")


@main.command()
@_build_options
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the fact-check sheet as CSV.")
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path), help="Write the fact-check sheet as a workbook.")
@click.option("--publication", metavar="SLUG", help="Audit this publication only [all].")
@click.option("--strict", is_flag=True, help="Exit with 1 if there is any finding.")
def audit(csv_file: Path | None, xlsx_file: Path | None, publication: str | None, strict: bool, **options: Any) -> None:
    """List what a reviewer should look at, and write the fact-check sheet: one row a citation."""
    from citator.audit.write import to_csv, to_xlsx
    from citator.library.audit import audit as audit_library

    request = _request(search=False, explain=None, **options)
    done = _told(lambda: audit_library(request, publication), request.debug)
    if csv_file:
        _told(lambda: csv_file.write_text(to_csv(done.rows), "utf-8", newline=""), request.debug)
    if xlsx_file:
        _told(lambda: xlsx_file.write_bytes(to_xlsx(done.rows)), request.debug)
    messages = (*done.outcome.messages, *done.messages)
    for line in (*messages, *(f"ERROR: {failure}" for failure in done.outcome.failures)):
        click.echo(line, err=True)
    click.echo(done.summary)
    sys.exit(FAILED if done.outcome.failures or (strict and messages) else OK)


@main.command()
@click.option("-c", "--conf", "confdir", default=".", type=click.Path(path_type=Path), help="Folder of conf.py.")
@click.option("--editions", metavar="PLACE", help="The store of editions [the one that conf.py names].")
def verify(confdir: Path, editions: str | None) -> None:
    """Check that every published edition is as it was, byte for byte."""
    from citator.library.freeze import verify_library

    request = _request(confdir, None, (), None, None, None, editions=editions)
    count, problems = _told(lambda: verify_library(request), False)
    for problem in problems:
        click.echo(f"ERROR: {problem}", err=True)
    click.echo(f"{count} editions, {len(problems)} problems")
    sys.exit(FAILED if problems else OK)


@main.command()
@click.option("-c", "--conf", "confdir", default=".", type=click.Path(path_type=Path), help="Folder of conf.py.")
@click.option("--build", "build_folder", type=click.Path(path_type=Path), help="Folder of all output [build].")
@click.option("--cache", is_flag=True, help="Remove the cache too: the next build makes everything anew.")
def clean(confdir: Path, build_folder: Path | None, cache: bool) -> None:
    """Remove the built sites; with --cache all that builds have left."""
    import shutil

    from citator.library.cache import Cache
    from citator.library.publish import check_is_ours

    if not (confdir / "conf.py").exists():
        click.echo(f"ERROR: there is no conf.py in {confdir}; name the folder that holds it with -c", err=True)
        sys.exit(FAILED)
    folder = build_folder or confdir / "build"
    for name in ("site", "drafts-site"):
        _told(partial(check_is_ours, folder / name), False)
    for name in ("site", "drafts-site", ".site.next", ".drafts-site.next"):
        shutil.rmtree(folder / name, ignore_errors=True)
    if cache:
        Cache(folder / ".citator").clear()


def _checked_editions(names: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse the name of an edition that there is not."""
    if names:
        from citator.typst.editions import EDITIONS

        for name in names:
            if name not in EDITIONS:
                raise click.BadParameter(f"there is no edition '{name}'; choose among {', '.join(EDITIONS)}")
    return names


def _request(
    confdir: Path,
    build_folder: Path | None,
    formats: tuple[str, ...],
    as_of: str | None,
    jobs: int | None,
    cache: str | None,
    **options: Any,
) -> BuildRequest:
    from citator.library.request import FORMATS, BuildRequest, parse_as_of

    try:
        moment = parse_as_of(as_of)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}; write 2026-11-23 or 2026-11-23T09:00+01:00", param_hint="--as-of"
        ) from error
    if jobs is not None:
        options["jobs"] = jobs
    return BuildRequest(
        confdir=confdir.resolve(),
        formats=tuple(f for f in FORMATS if f in formats) or FORMATS,
        as_of=moment,
        shared_cache=cache,
        build=build_folder,
        **options,
    )


def _told(action: Callable[[], Any], debug: bool) -> Any:
    """Run a command; what stops it is one line, and a traceback only when asked for."""
    from citator.errors import CitatorError, UnknownPublicationError, stop_message

    try:
        return action()
    except BrokenPipeError:
        raise  # nobody reads what this prints, and click knows it
    except (CitatorError, OSError) as error:
        if debug:
            raise
        click.echo(f"ERROR: {stop_message(error)}", err=True)
        sys.exit(USAGE if isinstance(error, UnknownPublicationError) else FAILED)
    except KeyboardInterrupt:
        click.echo("interrupted; the site is as it was", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
