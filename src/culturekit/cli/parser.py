"""The words of the command line; what they do stands in the other modules here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from .. import __version__

if TYPE_CHECKING:
    # The type of what add_subparsers returns has no public name.
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

__all__ = ["build_parser"]

_CODES = "exit codes: 0 all well, 1 findings or some rows broken, 2 usage or bad input"


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; `arguments.run` names the function to call."""
    parser = argparse.ArgumentParser(
        prog="culturekit",
        description="Adapts what you say to a customer: offline, and with reasons.",
        epilog=_CODES,
    )
    parser.add_argument("--version", action="version", version=f"culturekit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    _adapt(commands)
    _culture(commands)
    _verbs(commands)
    _facts(commands)
    _data(commands)
    _models(commands)
    return parser


def _command(
    commands: _Commands, words: str, run: str, about: str, *parents: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """A command by its name and the words that follow it: "compare A B"."""
    name, _, following = words.partition(" ")
    command = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=_CODES,
        parents=[_shared(), *parents],
        usage=f"%(prog)s [options] {following}".rstrip(),
    )
    command.set_defaults(run=run)
    return command


# --- options that several commands have -----------------------------------------------------


def _shared() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("for every command")
    group.add_argument("--json", action="store_true", help="print JSON")
    group.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="FOLDER",
        help="data of your own over the bundled data (repeatable)",
    )
    group.add_argument(
        "--datasets", default="all", metavar="all|open", help="which country scores to use"
    )
    return options


def _engines() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("who translates, beside the phrase bank and the packages")
    group.add_argument(
        "--backend",
        action="append",
        choices=("apertium", "argostranslate"),
        help="an engine that is installed (repeatable)",
    )
    group.add_argument(
        "--memory", action="append", metavar="FILE", help="a translation memory (repeatable)"
    )
    return options


def _person() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("the person")
    group.add_argument("--given", metavar="NAME", help="given name")
    group.add_argument("--surname", metavar="NAME")
    group.add_argument("--surname-prefix", metavar="NAME", help='such as "van den"')
    group.add_argument("--title", metavar="TITLE", help='such as "Dr."')
    group.add_argument("--gender", choices=("female", "male", "neutral"))
    group.add_argument("--salutation", metavar="TEXT", help="used as it stands")
    group.add_argument("--preferred-name", metavar="NAME")
    group.add_argument("--territory", metavar="CODE", help="where the person lives")
    group.add_argument("--time-zone", metavar="ZONE", help="such as Asia/Tokyo")
    for name, about in (
        ("marketing-consent", "agreed to receive offers"),
        ("existing-customer", "has bought before"),
        ("wants-offers", "said whether offers are welcome"),
    ):
        group.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=about)
    return options


def _situation() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("the occasion")
    for name in ("channel", "topic", "query-class", "resolution", "sentiment"):
        group.add_argument(f"--{name}", metavar="WORD")
    group.add_argument("--at", metavar="WHEN", help="ISO 8601 with zone: 2026-03-07T09:00+01:00")
    group.add_argument("--first-contact", action=argparse.BooleanOptionalAction)
    group.add_argument("--relationship-months", type=int, metavar="N")
    group.add_argument("--offers-last-30-days", type=int, metavar="N")
    group.add_argument("--customer-asked", action=argparse.BooleanOptionalAction)
    group.add_argument("--last-message", metavar="TEXT", help="what the person wrote last")
    return options


def _sender() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("the sender")
    group.add_argument("--sender", metavar="TAG", help="locale of the sender, such as en-US")
    group.add_argument("--organisation", metavar="NAME", help="on whose behalf")
    group.add_argument("--signature", metavar="TEXT", help="below the closing")
    return options


def _register(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--register", choices=("formal", "informal"), help="for all, whatever else is known"
    )


# --- commands ------------------------------------------------------------------------------------


