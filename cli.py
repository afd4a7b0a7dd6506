"""The command line: parses, calls one function of the pipeline, prints, and maps errors to exit codes.

Results go to standard output, progress and messages to standard error. Exit codes: 0 all well, 1 something failed,
2 wrong usage, 3 an integrity check failed. What is heavy is imported inside the commands, so that help is instant.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.formats import ExportFormat, LayoutFormat, RecordsFormat, RepairFormat
from schemas.errors import DatasetError, IntegrityError, UsageError, VnplansError
from schemas.raw import OcrPolicy

_INTERRUPTED, _BROKEN_PIPE = 130, 141


class _Commands(TyperGroup):
    """Turns what a command raises into one line on standard error and an exit code; never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except VnplansError as error:
            _say(f"error: {error}")
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            _say("error: interrupted; nothing was published by halves")
            raise typer.Exit(_INTERRUPTED) from None
        except BrokenPipeError:  # the reader (`head`) has what it wants
            _drop_output()
            raise typer.Exit(_BROKEN_PIPE) from None
        except OSError as error:
            _say(f"error: {error.filename or 'this command'}: {error.strerror or error}; mend that and run again")
            _flush_or_drop()
            raise typer.Exit(VnplansError.exit_code) from error


app = typer.Typer(
    cls=_Commands,
    help="Reads Vietnamese government plans into a versioned dataset of indicators, tasks, references and links.",
    epilog="Start with: vnplans ingest data/raw",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Data = Annotated[Path, typer.Option("--data", help="Folder of the dataset.", show_default=True)]
Password = Annotated[str | None, typer.Option("--password", help="What opens a PDF that is encrypted.")]
OcrOption = Annotated[OcrPolicy, typer.Option("--ocr", help="Which pages to read off their pictures.")]
Tessdata = Annotated[
    str | None,
    typer.Option("--tessdata", help="Another model for OCR: a folder with vie.traineddata, or a name (best)."),
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Files and pages at a time; all cores if left out.")]
PageSeconds = Annotated[float, typer.Option("--page-seconds", min=1, help="How long a scanned page may take.")]
Version = Annotated[int | None, typer.Option("--version", min=1, help="Number of a version; the newest if left out.")]


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _flush_or_drop() -> None:
    """Standard output, where it cannot be written (a full disk), must not fail once more on the way out."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()


def _drop_output() -> None:
    """Python must not flush into a closed pipe or onto a full disk on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_version(wanted: bool) -> None:
    if wanted:
        from pipeline.release import tool_version

        typer.echo(f"vnplans {tool_version()}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads Vietnamese government plans into a versioned dataset of indicators, tasks, references and links."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Vietnamese is printed whatever the locale says, any file name too
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@app.command(epilog="Example: vnplans ingest data/raw --out data/clean")
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; data/raw if none is named.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the dataset.")] = Path("data/clean"),
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Publish a version even if nothing changed.")] = False,
    password: Password = None,
    ocr: OcrOption = OcrPolicy.AUTO,
    tessdata: Tessdata = None,
    page_seconds: PageSeconds = 120,
) -> None:
    """Read files and publish a new dataset version. A run that changes nothing publishes nothing."""
    from pipeline.console import print_table, progress_bar
    from pipeline.ingest import ingest as run
    from pipeline.ocr import OcrWish
    from pipeline.rendering import INGEST_HEADER, ingest_rows

    wish = OcrWish(ocr, tessdata, jobs, seconds=page_seconds)
    with progress_bar() as (progress, page_progress):
        report = run(
            paths or [Path("data/raw")],
            out,
            jobs=jobs,
            force=force,
            progress=progress,
            password=password,
            ocr=wish,
            page_progress=page_progress,
        )
    print_table(INGEST_HEADER, ingest_rows(report))
    if report.version is not None:
        _say(f"version {report.version} is published in {out} ({report.seconds:.1f} s)")
    else:
        _say(f"nothing changed: version {report.latest} in {out} stays the newest ({report.seconds:.1f} s)")
    if report.failed:
        _say(f"error: {report.failed} of {len(report.files)} files could not be read; see findings in {out}/latest")
        raise typer.Exit(1)


@app.command(epilog="Example: vnplans extract plan.pdf --format html > plan.html")
def extract(
    file: Annotated[Path, typer.Argument(help="The file to look at.")],
    format: Annotated[  # noqa: A002
        LayoutFormat, typer.Option("--format", help="How to print it; html and png draw what was read over the pages.")
    ] = LayoutFormat.JSON,
    to: Annotated[Path | None, typer.Option(help="Folder for png; NAME-pages if left out.")] = None,
    password: Password = None,
    ocr: OcrOption = OcrPolicy.AUTO,
    tessdata: Tessdata = None,
    jobs: Jobs = None,
    page_seconds: PageSeconds = 120,
) -> None:
    """Print the layout of one file. Paragraphs and tables as they stand there, before any normalising."""
    from pipeline.console import page_counter
    from pipeline.ocr import OcrWish, own_cache
    from pipeline.reading import draw_file, extract_file
    from pipeline.rendering import layout

    if to is not None and format is not LayoutFormat.PNG:
        raise UsageError(f"--to is for --format png; with --format {format} send what is printed to a file with >")
    wish = OcrWish(ocr, tessdata, jobs, own_cache(), page_seconds)
    with page_counter() as progress:
        settings = wish.settings(file.name, progress)
        if format in (LayoutFormat.HTML, LayoutFormat.PNG):
            for piece in draw_file(file, format, to or Path(f"{file.stem}-pages"), password, settings):
                typer.echo(piece, nl=False)
            return
        document = extract_file(file, password, settings)
    typer.echo(layout(document, format))


@app.command(epilog="Example: vnplans records data/raw/plan.txt | jq '.tasks[].deadline_end'")
def records(
    file: Annotated[Path, typer.Argument(help="The file to read.")],
    format: Annotated[RecordsFormat, typer.Option("--format", help="How to print them.")] = RecordsFormat.JSON,  # noqa: A002
    password: Password = None,
    ocr: OcrOption = OcrPolicy.AUTO,
    tessdata: Tessdata = None,
    jobs: Jobs = None,
    page_seconds: PageSeconds = 120,
) -> None:
    """Print what `ingest` would store for a file."""
    from pipeline.console import page_counter
    from pipeline.ocr import OcrWish, own_cache
    from pipeline.reading import read_file
    from pipeline.rendering import records_json

    wish = OcrWish(ocr, tessdata, jobs, own_cache(), page_seconds)
    with page_counter() as progress:
        reading = read_file(file, password, wish.settings(file.name, progress))
    typer.echo(records_json(reading))


@app.command(epilog="Example: vnplans repair plan.txt > mended.txt")
def repair(
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="A text file, or - for standard input.")],
    format: Annotated[RepairFormat, typer.Option("--format", help="How to print it.")] = RepairFormat.TEXT,  # noqa: A002
    evidence: Annotated[
        list[Path] | None,
        typer.Option("--evidence", help="A clean text file that this one quotes: its wording is likelier. Repeatable."),
    ] = None,
) -> None:
    """Mend garbled Vietnamese text, line for line. Clean text and figures that are right come back untouched."""
    from pipeline.repairing import as_json, mended_lines, mended_text

    if format is RepairFormat.TEXT:
        pieces = mended_text(file, evidence or ())
    else:
        pieces = as_json(mended_lines(file, evidence or ()))
    for piece in pieces:
        typer.echo(piece, nl=False)


