"""The command line in French: usage errors with what is accepted, nearest first; failures as sentences."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any, ClassVar

import click
from click.formatting import HelpFormatter

from interview.failures import failure_words


class Refusal(click.ClickException):
    """Something that cannot be done, with the reason. Exit code 1."""

    exit_code = 1


def refuse(sentence: str) -> Refusal:
    """The refusal to raise."""
    return Refusal(sentence)


def refuse_guarded(error: Exception) -> Refusal:
    """The refusal of a text that may name somebody, with what keeps it on purpose."""
    return refuse(
        f"{error}\nÉcrivez-le autrement, ou ajoutez --garder-texte : le journal retiendra que vous "
        "l’avez voulu."
    )


def narrate(sentence: str) -> None:
    """Say something beside the result."""
    click.echo(sentence, err=True)


class _FrenchHelp(click.Command):
    """Headings of the help in French."""

    def format_usage(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Usage : ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        return [each.replace("COMMAND", "COMMANDE").replace("[ARGS]...", "…") for each in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Cette aide."
        return option

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [record for each in options if (record := each.get_help_record(ctx))]
        if records:
            with formatter.section("Options\u00a0"):
                formatter.write_dl(records)


class FrenchCommand(_FrenchHelp):
    """A command whose help is in French."""


class FrenchGroup(_FrenchHelp, click.Group):
    """The group of commands, in French, with the nearest name on a slip."""

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        _FrenchHelp.format_options(self, ctx, formatter)
        rows = [(name, self.line_of(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commandes\u00a0"):
            formatter.write_dl(rows)

    def line_of(self, ctx: click.Context, name: str) -> str:
        """The line of *name* in the list of commands."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(70) if command is not None else ""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None:
            names = _nearest_first(args[0], self.list_commands(ctx))
            raise click.UsageError(f"Commande inconnue : « {args[0]} ». Commandes : {', '.join(names)}.", ctx)
        return super().resolve_command(ctx, args)


class LazyGroup(FrenchGroup):
    """A group some commands of which are known by name before their module is imported.

    Attributes:
        lazy: by name, the module that holds ``command``, and its line in the list of commands.
    """

    lazy: ClassVar[dict[str, tuple[str, str]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the work, not of the alphabet."""
        return [*super().list_commands(ctx), *self.lazy]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now if need be."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(self.lazy[cmd_name][0]).command
        return command

    def line_of(self, ctx: click.Context, name: str) -> str:
        """The line of the list, without importing the command."""
        return self.lazy[name][1] if name in self.lazy else super().line_of(ctx, name)


def speak_french(cli: click.Command, arguments: list[str] | None = None) -> int:
    """Run *cli*; tell every failure in French. Gives the exit code."""
    try:
        result = cli.main(args=arguments, prog_name="repere", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_asked:
        narrate(help_asked.format_message())
        return 2
    except click.UsageError as error:
        narrate(f"Erreur : {_usage_words(error)}")
        if error.ctx is not None:
            narrate(f"Pour l’aide : {error.ctx.command_path} --help")
        return 2
    except click.ClickException as error:
        narrate(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        narrate("Interrompu. Ce qui était enregistré le reste.")
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        if os.environ.get("REPERE_DEBUG"):
            raise
        narrate(failure_words(error))
        return 1
    return result if isinstance(result, int) else 0


def _usage_words(error: click.UsageError) -> str:
    context = error.ctx
    if isinstance(error, click.NoSuchOption):
        params = context.command.params if context else []
        options = [name for each in params if isinstance(each, click.Option) for name in each.opts]
        listed = ", ".join(_nearest_first(error.option_name, [*options, "--help"]))
        return f"option inconnue « {error.option_name} ». Options : {listed}."
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(context) if error.param and context else error.param_hint
        return f"il manque {name}."
    if isinstance(error, click.BadParameter) and isinstance(getattr(error.param, "type", None), click.Choice):
        choice: Any = error.param.type if error.param else None
        given = error.message.split("'")[1] if "'" in error.message else ""
        listed = ", ".join(_nearest_first(given, list(choice.choices)))
        option = error.param.opts[0] if error.param else ""
        return f"{option} : « {given} » n’est pas accepté. Valeurs : {listed}."
    if isinstance(error, click.BadOptionUsage):
        return f"l’option {error.option_name} demande une valeur."
    if type(error) is click.BadParameter and error.param is not None:
        named = (
            error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
        )
        return f"{named} : {error.message}"
    return _translated(error.format_message())


def _translated(message: str) -> str:
    if "unexpected extra argument" in message.lower():
        extra = message.partition("(")[2].rstrip(").")
        return f"mot en trop : « {extra} »."
    return message


def _nearest_first(word: str, names: Iterable[str]) -> list[str]:
    listed = list(names)
    near = difflib.get_close_matches(word, listed, n=3, cutoff=0.4)
    return near + [each for each in listed if each not in near]