def _adapt(commands: _Commands) -> None:
    command = _command(
        commands,
        "adapt FILE ...",
        "messages:adapt",
        "adapt messages to their readers",
        _person(),
        _situation(),
        _sender(),
        _engines(),
    )
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=".csv, .jsonl, .eml, .txt or .html; - for standard input",
    )
    command.add_argument("--to", metavar="WHO", help="a tag, code or name: ja-JP, JP, Japan")
    command.add_argument(
        "--customers", metavar="FILE", help="CSV of the people, by id or e-mail address"
    )
    command.add_argument(
        "--input", choices=("csv", "jsonl", "eml", "text", "html"), help="kind of FILE"
    )
    command.add_argument(
        "--format", choices=("table", "jsonl", "csv", "eml", "text"), help="kind of output"
    )
    command.add_argument("-o", "--output", metavar="OUT", help="file, or a folder for several .eml")
    command.add_argument(
        "--include",
        default="text,findings,decision,window",
        metavar="PARTS",
        help="what to compute, with commas: text,findings,decision,window",
    )
    command.add_argument(
        "--offer", metavar="KIND", help="an offer that goes with it, such as upsell"
    )
    command.add_argument("--mixed", action="store_true", help="allow two languages in one message")
    command.add_argument("--subject", metavar="TEXT", help="subject of a text file")
    command.add_argument("--language", metavar="TAG", help="language the drafts are written in")
    command.add_argument(
        "--syntax", choices=("braces", "double", "none"), help="how fields are marked"
    )
    command.add_argument(
        "--value",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help='value of a field: --value "amount=EUR 49.90" --value count:number=3 (repeatable)',
    )
    _register(command)


def _culture(commands: _Commands) -> None:
    command = _command(commands, "show WHO", "verbs:show", "what is known of a language or country")
    command.add_argument("who", metavar="WHO", help="a tag, code or name: ja-JP, JP, Japan")
    command.add_argument(
        "--only", metavar="PREFIX", help='facts that begin so, such as "withdrawal"'
    )
    command = _command(
        commands, "briefing WHO", "verbs:briefing", "a country on one page, with sources"
    )
    command.add_argument("who", metavar="WHO", help="a tag, code or name: ja-JP, JP, Japan")
    command.add_argument("--format", choices=("text", "markdown", "html", "prompt"), default="text")
    command = _command(commands, "compare A B", "verbs:compare", "two cultures side by side")
    command.add_argument("a", metavar="A")
    command.add_argument("b", metavar="B")


def _verbs(commands: _Commands) -> None:
    command = _to(commands, "greet", "the opening and closing for a person", _sender())
    _register(command)
    _to(commands, "tone", "how to write to a person, with the evidence")
    command = _to(commands, "upsell", "whether an offer is appropriate now")
    command.add_argument("--offer", metavar="KIND", default="upsell")
    command.add_argument("--tags", metavar="WORDS", default="", help="what is offered, with commas")
    _to(commands, "window", "whether a moment is a good one to write", _sender())

    command = _command(
        commands,
        "check FILE ...",
        "check:check",
        "what in texts their reader may misread, and safe fixes",
        _person(),
        _situation(),
        _sender(),
    )
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="text, Markdown, HTML, .eml, .csv, .jsonl, folders; - for stdin",
    )
    command.add_argument("--to", metavar="WHO", help="or `to` in the settings")
    command.add_argument("--language", metavar="TAG", help="of the texts (en)")
    command.add_argument("--sender-zone", metavar="ZONE", help="such as America/New_York")
    command.add_argument("--fix", action="store_true", help="make the fixes that are safe")
    command.add_argument("--diff", action="store_true", help="show the safe fixes, write nothing")
    command.add_argument(
        "--format", choices=("text", "json", "sarif", "github"), default="text", help="of findings"
    )
    command.add_argument("--select", metavar="RULES", help="only these: CK102,CK1,idiom")
    command.add_argument("--ignore", metavar="RULES", help="not these")
    command.add_argument(
        "--fail-on", choices=("info", "warning", "error"), help="exit with 1 from there on (info)"
    )
    command.add_argument("--config", metavar="FILE", help="settings, instead of the nearest ones")
    command.add_argument("--no-config", action="store_true", help="no settings from files")

    command = _command(
        commands,
        "translate TEXT ... --to WHO",
        "verbs:translate",
        "a text in another language, offline",
        _engines(),
    )
    command.add_argument(
        "text", nargs="+", metavar="TEXT", help="- for the lines of standard input"
    )
    command.add_argument("--to", metavar="WHO", required=True)
    command.add_argument("--source", metavar="TAG", help="language of the text")
    _register(command)

    command = _command(
        commands, "phrases [PHRASE]", "verbs:phrases", "the phrase bank, or one phrase filled in"
    )
    command.add_argument("id", nargs="?", metavar="PHRASE")
    command.add_argument("--to", metavar="WHO", default="en")
    command.add_argument("--value", action="append", default=[], metavar="SLOT=VALUE")
    _register(command)