@app.command(epilog="Example: vnplans versions --data data/clean")
def versions(data: Data = Path("data/clean")) -> None:
    """List the versions of the dataset, oldest first."""
    from pipeline.console import print_table
    from pipeline.dataset import Dataset
    from pipeline.summary import VERSIONS_HEADER, version_rows

    published = Dataset(data).versions()
    if not published:
        raise UsageError(f"no dataset version in {data}; `vnplans ingest` publishes one")
    print_table(VERSIONS_HEADER, version_rows(published))


@app.command(epilog="Example: vnplans show --version 3")
def show(version: Version = None, data: Data = Path("data/clean")) -> None:
    """Show counts and health of one version. Its rows, its documents, its findings."""
    from pipeline.console import print_table
    from pipeline.dataset import Dataset
    from pipeline.summary import health

    for number, listing in enumerate(health(Dataset(data), version)):
        if number:
            typer.echo()
        print_table(listing.header, listing.rows)


@app.command(epilog="Example: vnplans export --format xlsx --to reports")
def export(
    version: Version = None,
    format: Annotated[ExportFormat, typer.Option("--format", help="Which files to write.")] = ExportFormat.CSV,  # noqa: A002
    to: Annotated[Path | None, typer.Option(help="Folder to write into; vnplans-v<N> if left out.")] = None,
    data: Data = Path("data/clean"),
) -> None:
    """Write one version as files, print their names. All of them are written or none."""
    from pipeline.dataset import Dataset
    from pipeline.exports import export as run

    for path in run(Dataset(data), version, format, to):
        typer.echo(str(path))


@app.command(epilog="Example: vnplans validate --version 3 && echo sound")
def validate(version: Version = None, data: Data = Path("data/clean")) -> None:
    """Check the rules that a version keeps. Keys, references, ranges, counts; exit code 3 where one is broken."""
    from pipeline.dataset import Dataset
    from pipeline.validation import validate as run

    try:
        faults = run(Dataset(data), version)
    except DatasetError as error:
        raise IntegrityError(str(error)) from error
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        raise IntegrityError(f"{len(faults)} faults in {data}; ingest the documents they come from anew")
    _say(f"every rule is kept in {data}")


@app.command(epilog="Example: vnplans doctor --data data/clean")
def doctor(
    data: Annotated[Path | None, typer.Option("--data", help="Also check that a dataset can be written here.")] = None,
) -> None:
    """Check what this machine has. Programs and packages with their versions, and what to install."""
    from pipeline.console import print_table
    from pipeline.doctor import diagnose

    checks = diagnose(data)
    print_table(
        ("", "what", "found", "remedy"),
        [(check.verdict, check.name, check.found, "" if check.ok else check.remedy) for check in checks],
    )
    failed = [check.name for check in checks if check.needed and not check.ok]
    if failed:
        _say(f"error: {', '.join(failed)} must be mended before vnplans can work")
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