def _to(
    commands: _Commands, name: str, about: str, *parents: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    command = _command(
        commands, f"{name} WHO", f"verbs:{name}", about, _person(), _situation(), *parents
    )
    command.add_argument(
        "who", nargs="?", metavar="WHO", help="a tag, code or name: ja-JP, JP, Japan"
    )
    command.add_argument("--to", metavar="WHO", help="the same, for those who prefer it named")
    return command


def _facts(commands: _Commands) -> None:
    command = _command(
        commands,
        "obligations TERRITORY [TOPIC]",
        "facts:obligations",
        "what the law asks of a seller in a country, or a deadline",
    )
    command.add_argument("territory", metavar="TERRITORY")
    command.add_argument("topic", nargs="?", metavar="TOPIC", help="such as withdrawal, privacy")
    command.add_argument(
        "--received", metavar="DATE", help="when the goods came: until when may it be withdrawn?"
    )
    command.add_argument("--concluded", metavar="DATE", help="day of the contract")
    command.add_argument(
        "--aware-at", metavar="WHEN", help="a data breach became known: by when is it notified?"
    )
    command = _command(
        commands, "payments TERRITORY", "facts:payments", "how people pay in a country"
    )
    command.add_argument("territory", metavar="TERRITORY")
    command.add_argument(
        "--offered", metavar="METHODS", help="what a shop offers, with commas: what does it lack?"
    )
    command = _command(
        commands,
        "campaign FILE --territory TERRITORY",
        "facts:campaign",
        "what in a campaign's text and day may offend in a market",
    )
    command.add_argument("file", metavar="FILE", help="- for standard input")
    command.add_argument("--territory", metavar="TERRITORY", required=True)
    command.add_argument("--on", metavar="DATE", help="the day it goes out")
    command.add_argument("--language", metavar="TAG", default="en", help="of the text (en)")
    command.add_argument("--tags", metavar="WORDS", default="", help="what is sold, with commas")
    command.add_argument(
        "--mourning", metavar="TEXT", help="a mourning that was declared and no calendar has"
    )


def _data(commands: _Commands) -> None:
    data = commands.add_parser("data", help="the data: check, stats, stale, sample, why")
    below = data.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = _command(below, "check [FOLDER]", "data:check", "every fault in a folder of data")
    command.add_argument(
        "folder", nargs="?", metavar="FOLDER", help="the checkout's own, or a pack"
    )
    _command(below, "stats", "data:stats", "how much there is, and how well it is sourced")
    command = _command(
        below, "stale --before DATE", "data:stale", "facts that were looked at before a date"
    )
    command.add_argument(
        "--before", required=True, metavar="DATE", help="2025, 2025-06 or 2025-06-01"
    )
    command = _command(
        below,
        "sample --percent N",
        "data:sample",
        "some sources with every claim that rests on them, for a person to check",
    )
    command.add_argument("--percent", type=float, default=5.0, metavar="N", help="of all (5)")
    command.add_argument(
        "--seed",
        default="",
        metavar="WORD",
        help="another word chooses others",
    )
    command = _command(
        below, "why TERRITORY KEY", "data:why", "a fact, its sources, and the file it stands in"
    )
    command.add_argument("territory", metavar="TERRITORY")
    command.add_argument("key", metavar="KEY", help="such as withdrawal.period, or its beginning")


def _models(commands: _Commands) -> None:
    models = commands.add_parser(
        "models", help="translation packages: list, install, verify, remove, search, download"
    )
    below = models.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(below, "list", "models:list_", "the packages that are installed")
    command = _command(below, "install FILE", "models:install", "install a package from a file")
    command.add_argument("file", metavar="FILE")
    command = _command(below, "verify [PACKAGE]", "models:verify", "whether packages are whole")
    command.add_argument("name", nargs="?", metavar="PACKAGE")
    command = _command(below, "remove PACKAGE", "models:remove", "remove a package")
    command.add_argument("name", metavar="PACKAGE")
    command = _command(
        below, "search [WORD ...]", "models:search", "the packages that the index of Argos offers"
    )
    command.add_argument(
        "word", nargs="*", metavar="WORD", help="a tag, or part of a name: en spanish"
    )
    command = _command(
        below, "download PACKAGE", "models:download", "fetch a package of the index and install it"
    )
    command.add_argument("name", metavar="PACKAGE")
    command.add_argument("--sha256", metavar="HEX", help="the digest that the file must have")
